import type { MessageHeader, Offset, TimestampMs } from "../model";
import { codecOf, decompress, defaultMaxBytes } from "./codecs";
import { corruptData } from "./corruptData";
import { LegacyBatch } from "./legacyBatch";
import type { RecordBatch } from "./recordBatch";

const maxVarintBytes = 5;
const maxVarlongBytes = 10;
/** A varlong of so many bytes is exact as a number. */
const exactVarlongBytes = 7;

/**
 * The records of a batch, decompressed.
 * @throws KafkaError `corruptData`, also when they are larger than `maxBytes`; `unsupported` for an unknown codec.
 */
export function decodeRecords(batch: RecordBatch, maxBytes = defaultMaxBytes): RecordCursor {
  const bytes =
    batch instanceof LegacyBatch
      ? batch.records(maxBytes)
      : decompress(codecOf(batch.codecCode), batch.payload, maxBytes);
  return new RecordCursor(batch, bytes);
}

/**
 * Goes over the records of one batch in offset order, and decodes of each only what is asked for.
 *
 * Keys and values are views into the decompressed batch: who keeps one keeps the batch. Offsets within the batch
 * may be missing where the topic is compacted. Every member throws `KafkaError` `corruptData`.
 */
export class RecordCursor {
  private seen = 0;
  /** Reading position. */
  private position = 0;
  private recordStart = 0;
  /** One past the current record. */
  private recordEnd = 0;
  private timestampStart = 0;
  private keyStart = 0;
  private delta = -1;

  constructor(
    private readonly batch: RecordBatch,
    private readonly bytes: Buffer,
  ) {}

  /** Moves to the next record; false after the last. Before the first call there is no current record. */
  next(): boolean {
    if (this.seen === this.batch.recordCount) {
      if (this.recordEnd !== this.bytes.length) throw this.corrupt("has bytes after its records");
      return false;
    }
    this.seen++;
    this.recordStart = this.recordEnd;
    this.position = this.recordStart;
    this.recordEnd = this.bytes.length;
    const length = this.varint();
    if (length < 0 || length > this.bytes.length - this.position) {
      throw this.corrupt(`has a record of ${length} bytes`);
    }
    this.recordEnd = this.position + length;
    this.position++; // attributes, of which none is in use
    this.timestampStart = this.position;
    this.skipVarlong();
    const delta = this.varint();
    if (delta <= this.delta || delta > this.batch.lastOffsetDelta) {
      throw this.corrupt(`has offset +${delta} after +${this.delta}`);
    }
    this.delta = delta;
    this.keyStart = this.position;
    return true;
  }

  get offset(): Offset {
    return this.batch.baseOffset + BigInt(this.delta);
  }

  /** Of the batch's base offset. */
  get offsetDelta(): number {
    return this.delta;
  }

  get timestampMs(): TimestampMs {
    if (this.batch.timestampType === "logAppendTime") return this.batch.maxTimestamp;
    this.position = this.timestampStart;
    return this.batch.baseTimestamp + this.varlong();
  }

  /** Bytes of the record, decompressed. */
  get sizeBytes(): number {
    return this.recordEnd - this.recordStart;
  }

  /** All records of the batch, decompressed, whatever the current one. */
  get content(): Buffer {
    return this.bytes;
  }

  /** Where the current record ends in `content`. */
  get end(): number {
    return this.recordEnd;
  }

  key(): Buffer | undefined {
    this.position = this.keyStart;
    return this.nullableBytes();
  }

  value(): Buffer | undefined {
    this.position = this.keyStart;
    this.skipBytes();
    return this.nullableBytes();
  }

  /** In the producer's order. */
  headers(): MessageHeader[] {
    this.position = this.keyStart;
    this.skipBytes();
    this.skipBytes();
    const count = this.varint();
    if (count < 0 || count > this.recordEnd - this.position) {
      throw this.corrupt(`has a record with ${count} headers`);
    }
    const headers: MessageHeader[] = [];
    for (let index = 0; index < count; index++) {
      const key = this.nullableBytes();
      if (key === undefined) throw this.corrupt("has a header without a key");
      headers.push({ key: key.toString("utf8"), value: this.nullableBytes() });
    }
    if (this.position !== this.recordEnd) throw this.corrupt("has bytes after a record's headers");
    return headers;
  }

  /** What the current record of a control batch marks; undefined for markers of other kinds. */
  transactionEnd(): "abort" | "commit" | undefined {
    const key = this.key();
    const markerBytes = 4;
    if (key === undefined || key.length < markerBytes) {
      throw this.corrupt("has a control record without a type");
    }
    const type = key.readInt16BE(2);
    if (type === 0) return "abort";
    return type === 1 ? "commit" : undefined;
  }

  private nullableBytes(): Buffer | undefined {
    const start = this.skipBytes();
    return start === undefined ? undefined : this.bytes.subarray(start, this.position);
  }

  /** Start of the bytes skipped; undefined for null. */
  private skipBytes(): number | undefined {
    const length = this.varint();
    if (length === -1) return undefined;
    const start = this.position;
    if (length < 0 || length > this.recordEnd - start) {
      throw this.corrupt(`has a field of ${length} bytes`);
    }
    this.position = start + length;
    return start;
  }

  private byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined || this.position >= this.recordEnd) {
      throw this.corrupt("has a record that is cut off");
    }
    this.position++;
    return byte;
  }

  /** A zigzag-coded int32. */
  private varint(): number {
    let byte = this.byte();
    let value = byte & 0x7f;
    for (let count = 1; byte >= 0x80; count++) {
      if (count === maxVarintBytes) throw this.corrupt("has a number longer than 32 bits");
      byte = this.byte();
      value |= (byte & 0x7f) << (7 * count);
    }
    return (value >>> 1) ^ -(value & 1);
  }

  private skipVarlong(): void {
    for (let count = 1; this.byte() >= 0x80; count++) {
      if (count === maxVarlongBytes) throw this.corrupt("has a number longer than 64 bits");
    }
  }

  /** A zigzag-coded int64. */
  private varlong(): bigint {
    let byte = this.byte();
    let value = byte & 0x7f;
    let scale = 0x80;
    for (let count = 1; byte >= 0x80; count++) {
      if (count === exactVarlongBytes) return this.longVarlong();
      byte = this.byte();
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    return BigInt(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
  }

  private longVarlong(): bigint {
    this.position = this.timestampStart;
    let value = 0n;
    for (let count = 0n; ; count++) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << (7n * count);
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
  }

  private corrupt(problem: string): Error {
    return corruptData(
      `The record batch at offset ${this.batch.baseOffset.toString()} is corrupt: it ${problem}.`,
    );
  }
}
