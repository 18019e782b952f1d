import type { MessageHeader } from "../../kafka/model";
import { ByteCursor } from "../byteCursor";
import { uuidText } from "../numberFormats";
import type { SchemaId } from "./schemaSource";

/** Data that names the schema it was written with. */
export interface SchemaFrame {
  readonly id: SchemaId;
  /** What follows the id; a view. For Protobuf it begins with the message's indexes. */
  readonly body: Uint8Array;
}

const idMagic = 0;
const guidMagic = 1;

/** Confluent's wire format: a zero byte and four bytes of id before the data. Undefined for all else. */
export function readSchemaFrame(bytes: Uint8Array): SchemaFrame | undefined {
  if (bytes.length < 5 || bytes[0] !== idMagic) return undefined;
  const cursor = new ByteCursor(bytes.subarray(1, 5));
  return { id: cursor.uint32(), body: bytes.subarray(5) };
}

/** The header by which newer serializers name the schema, the data being nothing but itself. */
const schemaHeaders = { key: "__key_schema_id", value: "__value_schema_id" } as const;

export function readHeaderFrame(
  headers: readonly MessageHeader[],
  part: "key" | "value",
  bytes: Uint8Array,
): SchemaFrame | undefined {
  const header = headers.findLast(({ key }) => key === schemaHeaders[part])?.value;
  if (header?.[0] === guidMagic && header.length >= 17) {
    // for Protobuf the indexes stand in the header
    const indexes = header.subarray(17);
    const body = indexes.length === 0 ? bytes : Buffer.concat([indexes, bytes]);
    return { id: uuidText(header.subarray(1, 17)), body };
  }
  const frame = header === undefined ? undefined : readSchemaFrame(header);
  if (frame === undefined) return undefined;
  return { id: frame.id, body: Buffer.concat([frame.body, bytes]) };
}
