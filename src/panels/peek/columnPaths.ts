import { JSONPathEnvironment, JSONPathError, type JSONPathQuery, type JSONValue } from "json-p3";
import { visibleLine } from "../../decode/visibleText";
import { parseExactJson } from "../../filter/exactJson";
import { KafkaError } from "../../kafka/errors";

const maxFound = 10;
const maxCharacters = 256;

/** What JSON paths of a person's own find in values, one text for each path. */
export class ColumnPaths {
  private readonly queries: readonly JSONPathQuery[];

  /** @throws KafkaError `invalidInput` for a path that cannot be read, or that holds a filter */
  constructor(paths: readonly string[]) {
    this.queries = paths.map(compile);
  }

  get isNone(): boolean {
    return this.queries.length === 0;
  }

  /** Empty texts when it is no JSON. */
  find(json: string | undefined): readonly string[] {
    const value = json === undefined ? undefined : parsed(json);
    return this.queries.map((query) => (value === undefined ? "" : textsOf(query, value)));
  }
}

/** A filter may hold a regular expression, which could keep the extension host busy for ever. */
function compile(path: string): JSONPathQuery {
  if (path.includes("?")) {
    const text = "A column's path selects by names and indexes: it has no filter.";
    throw new KafkaError(text, { kind: "invalidInput" });
  }
  try {
    return new JSONPathEnvironment().compile(path);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    const what = error.message.replace(/ \('.*$/s, "");
    const text = `The column's JSON path cannot be read: ${what}.`;
    throw new KafkaError(text, { kind: "invalidInput", cause: error });
  }
}

function parsed(json: string): unknown {
  try {
    return parseExactJson(json, "bigintWhereNeeded");
  } catch {
    return undefined;
  }
}

function textsOf(query: JSONPathQuery, value: unknown): string {
  const found: string[] = [];
  for (const node of query.lazyQuery(value as JSONValue)) {
    found.push(textOf(node.value));
    if (found.length === maxFound) break;
  }
  return visibleLine(found.join(", "), maxCharacters);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? String(part) : part,
  );
}
