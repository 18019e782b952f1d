import { KafkaError } from "../errors";

const uuidBytes = 16;
const maxUvarintBytes = 5;

/**
 * Reads Kafka's primitives from a broker's answer, in the classic encoding or the flexible one (KIP-482).
 *
 * The bytes are hostile: every length is held against what is left before anything is allocated.
 * Every method throws `KafkaError` `corruptData` when the bytes do not hold what it is asked for.
 */
export class Reader {
  private position = 0;
  private askedThrottleMs = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly isFlexible: boolean,
  ) {}

  /** For how long the broker asks this client to hold off (KIP-219); 0 before `throttleTime` was called. */
  get throttleMs(): number {
    return this.askedThrottleMs;
  }

  /** Reads `throttle_time_ms`, which stands first in most answers, and remembers it. */
  throttleTime(): void {
    this.askedThrottleMs = Math.max(0, this.int32());
  }

  /** Bytes not yet read. */
  get remaining(): number {
    return this.bytes.length - this.position;
  }

  int8(): number {
    return this.bytes.readInt8(this.take(1, "an int8"));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.take(2, "an int16"));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.take(4, "an int32"));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.take(8, "an int64"));
  }

  boolean(): boolean {
    return this.bytes.readInt8(this.take(1, "a boolean")) !== 0;
  }

  /** In Kafka's own spelling: 22 characters of base64url. Undefined for the zero id, which means "none". */
  uuid(): string | undefined {
    const start = this.take(uuidBytes, "a uuid");
    const id = this.bytes.subarray(start, start + uuidBytes);
    return id.every((byte) => byte === 0) ? undefined : id.toString("base64url");
  }

  /** At most 32 bits; a longer one is corrupt. */
  unsignedVarint(): number {
    const start = this.position;
    let value = 0;
    let scale = 1;
    for (let count = 1; count <= maxUvarintBytes; count++) {
      const byte = this.bytes.readUInt8(this.take(1, "a varint"));
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break;
        return value;
      }
      scale *= 0x80;
    }
    throw this.corrupt("a varint", start, "it is longer than 32 bits");
  }

  /** A null string reads as an empty one. */
  string(): string {
    return this.nullableString() ?? "";
  }

  nullableString(): string | undefined {
    const length = this.isFlexible ? this.unsignedVarint() - 1 : this.int16();
    if (length === -1) return undefined;
    const start = this.take(length, "a string");
    return this.bytes.toString("utf8", start, start + length);
  }

  /** A view, not a copy. Null bytes read as undefined. */
  nullableBytes(): Buffer | undefined {
    const length = this.isFlexible ? this.unsignedVarint() - 1 : this.int32();
    if (length === -1) return undefined;
    const start = this.take(length, "bytes");
    return this.bytes.subarray(start, start + length);
  }

  /** Items without tagged fields of their own: numbers, strings. A null array reads as an empty one. */
  array<Item>(readItem: (reader: this) => Item): Item[] {
    const count = this.isFlexible ? this.unsignedVarint() - 1 : this.int32();
    if (count === -1) return [];
    if (count < 0 || count > this.remaining) {
      throw this.corrupt("an array", this.position, `it claims ${count} items`);
    }
    const items: Item[] = [];
    for (let index = 0; index < count; index++) items.push(readItem(this));
    return items;
  }

  /** Items that are structures: in the flexible encoding each ends with tagged fields, which are skipped. */
  structs<Item>(readItem: (reader: this) => Item): Item[] {
    return this.array((reader) => {
      const item = readItem(reader);
      reader.skipTaggedFields();
      return item;
    });
  }

  /** Nothing to skip in the classic encoding. */
  skipTaggedFields(): void {
    if (!this.isFlexible) return;
    for (let left = this.unsignedVarint(); left > 0; left--) {
      this.unsignedVarint();
      this.take(this.unsignedVarint(), "a tagged field");
    }
  }

  /** Start of the next `length` bytes, which are then behind the reader. */
  private take(length: number, what: string): number {
    const start = this.position;
    if (length < 0 || length > this.bytes.length - start) {
      throw this.corrupt(what, start, `it claims ${length} bytes`);
    }
    this.position = start + length;
    return start;
  }

  private corrupt(what: string, position: number, problem: string): KafkaError {
    const left = this.bytes.length - position;
    return new KafkaError(
      `The broker's answer is corrupt: ${what} at byte ${position} cannot be read, ${problem} and ${left} are left.`,
      { kind: "corruptData" },
    );
  }
}
