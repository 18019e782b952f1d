import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import { writeJson, type FormatDecoder } from "../format";
import type { JsonWriter } from "../jsonWriter";
import type { ProtoSchema } from "./protoSchema";
import type { ProtoEnum, ProtoField, ProtoMessage } from "./protoType";
import { isScalar, wireTypes, writeScalar, writeUnknown, type ScalarType } from "./protoValues";
import { contentOf, readWire, type WireValue } from "./protoWire";
import { writeWellKnown, type MessageWriter } from "./wellKnown";

/**
 * Reads a message of this type, the schema interpreted. The text is Protobuf's own JSON, but 64-bit numbers stand as
 * digits, fields keep their names of the schema, and fields that it does not know follow as `"#12"`.
 */
export function protobufDecoder(schema: ProtoSchema, message: ProtoMessage): FormatDecoder {
  return (bytes, options) =>
    writeJson(options, (writer) => {
      new ProtobufReader(schema, writer).message(message, bytes);
    });
}

class ProtobufReader implements MessageWriter {
  constructor(
    private readonly schema: ProtoSchema,
    readonly writer: JsonWriter,
  ) {}

  message(message: ProtoMessage, bytes: Uint8Array): void {
    const values = readWire(new ByteCursor(bytes));
    if (writeWellKnown(this, this.schema, message, values)) return;
    this.writer.object(() => {
      this.fields(message, values);
    });
  }

  private fields(message: ProtoMessage, values: ReadonlyMap<number, readonly WireValue[]>): void {
    const known = new Set<number>();
    for (const field of message.fields) {
      known.add(field.number);
      const found = values.get(field.number);
      if (found === undefined) continue;
      this.writer.key(field.name);
      this.field(message, field, found);
    }
    for (const [number, unknown] of values) {
      if (known.has(number)) continue;
      this.writer.key(`#${number}`);
      this.several(unknown, unknown.length > 1, (value) => {
        writeUnknown(value, this.writer);
      });
    }
  }

  field(message: ProtoMessage, field: ProtoField, values: readonly WireValue[]): void {
    if (field.keyType !== undefined) {
      this.writer.object(() => {
        for (const entry of values) this.mapEntry(message, field, contentOf(entry, "map"));
      });
      return;
    }
    const { type } = field;
    if (isScalar(type)) {
      this.several(unpacked(type, field, values), field.isRepeated, (value) => {
        writeScalar(type, value, this.writer);
      });
      return;
    }
    const resolved = this.schema.resolve(type, message);
    if (resolved === undefined) {
      this.several(values, field.isRepeated, (value) => {
        writeUnknown(value, this.writer);
      });
    } else if ("names" in resolved) {
      this.several(unpacked("int32", field, values), field.isRepeated, (value) => {
        this.enumeration(resolved, value);
      });
    } else {
      // a message that comes in parts is what the parts make together
      const parts = values.map((value) => contentOf(value, type));
      this.several(field.isRepeated ? parts : [merged(parts)], field.isRepeated, (part) => {
        this.message(resolved, part);
      });
    }
  }

  /** All of a repeated field; of another one the last, as Protobuf has it. */
  private several<T>(values: Iterable<T>, isRepeated: boolean, write: (value: T) => void): void {
    if (isRepeated) {
      this.writer.array(() => {
        for (const value of values) write(value);
      });
      return;
    }
    let last: T | undefined;
    for (const value of values) last = value;
    if (last === undefined) this.writer.null();
    else write(last);
  }

  private enumeration(type: ProtoEnum, value: WireValue): void {
    if (value.wireType !== "varint") {
      throw new DecodeError(`A field of type ${type.fullName} holds ${value.wireType} data.`);
    }
    const number = Number(BigInt.asIntN(32, new ByteCursor(value.bytes).varint()));
    const name = type.names.get(number);
    if (name === undefined) this.writer.integer(number);
    else this.writer.string(name);
  }

  private mapEntry(message: ProtoMessage, field: ProtoField, bytes: Uint8Array): void {
    const entry = readWire(new ByteCursor(bytes));
    this.writer.key(this.mapKey(field.keyType ?? "", entry.get(1)?.at(-1)));
    const values = entry.get(2);
    const value: ProtoField = { ...field, keyType: undefined, isRepeated: false };
    if (values === undefined) this.absent(message, value);
    else this.field(message, value, values);
  }

  /** A key or value that an entry leaves out is zero, empty or false. */
  private mapKey(type: string, value: WireValue | undefined): string {
    if (value === undefined) return type === "string" ? "" : type === "bool" ? "false" : "0";
    if (type === "string") return Buffer.from(contentOf(value, type)).toString();
    if (!isScalar(type))
      throw new DecodeError(`The Protobuf schema has a map with keys of ${type}.`);
    return writeJson({ maxCharacters: 64, isStrictJson: true }, (writer) => {
      writeScalar(type, value, writer);
    }).text;
  }

  /** What a field that is not there means. */
  absent(message: ProtoMessage, { type }: ProtoField): void {
    const { writer } = this;
    if (type === "string" || type === "bytes") writer.string("");
    else if (type === "bool") writer.boolean(false);
    else if (isScalar(type)) writer.integer(0);
    else {
      const resolved = this.schema.resolve(type, message);
      if (resolved === undefined) writer.null();
      else if ("names" in resolved) writer.string(resolved.names.get(0) ?? "0");
      else this.message(resolved, new Uint8Array());
    }
  }
}

function merged(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

/** Repeated numbers may stand one behind the other in one value. */
function* unpacked(
  type: ScalarType,
  { isRepeated }: ProtoField,
  values: readonly WireValue[],
): Generator<WireValue> {
  const isPackable = isRepeated && type !== "string" && type !== "bytes";
  for (const value of values) {
    if (isPackable && value.wireType === "bytes") yield* unpack(type, new ByteCursor(value.bytes));
    else yield value;
  }
}

function* unpack(type: ScalarType, cursor: ByteCursor): Generator<WireValue> {
  const wireType = wireTypes[type];
  while (cursor.remaining > 0) {
    const start = cursor.position;
    if (wireType === "varint") cursor.varint();
    else cursor.slice(wireType === "fixed64" ? 8 : 4);
    yield { wireType, bytes: cursor.since(start) };
  }
}
