import { DecodeError } from "../decodeError";
import { ProtoTokens } from "./protoTokens";
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage } from "./protoType";

const maxDepth = 64;

/**
 * Parses the text of a .proto file (proto2, proto3, editions) as far as decoding needs it: options, services and
 * extensions are skipped. Throws `DecodeError` when it is none.
 */
export function parseProto(text: string): ProtoFile {
  return new ProtoParser(new ProtoTokens(text)).file();
}

interface Scope {
  readonly fullName: string;
  readonly fields: ProtoField[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
}

class ProtoParser {
  constructor(private readonly tokens: ProtoTokens) {}

  file(): ProtoFile {
    const { tokens } = this;
    let file: Scope = emptyScope("");
    while (tokens.peek() !== undefined) {
      const word = tokens.take();
      switch (word) {
        case "package":
          file = { ...file, fullName: tokens.name() };
          tokens.expect(";");
          break;
        case "message":
          file.messages.push(this.message(file.fullName, 1));
          break;
        case "enum":
          file.enums.push(this.enumeration(file.fullName));
          break;
        case ";":
          break;
        case "syntax":
        case "edition":
        case "import":
        case "option":
        case "service":
        case "extend":
          tokens.skipStatement();
          break;
        default:
          throw tokens.unexpected(word, "a definition");
      }
    }
    return { package: file.fullName, messages: file.messages, enums: file.enums };
  }

  private message(outer: string, depth: number): ProtoMessage {
    const scope = emptyScope(join(outer, this.tokens.name()));
    this.body(scope, depth);
    return scope;
  }

  private body(scope: Scope, depth: number): void {
    if (depth > maxDepth) throw new DecodeError("The Protobuf schema is nested too deep.");
    const { tokens } = this;
    tokens.expect("{");
    while (!tokens.takeIf("}")) this.member(scope, depth);
    tokens.takeIf(";");
  }

  /** A field may be called like a keyword, so that what follows decides. */
  private member(scope: Scope, depth: number): void {
    const { tokens } = this;
    const word = tokens.take();
    switch (word) {
      case ";":
        return;
      case "message":
        scope.messages.push(this.message(scope.fullName, depth + 1));
        return;
      case "enum":
        scope.enums.push(this.enumeration(scope.fullName));
        return;
      case "oneof":
        tokens.name();
        this.body(scope, depth + 1);
        return;
      case "option":
      case "reserved":
      case "extensions":
      case "extend":
        tokens.skipStatement();
        return;
      case "map":
        if (tokens.takeIf("<")) {
          this.map(scope);
          return;
        }
        break;
      case "repeated":
      case "optional":
      case "required":
        this.field(scope, tokens.take(), word === "repeated", depth);
        return;
    }
    this.field(scope, word, false, depth);
  }

  private map(scope: Scope): void {
    const { tokens } = this;
    const keyType = tokens.name();
    tokens.expect(",");
    const type = tokens.name();
    tokens.expect(">");
    this.endField(scope, { type, keyType, isRepeated: false });
  }

  private field(scope: Scope, type: string, isRepeated: boolean, depth: number): void {
    const { tokens } = this;
    if (type === "group") {
      // a field and the message of its type in one, the field in lower case
      const name = tokens.name();
      tokens.expect("=");
      const number = tokens.integer();
      this.skipOptions();
      const group = emptyScope(join(scope.fullName, name));
      this.body(group, depth + 1);
      scope.messages.push(group);
      const field = { number, isRepeated, keyType: undefined };
      scope.fields.push({ name: name.toLowerCase(), type: `.${group.fullName}`, ...field });
      return;
    }
    if (!/^\.?[A-Za-z_][\w.]*$/.test(type)) throw tokens.unexpected(type, "a field");
    this.endField(scope, { type, keyType: undefined, isRepeated });
  }

  private endField(scope: Scope, field: Omit<ProtoField, "name" | "number">): void {
    const { tokens } = this;
    const name = tokens.name();
    tokens.expect("=");
    const number = tokens.integer();
    this.skipOptions();
    tokens.expect(";");
    scope.fields.push({ name, number, ...field });
  }

  private enumeration(outer: string): ProtoEnum {
    const { tokens } = this;
    const fullName = join(outer, tokens.name());
    const names = new Map<number, string>();
    tokens.expect("{");
    while (!tokens.takeIf("}")) {
      const word = tokens.take();
      if (word === ";") continue;
      if (!tokens.takeIf("=")) {
        tokens.skipStatement();
        continue;
      }
      const number = tokens.integer();
      // of names for one number the first counts
      if (!names.has(number)) names.set(number, word);
      this.skipOptions();
      tokens.expect(";");
    }
    tokens.takeIf(";");
    return { fullName, names };
  }

  private skipOptions(): void {
    if (this.tokens.takeIf("[")) this.tokens.skipToClose("[", "]");
  }
}

function emptyScope(fullName: string): Scope {
  return { fullName, fields: [], messages: [], enums: [] };
}

function join(outer: string, name: string): string {
  return outer === "" ? name : `${outer}.${name}`;
}
