import { ByteCursor } from "./byteCursor";
import { DecodeError } from "./decodeError";
import { writeJson, type FormatDecoder } from "./format";
import type { JsonWriter } from "./jsonWriter";
import { strictUtf8 } from "./utf8";

/** Read straight into text, not into values: 64-bit numbers, repeated keys, their order and kind all stay. */
export const decodeCbor: FormatDecoder = (bytes, options) =>
  writeJson(options, (writer) => {
    const cursor = new ByteCursor(bytes);
    new CborReader(cursor).item(writer);
    if (cursor.remaining > 0) {
      throw new DecodeError(`${cursor.remaining} bytes follow the end of the CBOR data.`);
    }
  });

/** A length that only the end of the item tells. */
const isOpen = "open";
type Argument = bigint | typeof isOpen;

const majorText = 3;
const breakByte = 0xff;
const tagPositiveBig = 2n;
const tagNegativeBig = 3n;

/** RFC 8949. */
class CborReader {
  constructor(private readonly cursor: ByteCursor) {}

  item(writer: JsonWriter): void {
    const first = this.cursor.uint8();
    const major = first >> 5;
    const minor = first & 0x1f;
    if (major === 7) {
      this.simple(writer, minor);
      return;
    }
    const argument = this.argument(minor);
    switch (major) {
      case 0:
        writer.integer(closed(argument));
        return;
      case 1:
        writer.integer(-1n - closed(argument));
        return;
      case 2:
        writer.bytes(this.chunks(major, argument));
        return;
      case majorText:
        writer.utf8(this.chunks(major, argument));
        return;
      case 4:
        writer.array(() => {
          this.repeat(argument, () => {
            this.item(writer);
          });
        });
        return;
      case 5:
        writer.object(() => {
          this.repeat(argument, () => {
            this.member(writer);
          });
        });
        return;
      default:
        this.tag(writer, closed(argument));
    }
  }

  private argument(minor: number): Argument {
    if (minor < 24) return BigInt(minor);
    if (minor === 24) return BigInt(this.cursor.uint8());
    if (minor === 25) return BigInt(this.cursor.uint16());
    if (minor === 26) return BigInt(this.cursor.uint32());
    if (minor === 27) return this.cursor.uint64();
    if (minor === 31) return isOpen;
    throw new DecodeError(`CBOR keeps the length code ${minor} for later.`);
  }

  private repeat(count: Argument, read: () => void): void {
    if (count === isOpen) {
      while (!this.isAtBreak()) read();
      return;
    }
    for (let left = count; left > 0n; left--) read();
  }

  /** Steps over the byte that ends an open item. */
  private isAtBreak(): boolean {
    const { position } = this.cursor;
    if (this.cursor.uint8() === breakByte) return true;
    this.cursor.rewindTo(position);
    return false;
  }

  private member(writer: JsonWriter): void {
    const { position } = this.cursor;
    const first = this.cursor.uint8();
    const name =
      first >> 5 === majorText
        ? strictUtf8(this.chunks(majorText, this.argument(first & 0x1f)))
        : undefined;
    if (name !== undefined) writer.key(name);
    else {
      this.cursor.rewindTo(position);
      writer.keyOf((keyWriter) => {
        this.item(keyWriter);
      });
    }
    this.item(writer);
  }

  private chunks(major: number, length: Argument): Uint8Array {
    if (length !== isOpen) return this.cursor.slice(length);
    // copied, not kept as views: a view takes far more memory than the byte it may be of
    const { position } = this.cursor;
    let sizeBytes = 0;
    this.eachChunk(major, (chunk) => {
      sizeBytes += chunk.length;
    });
    this.cursor.rewindTo(position);
    const whole = new Uint8Array(sizeBytes);
    let at = 0;
    this.eachChunk(major, (chunk) => {
      whole.set(chunk, at);
      at += chunk.length;
    });
    return whole;
  }

  private eachChunk(major: number, take: (chunk: Uint8Array) => void): void {
    while (!this.isAtBreak()) {
      const first = this.cursor.uint8();
      if (first >> 5 !== major)
        throw new DecodeError("A CBOR string is made of parts of two kinds.");
      take(this.cursor.slice(closed(this.argument(first & 0x1f))));
    }
  }

  private tag(writer: JsonWriter, tag: bigint): void {
    if (tag === tagPositiveBig || tag === tagNegativeBig) {
      const { position } = this.cursor;
      const first = this.cursor.uint8();
      const length = first >> 5 === 2 ? this.argument(first & 0x1f) : isOpen;
      if (length !== isOpen && length <= maxBigBytes) {
        const value = BigInt(`0x0${Buffer.from(this.cursor.slice(length)).toString("hex")}`);
        writer.integer(tag === tagPositiveBig ? value : -1n - value);
        return;
      }
      this.cursor.rewindTo(position);
    }
    writer.tagged(String(tag), () => {
      this.item(writer);
    });
  }

  private simple(writer: JsonWriter, minor: number): void {
    switch (minor) {
      case 20:
      case 21:
        writer.boolean(minor === 21);
        return;
      case 22:
        writer.null();
        return;
      case 23:
        writer.word("undefined", null);
        return;
      case 25:
        writer.double(halfFloat(this.cursor.uint16()));
        return;
      case 26:
        writer.float(this.cursor.float32());
        return;
      case 27:
        writer.double(this.cursor.float64());
        return;
      case 31:
        throw new DecodeError("CBOR data ends an item that was not begun.");
      default: {
        const value = this.argument(minor);
        writer.word(`simple(${value})`, `simple(${value})`);
      }
    }
  }
}

/** Printing a larger number takes time that grows with its square. */
const maxBigBytes = 256n;

function closed(argument: Argument): bigint {
  if (argument === isOpen)
    throw new DecodeError("CBOR data leaves a length open that must be told.");
  return argument;
}

/** Five bits of exponent, ten of fraction. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
