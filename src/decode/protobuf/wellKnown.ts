import { ByteCursor } from "../byteCursor";
import { decimalDigits } from "../decimal";
import { formatIsoNanoseconds } from "../instants";
import type { JsonWriter } from "../jsonWriter";
import type { ProtoSchema } from "./protoSchema";
import type { ProtoField, ProtoMessage } from "./protoType";
import type { WireValue } from "./protoWire";

/** What writes messages and fields; the types that JSON knows are made of others. */
export interface MessageWriter {
  readonly writer: JsonWriter;
  message(message: ProtoMessage, bytes: Uint8Array): void;
  field(message: ProtoMessage, field: ProtoField, values: readonly WireValue[]): void;
  absent(message: ProtoMessage, field: ProtoField): void;
}

type Values = ReadonlyMap<number, readonly WireValue[]>;

/** Writes a type that JSON has a form of its own for, as Protobuf's JSON does. False: it is written field by field. */
export function writeWellKnown(
  reader: MessageWriter,
  schema: ProtoSchema,
  message: ProtoMessage,
  values: Values,
): boolean {
  const { writer } = reader;
  switch (message.fullName) {
    case "google.protobuf.Timestamp": {
      const nanos = BigInt.asIntN(32, varint(values, 2));
      // others name no instant: they are shown as they are
      const isInstant = nanos >= 0n && nanos < 1_000_000_000n;
      const instant = isInstant ? formatIsoNanoseconds(nanoseconds(values)) : undefined;
      if (instant !== undefined) writer.string(instant);
      return instant !== undefined;
    }
    case "google.protobuf.Duration":
      writer.string(`${decimalText(nanoseconds(values))}s`);
      return true;
    case "confluent.type.Decimal": {
      const scale = Number(BigInt.asIntN(32, varint(values, 3)));
      const digits = decimalDigits(last(values, 1) ?? new Uint8Array(), scale);
      if (digits !== undefined) writer.digits(digits);
      return digits !== undefined;
    }
    case "google.protobuf.Value":
      return writeValue(reader, schema, values);
    case "google.protobuf.Struct":
    case "google.protobuf.ListValue":
      return writeOnlyField(reader, message, values);
    case "google.protobuf.Any":
      return writeAny(reader, schema, values);
    default:
      return isWrapper(message) && writeWrapped(reader, message, values);
  }
}

function isWrapper({ fullName }: ProtoMessage): boolean {
  return /^google\.protobuf\.(Double|Float|U?Int64|U?Int32|Bool|String|Bytes)Value$/.test(fullName);
}

/** A wrapper exists to tell zero from nothing: without its field it is zero. */
function writeWrapped(reader: MessageWriter, message: ProtoMessage, values: Values): boolean {
  const field = message.fields[0];
  if (field === undefined) return false;
  const found = values.get(1);
  if (found === undefined) reader.absent(message, field);
  else reader.field(message, field, found);
  return true;
}

function writeOnlyField(reader: MessageWriter, message: ProtoMessage, values: Values): boolean {
  const field = message.fields[0];
  if (field === undefined) return false;
  reader.field(message, field, values.get(1) ?? []);
  return true;
}

function writeValue(reader: MessageWriter, schema: ProtoSchema, values: Values): boolean {
  const [number, found] = [...values].at(-1) ?? [];
  const value = schema.message("google.protobuf.Value");
  const field = value?.fields.find((each) => each.number === number);
  if (number === undefined || number === 1) reader.writer.null();
  else if (value === undefined || field === undefined || found === undefined) return false;
  else reader.field(value, field, found);
  return true;
}

/** Beside its type's name, the message when the schema at hand has its type, and its bytes otherwise. */
function writeAny(reader: MessageWriter, schema: ProtoSchema, values: Values): boolean {
  const { writer } = reader;
  const url = Buffer.from(last(values, 1) ?? []).toString();
  const bytes = last(values, 2) ?? new Uint8Array();
  const type = schema.message(url.slice(url.lastIndexOf("/") + 1));
  writer.object(() => {
    writer.key("@type");
    writer.string(url);
    writer.key("value");
    if (type === undefined) writer.base64(bytes);
    else reader.message(type, bytes);
  });
  return true;
}

function nanoseconds(values: Values): bigint {
  const seconds = BigInt.asIntN(64, varint(values, 1));
  return seconds * 1_000_000_000n + BigInt.asIntN(32, varint(values, 2));
}

function decimalText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = String(magnitude % 1_000_000_000n)
    .padStart(9, "0")
    .replace(/0+$/, "");
  const sign = value < 0n ? "-" : "";
  return `${sign}${magnitude / 1_000_000_000n}${fraction === "" ? "" : `.${fraction}`}`;
}

function varint(values: Values, number: number): bigint {
  const value = values.get(number)?.at(-1);
  return value?.wireType === "varint" ? new ByteCursor(value.bytes).varint() : 0n;
}

function last(values: Values, number: number): Uint8Array | undefined {
  const value = values.get(number)?.at(-1);
  return value?.wireType === "bytes" ? value.bytes : undefined;
}
