import * as zlib from "node:zlib";
import { KafkaError } from "../errors";
import type { Offset, TimestampMs } from "../model";
import { codecOf, decompress, defaultMaxBytes } from "./codecs";
import { corruptData } from "./corruptData";
import {
  checkedBytesOf,
  lastOffsetOf,
  readMessage,
  readMessageSet,
  type OldMessage,
} from "./messageSet";
import { upConvert, type UpConversion } from "./upConvert";

/** What is known of a batch once it was decompressed. */
interface Extent {
  readonly baseOffset: Offset;
  readonly recordCount: number;
}

const maxOffsetDelta = 0x7fff_ffffn;

/**
 * A message of the formats before Kafka 0.11, alone or a wrapper of compressed ones, as a record batch: brokers
 * convert in the same way for clients of today. What a wrapper holds, and so where it begins, is known only by
 * decompressing it, which is done when first asked for.
 */
export class LegacyBatch {
  readonly magic: 0 | 1;
  readonly lastOffset: Offset;
  readonly sizeBytes: number;
  readonly leaderEpoch = -1;
  readonly crc: number;
  readonly codecCode: number;
  readonly timestampType: "createTime" | "logAppendTime";
  readonly isTransactional = false;
  readonly isControl = false;
  readonly baseTimestamp: TimestampMs;
  readonly maxTimestamp: TimestampMs;
  readonly producerId = -1n;
  readonly producerEpoch = -1;
  readonly checkedBytes: Buffer;
  readonly payload: Buffer;
  private readonly message: OldMessage;
  private knownExtent: Extent | KafkaError | undefined;
  /** Decoded and not handed out yet. */
  private converted: Buffer | undefined;

  /** @throws KafkaError `corruptData` when the bytes are not one message of format v0 or v1. */
  constructor(bytes: Buffer) {
    const message = readMessage(bytes);
    this.message = message;
    this.magic = message.magic;
    this.lastOffset = message.offset;
    this.sizeBytes = bytes.length;
    this.crc = message.crc;
    this.codecCode = message.codecCode;
    this.timestampType = message.isLogAppendTime ? "logAppendTime" : "createTime";
    this.baseTimestamp = message.timestampMs;
    this.maxTimestamp = message.timestampMs;
    this.checkedBytes = checkedBytesOf(bytes);
    this.payload = message.value ?? Buffer.alloc(0);
  }

  /** 0 where the batch cannot be decompressed: it may begin anywhere before its last offset. */
  get baseOffset(): Offset {
    const extent = this.extent();
    return extent instanceof KafkaError ? 0n : extent.baseOffset;
  }

  get lastOffsetDelta(): number {
    return Number(this.lastOffset - this.baseOffset);
  }

  /** 0 where the batch cannot be decompressed. */
  get recordCount(): number {
    const extent = this.extent();
    return extent instanceof KafkaError ? 0 : extent.recordCount;
  }

  /** @throws KafkaError `corruptData` when the message is not what was written. */
  verifyCrc(): void {
    if (zlib.crc32(this.checkedBytes) !== this.crc)
      throw this.corrupt("does not match its checksum");
  }

  /**
   * Decompressed, and in the format of today's record batches. They are not kept: asked again, it decodes again.
   * @throws KafkaError `corruptData`, also when they are larger than `maxBytes`; `unsupported` for an unknown codec.
   */
  records(maxBytes: number): Buffer {
    const extent = this.extent();
    if (extent instanceof KafkaError) throw extent;
    const records = this.converted ?? this.decode().records;
    this.converted = undefined;
    if (records.length > maxBytes) {
      throw this.corrupt(`holds more than ${maxBytes} bytes decompressed`);
    }
    return records;
  }

  private extent(): Extent | KafkaError {
    this.knownExtent ??= this.findExtent();
    return this.knownExtent;
  }

  private findExtent(): Extent | KafkaError {
    try {
      const { records, ...extent } = this.decode();
      this.converted = records;
      return extent;
    } catch (error) {
      if (error instanceof KafkaError) return error;
      throw error;
    }
  }

  private decode(): Extent & UpConversion {
    return this.codecCode === 0 ? this.single() : this.unwrap();
  }

  private single(): Extent & UpConversion {
    const baseOffset = this.lastOffset;
    const messages = [this.message];
    return { baseOffset, ...upConvert(messages, this.sizeBytes, baseOffset, this.baseTimestamp) };
  }

  private unwrap(): Extent & UpConversion {
    const { value, magic } = this.message;
    if (value === undefined) throw this.corrupt("is compressed and has no value");
    const inside = decompress(codecOf(this.codecCode), value, defaultMaxBytes);
    const lastInside = lastOffsetOf(inside);
    if (lastInside === undefined) throw this.corrupt("is compressed and empty");
    const firstInside = inside.readBigInt64BE();
    // brokers number the messages of a wrapper anew by writing its last offset only (KIP-31)
    const shift = magic === 1 ? this.lastOffset - lastInside : 0n;
    const baseOffset = firstInside + shift;
    if (baseOffset < 0n || this.lastOffset - baseOffset > maxOffsetDelta) {
      throw this.corrupt("spans offsets that cannot be");
    }
    const messages = this.checked(readMessageSet(inside), this.lastOffset - shift);
    return { baseOffset, ...upConvert(messages, inside.length, firstInside, this.baseTimestamp) };
  }

  /** The same messages, if they may be in a wrapper that ends at `last`. */
  private *checked(
    messages: Iterable<OldMessage>,
    last: Offset,
  ): Generator<OldMessage, void, undefined> {
    let previous = -1n;
    for (const message of messages) {
      const { offset } = message;
      if (message.codecCode !== 0) throw this.corrupt("is compressed within a compressed one");
      if (offset <= previous || offset > last) {
        throw this.corrupt(`holds offset ${offset.toString()} after ${previous.toString()}`);
      }
      previous = offset;
      yield message;
    }
  }

  private corrupt(problem: string): KafkaError {
    return corruptData(
      `The message set at offset ${this.lastOffset.toString()} is corrupt: it ${problem}.`,
    );
  }
}
