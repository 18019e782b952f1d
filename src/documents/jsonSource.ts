interface Spanned {
  /** Where it begins in the text, and one past its end. */
  readonly start: number;
  readonly end: number;
}

export interface JsonMember extends Spanned {
  readonly name: string;
  readonly value: JsonNode;
}

export type JsonNode = Spanned &
  (
    | { readonly kind: "object"; readonly members: readonly JsonMember[] }
    | { readonly kind: "array"; readonly items: readonly JsonNode[] }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "number" }
    | { readonly kind: "boolean" }
    | { readonly kind: "null" }
  );

/** What is wrong with a text, and where in it. */
export class JsonProblem extends Error {
  override readonly name = "JsonProblem";

  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const maxDepth = 200;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * A text as JSON of which every part knows its place: what stands there can be taken over character for character, and
 * problems be told by line. @throws JsonProblem
 */
export function parseJson(text: string): JsonNode {
  const source = new Source(text);
  const node = source.node(0);
  source.end();
  return node;
}

/** Valid JSON without the white space between its tokens; nothing else changes. */
export function compactJson(valid: string): string {
  const parts: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < valid.length) {
    if (valid[at] === '"') at = endOfString(valid, at);
    else if (isWhiteSpace(valid[at])) {
      parts.push(valid.slice(kept, at));
      while (isWhiteSpace(valid[at])) at++;
      kept = at;
    } else at++;
  }
  parts.push(valid.slice(kept));
  return parts.join("");
}

/** One past its closing quote, or the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isWhiteSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}

class Source {
  private position = 0;

  constructor(private readonly text: string) {}

  node(depth: number): JsonNode {
    if (depth > maxDepth) throw this.problem(`It is nested deeper than ${maxDepth} levels.`);
    this.skip();
    const start = this.position;
    const first = this.text[start];
    if (first === "{") {
      const members = this.list("}", () => this.member(depth));
      return { kind: "object", members, start, end: this.position };
    }
    if (first === "[") {
      const items = this.list("]", () => this.node(depth + 1));
      return { kind: "array", items, start, end: this.position };
    }
    if (first === '"') {
      const value = this.string();
      return { kind: "string", value, start, end: this.position };
    }
    return this.scalar(start);
  }

  end(): void {
    this.skip();
    if (this.position < this.text.length) throw this.problem("Something follows after the end.");
  }

  private list<Item>(close: string, readItem: () => Item): Item[] {
    const items: Item[] = [];
    this.position++;
    this.skip();
    if (this.take(close)) return items;
    do items.push(readItem());
    while (this.takeNext(","));
    if (!this.takeNext(close)) throw this.problem(`A comma or "${close}" is missing.`);
    return items;
  }

  private member(depth: number): JsonMember {
    this.skip();
    const start = this.position;
    if (this.text[start] !== '"') throw this.problem("A name in double quotes is missing.");
    const name = this.string();
    if (!this.takeNext(":")) throw this.problem(`A colon is missing after "${name}".`);
    const value = this.node(depth + 1);
    return { name, value, start, end: value.end };
  }

  private string(): string {
    const start = this.position;
    const end = endOfString(this.text, start);
    if (end > this.text.length) throw this.problem("A string has no end.");
    this.position = end;
    try {
      return JSON.parse(this.text.slice(start, this.position)) as string;
    } catch {
      this.position = start;
      throw this.problem("A string holds a line break or an unknown escape.");
    }
  }

  private scalar(start: number): JsonNode {
    scalar.lastIndex = start;
    const [token] = scalar.exec(this.text) ?? [];
    if (token === undefined) throw this.problem("A value is missing, or not JSON.");
    this.position += token.length;
    const kind = token === "null" ? "null" : /^[tf]/.test(token) ? "boolean" : "number";
    return { kind, start, end: this.position };
  }

  private takeNext(character: string): boolean {
    this.skip();
    return this.take(character);
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private skip(): void {
    while (isWhiteSpace(this.text[this.position])) this.position++;
  }

  private problem(message: string): JsonProblem {
    return new JsonProblem(message, this.position);
  }
}
