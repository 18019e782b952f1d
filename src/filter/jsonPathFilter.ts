import { JSONPathEnvironment, JSONPathError, type JSONPathQuery, type JSONValue } from "json-p3";
import { parseExactJson } from "./exactJson";
import type { FilterInput } from "./filterInput";
import type { JsonComparison, JsonPathFilterSpec } from "./filterSpec";
import { FilterSyntaxError } from "./filterSyntaxError";

/**
 * True of a message whose key or value is JSON of which the path selects something, and something that the comparison
 * is true of. Comparisons of ours are exact to 64 bits; those inside the path (`?@.id == 1`) are of JavaScript numbers.
 * Throws `FilterSyntaxError`.
 */
export function jsonPathPredicate(spec: JsonPathFilterSpec): (input: FilterInput) => boolean {
  const query = compile(spec.path);
  const matches = spec.comparison === undefined ? () => true : comparer(spec.comparison);
  const hasConditions = spec.path.includes("?");
  const integers = hasConditions ? "number" : "bigintWhereNeeded";
  const isRounded = hasConditions && spec.comparison !== undefined;
  return (input) => {
    const { raw, decoded, isJson } = input[spec.part];
    const text = decoded ?? raw;
    if (text === null || !isJson) return false;
    let json: unknown;
    try {
      json = parseExactJson(text, integers);
    } catch {
      return false;
    }
    // values rounded for the conditions inside the path are compared as they stand in the text
    const exact = isRounded ? parseExactJson(text, "bigintWhereNeeded") : undefined;
    for (const { value, location } of query.lazyQuery(json as JSONValue)) {
      if (matches(isRounded ? valueAt(exact, location) : value)) return true;
    }
    return false;
  };
}

function compile(path: string): JSONPathQuery {
  try {
    return new JSONPathEnvironment().compile(path);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    const what = error.message.replace(/ \('.*$/s, "");
    throw new FilterSyntaxError(`The JSON path cannot be read: ${what}.`, error.token.index);
  }
}

function valueAt(json: unknown, location: readonly (string | number)[]): unknown {
  let value = json;
  for (const step of location) value = (value as Record<string | number, unknown>)[step];
  return value;
}

type Scalar = string | number | bigint | boolean | null;

function comparer({ operator, operand }: JsonComparison): (value: unknown) => boolean {
  const wanted = parseOperand(operand);
  const wantedText = typeof wanted === "string" ? wanted : operand.trim();
  return (value) => {
    if (!isScalar(value)) return operator === "!=";
    if (operator === "contains") return String(value).includes(wantedText);
    const order = compare(value, isNumeric(value) === isNumeric(wanted) ? wanted : wantedText);
    switch (operator) {
      case "=":
        return order === 0;
      case "!=":
        return order !== 0;
      case "<":
        return order < 0;
      case "<=":
        return order <= 0;
      case ">":
        return order > 0;
      case ">=":
        return order >= 0;
    }
  };
}

/** NaN where the two are of different kinds: no order holds between them. */
function compare(value: Scalar, wanted: Scalar): number {
  if (isNumeric(value) && isNumeric(wanted)) return value < wanted ? -1 : value > wanted ? 1 : 0;
  if (typeof value === "string" && typeof wanted === "string") {
    return value < wanted ? -1 : value > wanted ? 1 : 0;
  }
  return value === wanted ? 0 : NaN;
}

function parseOperand(operand: string): Scalar {
  try {
    const parsed = parseExactJson(operand, "bigintWhereNeeded");
    return isScalar(parsed) ? parsed : operand;
  } catch {
    return operand;
  }
}

function isNumeric(value: Scalar): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function isScalar(value: unknown): value is Scalar {
  return typeof value !== "object" || value === null;
}
