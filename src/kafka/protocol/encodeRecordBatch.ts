import type { MessageToProduce } from "../model";
import { crc32c } from "./crc32c";
import { Writer } from "./writer";

const magic = 2;
const none = -1;
/** Leader epoch, magic and checksum: what the batch's length counts before the part under the checksum. */
const countedHeadBytes = 4 + 1 + 4;

type RecordToWrite = Pick<MessageToProduce, "timestampMs" | "key" | "value" | "headers">;

/**
 * A batch of one message (format v2, KIP-98): not compressed, of no transaction and of a producer that is not
 * idempotent.
 */
export function encodeRecordBatch(message: RecordToWrite): Buffer {
  const checked = classic()
    .int16(0) // attributes
    .int32(0) // last offset delta
    .int64(message.timestampMs)
    .int64(message.timestampMs)
    .int64(BigInt(none)) // producer id
    .int16(none) // producer epoch
    .int32(none) // first sequence number
    .int32(1) // records
    .raw(encodeRecord(message)).buffer;
  return classic()
    .int64(0n) // base offset, which the leader fills in
    .int32(countedHeadBytes + checked.length)
    .int32(none) // leader epoch
    .int8(magic)
    .int32(crc32c(checked) | 0)
    .raw(checked).buffer;
}

function encodeRecord({ key, value, headers }: RecordToWrite): Buffer {
  const record = classic()
    .int8(0) // attributes
    .varint(0) // timestamp delta
    .varint(0); // offset delta
  writeBytes(record, key);
  writeBytes(record, value);
  record.varint(headers.length);
  for (const header of headers) {
    writeBytes(record, Buffer.from(header.key));
    writeBytes(record, header.value);
  }
  return classic().varint(record.buffer.length).raw(record.buffer).buffer;
}

function writeBytes(writer: Writer, bytes: Buffer | undefined): void {
  writer.varint(bytes?.length ?? none);
  if (bytes !== undefined) writer.raw(bytes);
}

function classic(): Writer {
  const isFlexible = false;
  return new Writer(isFlexible);
}
