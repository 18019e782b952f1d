import type { Offset, TimestampMs } from "../model";
import { minMessageBytes, type OldMessage } from "./messageSet";

/** Of a record without key and value: length, attributes, timestamp, offset, two lengths, number of headers. */
const maxOverheadBytes = 5 + 1 + 10 + 5 + 5 + 5 + 1;
/** How much larger a record may be than its message. */
const maxGrowth = maxOverheadBytes / minMessageBytes;

export interface UpConversion {
  /** The messages as records of a record batch (format v2, KIP-98), uncompressed. */
  readonly records: Buffer;
  readonly recordCount: number;
}

/**
 * Brings messages of the formats v0 and v1 into today's. Their offsets ascend from `baseOffset` on by less
 * than 2^31; `sizeBytes` is what they take up in their own format.
 */
export function upConvert(
  messages: Iterable<OldMessage>,
  sizeBytes: number,
  baseOffset: Offset,
  baseTimestamp: TimestampMs,
): UpConversion {
  const output = new RecordOutput(Buffer.allocUnsafe(Math.ceil(sizeBytes * maxGrowth)));
  let recordCount = 0;
  for (const { offset, timestampMs, key, value } of messages) {
    output.record(timestampMs - baseTimestamp, Number(offset - baseOffset), key, value);
    recordCount++;
  }
  return { records: output.written, recordCount };
}

class RecordOutput {
  private length = 0;

  constructor(private readonly bytes: Buffer) {}

  get written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  record(
    timestampDelta: bigint,
    offsetDelta: number,
    key: Buffer | undefined,
    value: Buffer | undefined,
  ): void {
    const timestamp = zigzagLong(timestampDelta);
    const attributeAndHeaderCountBytes = 2;
    this.varint(
      zigzag(
        attributeAndHeaderCountBytes +
          varintBytes(timestamp) +
          varintBytes(zigzag(offsetDelta)) +
          fieldBytes(key) +
          fieldBytes(value),
      ),
    );
    this.byte(0); // attributes
    this.varint(timestamp);
    this.varint(zigzag(offsetDelta));
    this.field(key);
    this.field(value);
    this.byte(0); // headers, which the old formats do not know
  }

  private field(content: Buffer | undefined): void {
    this.varint(zigzag(content?.length ?? -1));
    if (content !== undefined) this.length += content.copy(this.bytes, this.length);
  }

  private varint(value: number | bigint): void {
    let rest = value;
    if (typeof rest === "bigint") {
      for (; rest > 0x7fn; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    } else {
      for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    }
    this.byte(Number(rest));
  }

  private byte(value: number): void {
    this.bytes[this.length++] = value;
  }
}

function fieldBytes(content: Buffer | undefined): number {
  return varintBytes(zigzag(content?.length ?? -1)) + (content?.length ?? 0);
}

function varintBytes(value: number | bigint): number {
  let count = 1;
  let rest = value;
  if (typeof rest === "bigint") for (; rest > 0x7fn; rest >>= 7n) count++;
  else for (; rest > 0x7f; rest >>>= 7) count++;
  return count;
}

/** Of an int32. */
function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

/** Of an int64: a number where it fits, which is much faster. */
function zigzagLong(value: bigint): number | bigint {
  if (BigInt.asIntN(32, value) === value) return zigzag(Number(value));
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}
