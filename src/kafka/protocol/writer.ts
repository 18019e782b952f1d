import { KafkaError } from "../errors";

const initialBytes = 256;
const uuidBytes = 16;
const maxClassicStringBytes = 0x7fff;
const minInt64 = -(1n << 63n);
const maxInt64 = (1n << 63n) - 1n;

/** Writes Kafka's primitives into a growing buffer, in the classic encoding or the flexible one (KIP-482). */
export class Writer {
  private storage = Buffer.allocUnsafe(initialBytes);
  private length = 0;

  constructor(private readonly isFlexible: boolean) {}

  /** Everything written so far; a view. kafkajs copies this into the request. */
  get buffer(): Buffer {
    return this.storage.subarray(0, this.length);
  }

  /** kafkajs takes for an encoder what has a buffer of this name. */
  get buf(): Buffer {
    return this.storage;
  }

  int8(value: number): this {
    const start = this.reserve(1);
    this.storage.writeInt8(value, start);
    return this;
  }

  int16(value: number): this {
    const start = this.reserve(2);
    this.storage.writeInt16BE(value, start);
    return this;
  }

  int32(value: number): this {
    const start = this.reserve(4);
    this.storage.writeInt32BE(value, start);
    return this;
  }

  /** @throws KafkaError `invalidInput` outside of 64 bits. */
  int64(value: bigint): this {
    if (value < minInt64 || value > maxInt64) {
      throw new KafkaError(`${value.toString()} does not fit into 64 bits.`, {
        kind: "invalidInput",
      });
    }
    const start = this.reserve(8);
    this.storage.writeBigInt64BE(value, start);
    return this;
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  /** The id that means "none". */
  zeroUuid(): this {
    return this.int64(0n).int64(0n);
  }

  /** In Kafka's own spelling, as `Reader.uuid` gives it. @throws KafkaError `invalidInput` */
  uuid(id: string | undefined): this {
    if (id === undefined) return this.zeroUuid();
    const bytes = Buffer.from(id, "base64url");
    if (bytes.length !== uuidBytes) {
      throw new KafkaError(`"${id}" is not an id of a topic.`, { kind: "invalidInput" });
    }
    bytes.copy(this.storage, this.reserve(uuidBytes));
    return this;
  }

  /** From 0 to 2^32 − 1. */
  unsignedVarint(value: number): this {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.uint8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.uint8(rest);
  }

  /** Of 32 bits, zigzag-coded as in records. */
  varint(value: number): this {
    return this.unsignedVarint((value << 1) ^ (value >> 31));
  }

  /** As they are, without their length. */
  raw(bytes: Buffer): this {
    const start = this.reserve(bytes.length);
    bytes.copy(this.storage, start);
    return this;
  }

  bytes(bytes: Buffer): this {
    if (this.isFlexible) this.unsignedVarint(bytes.length + 1);
    else this.int32(bytes.length);
    return this.raw(bytes);
  }

  /** @throws KafkaError `invalidInput` for a text the classic encoding has no room for (32,767 bytes). */
  string(value: string): this {
    const length = Buffer.byteLength(value);
    if (this.isFlexible) {
      this.unsignedVarint(length + 1);
    } else if (length > maxClassicStringBytes) {
      throw new KafkaError(`A text of ${length} bytes is too long for a Kafka request.`, {
        kind: "invalidInput",
      });
    } else {
      this.int16(length);
    }
    const start = this.reserve(length);
    this.storage.write(value, start, length, "utf8");
    return this;
  }

  nullableString(value: string | undefined): this {
    if (value !== undefined) return this.string(value);
    return this.isFlexible ? this.unsignedVarint(0) : this.int16(-1);
  }

  /** Items without tagged fields of their own: numbers, strings. */
  array<Item>(items: readonly Item[], writeItem: (writer: this, item: Item) => void): this {
    if (this.isFlexible) this.unsignedVarint(items.length + 1);
    else this.int32(items.length);
    for (const item of items) writeItem(this, item);
    return this;
  }

  /** Items that are structures: in the flexible encoding each ends with an empty list of tagged fields. */
  structs<Item>(items: readonly Item[], writeItem: (writer: this, item: Item) => void): this {
    return this.array(items, (writer, item) => {
      writeItem(writer, item);
      writer.emptyTaggedFields();
    });
  }

  nullArray(): this {
    return this.isFlexible ? this.unsignedVarint(0) : this.int32(-1);
  }

  /** Writes nothing in the classic encoding. */
  emptyTaggedFields(): this {
    return this.isFlexible ? this.unsignedVarint(0) : this;
  }

  private uint8(value: number): this {
    const start = this.reserve(1);
    this.storage.writeUInt8(value, start);
    return this;
  }

  /** Start of the next `length` bytes, for the caller to fill. It may replace the storage. */
  private reserve(length: number): number {
    const start = this.length;
    const needed = start + length;
    if (needed > this.storage.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.storage.length * 2, needed));
      this.storage.copy(grown, 0, 0, start);
      this.storage = grown;
    }
    this.length = needed;
    return start;
  }
}
