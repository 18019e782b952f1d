import type { Offset, TimestampMs } from "../model";
import { corruptData } from "./corruptData";

/** One entry of a message set (formats v0 and v1, before Kafka 0.11): a message, or a wrapper of compressed ones. */
export interface OldMessage {
  /** Of a wrapper: its last message's. In a wrapper of format v1: relative. */
  readonly offset: Offset;
  readonly magic: 0 | 1;
  readonly crc: number;
  readonly codecCode: number;
  readonly isLogAppendTime: boolean;
  /** −1 in format v0, which has none. */
  readonly timestampMs: TimestampMs;
  readonly key: Buffer | undefined;
  /** Of a wrapper: a message set, compressed. */
  readonly value: Buffer | undefined;
}

/** Where things are in a message of either format. */
const at = { offset: 0, size: 8, crc: 12, magic: 16, attributes: 17, timestamp: 18 } as const;

const uncountedBytes = 12;
const keyStartByMagic = [at.timestamp, at.timestamp + 8] as const;
const lengthBytes = 4;
/** An empty message of format v0, from offset to value. */
export const minMessageBytes = keyStartByMagic[0] + 2 * lengthBytes;
const attribute = { codec: 0b111, logAppendTime: 1 << 3 };

/** What the message's checksum covers: a view. */
export function checkedBytesOf(message: Buffer): Buffer {
  return message.subarray(at.magic);
}

/** @throws KafkaError `corruptData` when the bytes, from offset to value, are not one message. */
export function readMessage(bytes: Buffer): OldMessage {
  if (bytes.length < minMessageBytes) throw corruptData("A message is shorter than its header.");
  const offset = bytes.readBigInt64BE(at.offset);
  const magic = bytes.readInt8(at.magic);
  if (offset < 0n || (magic !== 0 && magic !== 1)) {
    throw corruptData(`The data at offset ${offset.toString()} is not a message.`);
  }
  const attributes = bytes.readInt8(at.attributes);
  const key = readField(bytes, keyStartByMagic[magic], offset);
  const value = readField(bytes, key.end, offset);
  if (value.end !== bytes.length) {
    throw corruptData(`The message at offset ${offset.toString()} has bytes after its value.`);
  }
  return {
    offset,
    magic,
    crc: bytes.readUInt32BE(at.crc),
    codecCode: attributes & attribute.codec,
    isLogAppendTime: magic === 1 && (attributes & attribute.logAppendTime) !== 0,
    timestampMs: magic === 1 ? bytes.readBigInt64BE(at.timestamp) : -1n,
    key: key.field,
    value: value.field,
  };
}

/** The messages of a set that must be whole, as one in a wrapper is. @throws KafkaError `corruptData` */
export function* readMessageSet(bytes: Buffer): Generator<OldMessage, void, undefined> {
  for (const { start, end } of entriesOf(bytes)) yield readMessage(bytes.subarray(start, end));
}

/** Of the last message in a set; undefined in an empty one. @throws KafkaError `corruptData` */
export function lastOffsetOf(bytes: Buffer): Offset | undefined {
  let lastStart: number | undefined;
  for (const { start } of entriesOf(bytes)) lastStart = start;
  return lastStart === undefined ? undefined : bytes.readBigInt64BE(lastStart + at.offset);
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

function* entriesOf(bytes: Buffer): Generator<Extent, void, undefined> {
  for (let start = 0; start < bytes.length;) {
    const hasSize = bytes.length - start >= uncountedBytes;
    const countedBytes = hasSize ? bytes.readInt32BE(start + at.size) : -1;
    const end = start + uncountedBytes + countedBytes;
    if (end < start + minMessageBytes || end > bytes.length) {
      throw corruptData("A compressed message is cut off.");
    }
    yield { start, end };
    start = end;
  }
}

function readField(
  bytes: Buffer,
  start: number,
  offset: Offset,
): { readonly field: Buffer | undefined; readonly end: number } {
  const fieldStart = start + lengthBytes;
  const length = fieldStart > bytes.length ? undefined : bytes.readInt32BE(start);
  if (length === -1) return { field: undefined, end: fieldStart };
  if (length === undefined || length < 0 || length > bytes.length - fieldStart) {
    throw corruptData(
      `The message at offset ${offset.toString()} claims a field of ${length ?? 0} bytes.`,
    );
  }
  const end = fieldStart + length;
  return { field: bytes.subarray(fieldStart, end), end };
}
