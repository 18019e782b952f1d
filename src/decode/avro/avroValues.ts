import { ByteCursor } from "../byteCursor";
import { decimalDigits } from "../decimal";
import { DecodeError } from "../decodeError";
import { formatIsoNanoseconds } from "../instants";
import type { JsonWriter } from "../jsonWriter";
import { uuidText } from "../numberFormats";
import type { AvroFixed, AvroPrimitive } from "./avroType";

/** Writes a value of a simple type, as its logical type reads where that is known and the value fits it. */
export function writePrimitive(type: AvroPrimitive, cursor: ByteCursor, writer: JsonWriter): void {
  switch (type.kind) {
    case "null":
      writer.null();
      return;
    case "boolean":
      writer.boolean(booleanOf(cursor.uint8()));
      return;
    case "int":
    case "long":
      writeInteger(type, cursor.zigzag(), writer);
      return;
    case "float":
      writer.float(cursor.float32(true));
      return;
    case "double":
      writer.double(cursor.float64(true));
      return;
    case "bytes":
      writeBytes(type, cursor.slice(cursor.zigzag()), writer);
      return;
    case "string":
      writer.utf8(cursor.slice(cursor.zigzag()));
  }
}

function booleanOf(byte: number): boolean {
  if (byte > 1) throw new DecodeError(`The data has ${byte} where true or false must be.`);
  return byte === 1;
}

function writeInteger(type: AvroPrimitive, value: bigint, writer: JsonWriter): void {
  const bits = type.kind === "int" ? 32 : 64;
  if (BigInt.asIntN(bits, value) !== value) {
    throw new DecodeError(`The data has ${value} where an ${bits}-bit number must be.`);
  }
  const text = readable(type.logicalType, value);
  if (text === undefined) writer.integer(value);
  else writer.string(text);
}

const nanosecondsPer: Readonly<Record<string, bigint>> = {
  millis: 1_000_000n,
  micros: 1000n,
  nanos: 1n,
};

const nanosecondsPerDay = 86_400_000_000_000n;

/** A date, a time of day, or an instant; `local-` ones are in no time zone. */
function readable(logicalType: string | undefined, value: bigint): string | undefined {
  if (logicalType === "date") {
    return formatIsoNanoseconds(value * nanosecondsPerDay)?.replace(/T.*/, "");
  }
  const [, kind, unit = ""] =
    /^(time|timestamp|local-timestamp)-(millis|micros|nanos)$/.exec(logicalType ?? "") ?? [];
  const scale = nanosecondsPer[unit];
  if (scale === undefined) return undefined;
  const nanoseconds = value * scale;
  if (kind === "time" && (nanoseconds < 0n || nanoseconds >= nanosecondsPerDay)) return undefined;
  const instant = formatIsoNanoseconds(nanoseconds);
  if (kind === "time") return instant?.replace(/^.*T|Z$/g, "");
  return kind === "timestamp" ? instant : instant?.replace(/Z$/, "");
}

function writeBytes(
  type: Pick<AvroPrimitive, "logicalType" | "scale">,
  bytes: Uint8Array,
  writer: JsonWriter,
): void {
  const digits = type.logicalType === "decimal" ? decimalDigits(bytes, type.scale) : undefined;
  if (digits === undefined) writer.base64(bytes);
  else writer.digits(digits);
}

export function writeFixed(type: AvroFixed, bytes: Uint8Array, writer: JsonWriter): void {
  if (type.logicalType === "uuid" && bytes.length === 16) writer.string(uuidText(bytes));
  else if (type.logicalType === "duration" && bytes.length === 12) writeDuration(bytes, writer);
  else writeBytes(type, bytes, writer);
}

function writeDuration(bytes: Uint8Array, writer: JsonWriter): void {
  const cursor = new ByteCursor(bytes);
  writer.object(() => {
    for (const unit of ["months", "days", "milliseconds"]) {
      writer.key(unit);
      writer.integer(cursor.uint32(true));
    }
  });
}
