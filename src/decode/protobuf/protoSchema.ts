import { DecodeError } from "../decodeError";
import type { SchemaText } from "../schemas/schemaText";
import { parseProto } from "./parseProto";
import type { ProtoEnum, ProtoFile, ProtoMessage } from "./protoType";
import { wellKnownProtos } from "./wellKnownProtos";

/** A .proto file and what it imports, as one space of names. Throws `DecodeError` when a text is no .proto file. */
export class ProtoSchema {
  private readonly file: ProtoFile;
  private readonly messages = new Map<string, ProtoMessage>();
  private readonly enums = new Map<string, ProtoEnum>();

  constructor({ text, references }: SchemaText) {
    for (const known of wellKnownProtos) this.addFile(parseProto(known));
    for (const reference of references) this.addFile(parseProto(reference.text));
    this.file = parseProto(text);
    this.addFile(this.file);
  }

  message(fullName: string): ProtoMessage | undefined {
    return this.messages.get(fullName);
  }

  /** Full names of the messages of the file itself, nested ones after those they stand in. */
  messageNames(): readonly string[] {
    const names: string[] = [];
    const addAll = (messages: readonly ProtoMessage[]): void => {
      for (const message of messages) {
        names.push(message.fullName);
        addAll(message.messages);
      }
    };
    addAll(this.file.messages);
    return names;
  }

  /** The message at a path of positions: among those of the file, then among those inside it, and so on. */
  messageAt(indexes: readonly number[]): ProtoMessage {
    let messages = this.file.messages;
    let found: ProtoMessage | undefined;
    for (const index of indexes) {
      found = messages[index];
      messages = found?.messages ?? [];
    }
    if (found === undefined) {
      throw new DecodeError(`The Protobuf schema has no message at position ${indexes.join(".")}.`);
    }
    return found;
  }

  /** What a name means inside a message: the innermost match wins. Undefined for files that are not at hand. */
  resolve(name: string, inside: ProtoMessage): ProtoMessage | ProtoEnum | undefined {
    if (name.startsWith(".")) return this.byFullName(name.slice(1));
    for (
      let scope = inside.fullName;
      ;
      scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")))
    ) {
      const found = this.byFullName(scope === "" ? name : `${scope}.${name}`);
      if (found !== undefined || scope === "") return found;
    }
  }

  private byFullName(name: string): ProtoMessage | ProtoEnum | undefined {
    return this.messages.get(name) ?? this.enums.get(name);
  }

  private addFile(file: ProtoFile): void {
    for (const message of file.messages) this.addMessage(message);
    for (const each of file.enums) this.enums.set(each.fullName, each);
  }

  private addMessage(message: ProtoMessage): void {
    this.messages.set(message.fullName, message);
    for (const each of message.enums) this.enums.set(each.fullName, each);
    for (const nested of message.messages) this.addMessage(nested);
  }
}
