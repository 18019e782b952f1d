import type { BatchInfo, Message, Offset, TimestampMs } from "../model";
import { codecOf } from "./codecs";
import { corruptData } from "./corruptData";
import { crc32c } from "./crc32c";
import { LegacyBatch } from "./legacyBatch";

/**
 * The header of a record batch (format v2, KIP-98), and its records, still compressed; or a message of the
 * formats before it (v0, v1), seen as one: a `LegacyBatch`.
 */
export interface RecordBatch {
  readonly magic: number;
  readonly baseOffset: Offset;
  /** Stays when compaction removes the record that had it, as `baseOffset` does. */
  readonly lastOffset: Offset;
  readonly lastOffsetDelta: number;
  /** Header and records as they came. */
  readonly sizeBytes: number;
  readonly leaderEpoch: number;
  readonly crc: number;
  /** See `codecOf`. */
  readonly codecCode: number;
  readonly timestampType: Message["timestampType"];
  readonly isTransactional: boolean;
  /** Holds a transaction's commit or abort marker instead of messages. */
  readonly isControl: boolean;
  readonly baseTimestamp: TimestampMs;
  /** Of all records, when the broker set it on append. */
  readonly maxTimestamp: TimestampMs;
  /** −1 for producers that are neither idempotent nor transactional. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly recordCount: number;
  /** What the checksum covers: a view of the records' part and of the header's end. */
  readonly checkedBytes: Buffer;
  /** A view. */
  readonly payload: Buffer;
}

/** Where things are in a batch. The first three are where they are in message sets v0 and v1 too. */
const at = {
  baseOffset: 0,
  length: 8,
  magic: 16,
  leaderEpoch: 12,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  recordCount: 57,
  records: 61,
} as const;

/** What `length` does not count: the base offset and itself. */
const uncountedBytes = 12;

const currentMagic = 2;

const attribute = { codec: 0b111, logAppendTime: 1 << 3, transactional: 1 << 4, control: 1 << 5 };

/**
 * Walks over the batches of a Fetch answer, reading their headers only. A last batch that is cut off, as it
 * usually is, ends the walk; when not even the first is whole, there is none.
 * @throws KafkaError `corruptData`
 */
export function* readBatches(records: Buffer): Generator<RecordBatch, void, undefined> {
  let start = 0;
  while (start + at.crc <= records.length) {
    const countedBytes = records.readInt32BE(start + at.length);
    if (countedBytes < at.crc - uncountedBytes) {
      throw corruptData(`A record batch claims a length of ${countedBytes} bytes.`);
    }
    const end = start + uncountedBytes + countedBytes;
    if (end > records.length) return;
    yield readBatch(records.subarray(start, end));
    start = end;
  }
}

function readBatch(bytes: Buffer): RecordBatch {
  const magic = bytes.readInt8(at.magic);
  if (magic === 0 || magic === 1) return new LegacyBatch(bytes);
  const baseOffset = bytes.readBigInt64BE(at.baseOffset);
  if (magic !== currentMagic || bytes.length < at.records) {
    throw corruptData(`The data at offset ${baseOffset.toString()} is not a record batch.`);
  }
  const attributes = bytes.readInt16BE(at.attributes);
  const lastOffsetDelta = bytes.readInt32BE(at.lastOffsetDelta);
  const recordCount = bytes.readInt32BE(at.recordCount);
  if (baseOffset < 0n || lastOffsetDelta < 0 || recordCount < 0) {
    throw corruptData(
      `The record batch at offset ${baseOffset.toString()} claims ${recordCount} records over ${lastOffsetDelta} offsets.`,
    );
  }
  return {
    magic,
    baseOffset,
    lastOffset: baseOffset + BigInt(lastOffsetDelta),
    lastOffsetDelta,
    sizeBytes: bytes.length,
    leaderEpoch: bytes.readInt32BE(at.leaderEpoch),
    crc: bytes.readUInt32BE(at.crc),
    codecCode: attributes & attribute.codec,
    timestampType: (attributes & attribute.logAppendTime) === 0 ? "createTime" : "logAppendTime",
    isTransactional: (attributes & attribute.transactional) !== 0,
    isControl: (attributes & attribute.control) !== 0,
    baseTimestamp: bytes.readBigInt64BE(at.baseTimestamp),
    maxTimestamp: bytes.readBigInt64BE(at.maxTimestamp),
    producerId: bytes.readBigInt64BE(at.producerId),
    producerEpoch: bytes.readInt16BE(at.producerEpoch),
    recordCount,
    checkedBytes: bytes.subarray(at.attributes),
    payload: bytes.subarray(at.records),
  };
}

/** @throws KafkaError `corruptData` when the batch is not what its producer sent. */
export function verifyCrc(batch: RecordBatch): void {
  if (batch instanceof LegacyBatch) {
    batch.verifyCrc();
    return;
  }
  if (crc32c(batch.checkedBytes) === batch.crc) return;
  throw corruptData(
    `The record batch at offset ${batch.baseOffset.toString()} does not match its checksum.`,
  );
}

/** What the messages of a batch say of it. @throws KafkaError `unsupported` for an unknown codec. */
export function batchInfo(batch: RecordBatch): BatchInfo {
  return {
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    codec: codecOf(batch.codecCode),
    sizeBytes: batch.sizeBytes,
    leaderEpoch: batch.leaderEpoch,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    isTransactional: batch.isTransactional,
  };
}
