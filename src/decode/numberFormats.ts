import { ByteCursor } from "./byteCursor";
import { DecodeError } from "./decodeError";
import type { FormatDecoder } from "./format";
import { writeJson } from "./format";
import type { JsonWriter } from "./jsonWriter";
import { strictUtf8 } from "./utf8";

/** Big-endian and alone, as the serializers of Kafka's Java client write them. */
export const numberFormats = {
  short: fixedSize(2, "A short", (cursor, writer) => {
    writer.integer(cursor.int16());
  }),
  int: fixedSize(4, "An int", (cursor, writer) => {
    writer.integer(cursor.int32());
  }),
  long: fixedSize(8, "A long", (cursor, writer) => {
    writer.integer(cursor.int64());
  }),
  float: fixedSize(4, "A float", (cursor, writer) => {
    writer.float(cursor.float32());
  }),
  double: fixedSize(8, "A double", (cursor, writer) => {
    writer.double(cursor.float64());
  }),
  uuid: decodeUuid,
} as const satisfies Readonly<Record<string, FormatDecoder>>;

function fixedSize(
  sizeBytes: number,
  name: string,
  write: (cursor: ByteCursor, writer: JsonWriter) => void,
): FormatDecoder {
  return (bytes, options) => {
    if (bytes.length !== sizeBytes) {
      throw new DecodeError(`${name} has ${sizeBytes} bytes, and here are ${bytes.length}.`);
    }
    return {
      // alone it is text, not JSON: NaN needs no quotes
      ...writeJson({ ...options, isStrictJson: false }, (writer) => {
        write(new ByteCursor(bytes), writer);
      }),
      kind: "text",
    };
  };
}

function decodeUuid(bytes: Uint8Array): ReturnType<FormatDecoder> {
  const text = bytes.length === 16 ? uuidText(bytes) : strictUtf8(bytes.subarray(0, 37));
  if (text === undefined || !uuid.test(text)) {
    throw new DecodeError("A UUID has 16 bytes, or is text of 36 characters.");
  }
  return { kind: "text", text, isCut: false };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Sixteen bytes in the usual groups. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join("-");
}
