import { DecodeError } from "../decodeError";

const maxSchemaCharacters = 4 * 1024 * 1024;

const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** A string, a name or number, or one other character. */
const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.]+|[^]/y;

/** The words of a .proto file, one after the other. Throws `DecodeError` in words for whoever wrote the file. */
export class ProtoTokens {
  private at = 0;
  private next: string | undefined;

  constructor(private readonly text: string) {
    if (text.length > maxSchemaCharacters)
      throw new DecodeError("The Protobuf schema is too long.");
    this.next = this.read();
  }

  /** Undefined at the end. */
  peek(): string | undefined {
    return this.next;
  }

  take(): string {
    const taken = this.next;
    if (taken === undefined) throw new DecodeError("The Protobuf schema ends too early.");
    this.next = this.read();
    return taken;
  }

  /** True, and the token is behind, when it is the next one. */
  takeIf(wanted: string): boolean {
    if (this.next !== wanted) return false;
    this.next = this.read();
    return true;
  }

  expect(wanted: string): void {
    const taken = this.take();
    if (taken !== wanted) throw this.unexpected(taken, `“${wanted}”`);
  }

  name(): string {
    const taken = this.take();
    if (!/^\.?[A-Za-z_][\w.]*$/.test(taken)) throw this.unexpected(taken, "a name");
    return taken;
  }

  integer(): number {
    const sign = this.takeIf("-") ? -1 : 1;
    const taken = this.take();
    if (!/^(?:0[xX][\da-fA-F]+|\d+)$/.test(taken)) throw this.unexpected(taken, "a number");
    return sign * (/^0\d/.test(taken) ? parseInt(taken, 8) : Number(taken));
  }

  string(): string {
    const taken = this.take();
    if (!/^["']/.test(taken)) throw this.unexpected(taken, "a string");
    return taken.slice(1, -1);
  }

  /** Up to and with the semicolon that ends a statement, or the braces that do. */
  skipStatement(): void {
    for (;;) {
      const taken = this.take();
      if (taken === ";") return;
      if (taken === "{") {
        this.skipToClose("{", "}");
        // an option's value in braces is followed by the semicolon of its statement
        this.takeIf(";");
        return;
      }
    }
  }

  /** What follows an opening bracket, with its closing one. */
  skipToClose(open: string, close: string): void {
    for (let depth = 1; depth > 0;) {
      const taken = this.take();
      if (taken === open) depth++;
      else if (taken === close) depth--;
    }
  }

  unexpected(found: string, wanted: string): DecodeError {
    return new DecodeError(
      `The Protobuf schema has “${found.slice(0, 40)}” in line ${this.line}, where ${wanted} must be.`,
    );
  }

  private read(): string | undefined {
    this.match(space);
    // told at once: to look for the missing end again at every word would take time that grows with its square
    if (this.text.startsWith("/*", this.at)) throw this.endless("comment");
    const found = this.match(token);
    if (found === '"' || found === "'") throw this.endless("string");
    return found;
  }

  private endless(what: string): DecodeError {
    return new DecodeError(
      `The Protobuf schema has a ${what} without an end in line ${this.line}.`,
    );
  }

  private get line(): number {
    return this.text.slice(0, this.at).split("\n").length;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }
}
