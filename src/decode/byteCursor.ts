import { DecodeError } from "./decodeError";

/** Of 64 bits, seven to a byte. */
const maxVarintBytes = 10;

/** Reads hostile bytes from front to back: every length is held against what is left. Throws `DecodeError`. */
export class ByteCursor {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes already read. */
  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  uint8(): number {
    return this.view.getUint8(this.take(1));
  }

  int8(): number {
    return this.view.getInt8(this.take(1));
  }

  uint16(): number {
    return this.view.getUint16(this.take(2));
  }

  int16(): number {
    return this.view.getInt16(this.take(2));
  }

  uint32(isLittleEndian = false): number {
    return this.view.getUint32(this.take(4), isLittleEndian);
  }

  int32(isLittleEndian = false): number {
    return this.view.getInt32(this.take(4), isLittleEndian);
  }

  uint64(isLittleEndian = false): bigint {
    return this.view.getBigUint64(this.take(8), isLittleEndian);
  }

  int64(isLittleEndian = false): bigint {
    return this.view.getBigInt64(this.take(8), isLittleEndian);
  }

  float32(isLittleEndian = false): number {
    return this.view.getFloat32(this.take(4), isLittleEndian);
  }

  float64(isLittleEndian = false): number {
    return this.view.getFloat64(this.take(8), isLittleEndian);
  }

  /** Base-128, least significant group first, 64 bits at most. */
  varint(): bigint {
    let value = 0n;
    for (let count = 0; count < maxVarintBytes; count++) {
      const byte = this.uint8();
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new DecodeError(`A number at byte ${this.at} is longer than 64 bits.`);
  }

  /** A varint whose lowest bit is the sign. */
  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  /** A view, not a copy. */
  slice(length: number | bigint): Uint8Array {
    const start = this.take(length);
    return this.bytes.subarray(start, this.at);
  }

  /** Back to a position read before. */
  rewindTo(position: number): void {
    this.at = Math.min(position, this.at);
  }

  /** What lies between a position read before and here; a view. */
  since(position: number): Uint8Array {
    return this.bytes.subarray(position, this.at);
  }

  private take(length: number | bigint): number {
    if (length < 0 || length > this.remaining) {
      throw new DecodeError(
        `The data ends too early: ${length} bytes are announced at byte ${this.at}, and ${this.remaining} are left.`,
      );
    }
    const start = this.at;
    this.at += Number(length);
    return start;
  }
}
