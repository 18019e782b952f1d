import { ByteCursor } from "./byteCursor";
import { DecodeError } from "./decodeError";
import { writeJson, type FormatDecoder } from "./format";
import { formatIsoNanoseconds } from "./instants";
import type { JsonWriter } from "./jsonWriter";
import { strictUtf8 } from "./utf8";

/** Read straight into text, not into values: 64-bit numbers, repeated keys, their order and kind all stay. */
export const decodeMessagePack: FormatDecoder = (bytes, options) =>
  writeJson(options, (writer) => {
    const cursor = new ByteCursor(bytes);
    new MessagePackReader(cursor).item(writer);
    if (cursor.remaining > 0) {
      throw new DecodeError(`${cursor.remaining} bytes follow the end of the MessagePack data.`);
    }
  });

class MessagePackReader {
  constructor(private readonly cursor: ByteCursor) {}

  item(writer: JsonWriter): void {
    const type = this.cursor.uint8();
    if (type <= 0x7f) writer.integer(type);
    else if (type <= 0x8f) this.map(writer, type & 0x0f);
    else if (type <= 0x9f) this.array(writer, type & 0x0f);
    else if (type <= 0xbf) this.text(writer, type & 0x1f);
    else if (type >= 0xe0) writer.integer(type - 0x100);
    else this.longItem(writer, type);
  }

  private longItem(writer: JsonWriter, type: number): void {
    const { cursor } = this;
    switch (type) {
      case 0xc0:
        writer.null();
        return;
      case 0xc2:
      case 0xc3:
        writer.boolean(type === 0xc3);
        return;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        writer.bytes(cursor.slice(this.length(type - 0xc4)));
        return;
      case 0xc7:
      case 0xc8:
      case 0xc9:
        this.extension(writer, this.length(type - 0xc7));
        return;
      case 0xca:
        writer.float(cursor.float32());
        return;
      case 0xcb:
        writer.double(cursor.float64());
        return;
      case 0xd9:
      case 0xda:
      case 0xdb:
        this.text(writer, this.length(type - 0xd9));
        return;
      case 0xdc:
      case 0xdd:
        this.array(writer, this.length(type - 0xdb));
        return;
      case 0xde:
      case 0xdf:
        this.map(writer, this.length(type - 0xdd));
        return;
      default:
        this.numberOrExtension(writer, type);
    }
  }

  private numberOrExtension(writer: JsonWriter, type: number): void {
    const { cursor } = this;
    if (type >= 0xd4 && type <= 0xd8) {
      this.extension(writer, 2 ** (type - 0xd4));
      return;
    }
    const read = {
      0xcc: () => cursor.uint8(),
      0xcd: () => cursor.uint16(),
      0xce: () => cursor.uint32(),
      0xcf: () => cursor.uint64(),
      0xd0: () => cursor.int8(),
      0xd1: () => cursor.int16(),
      0xd2: () => cursor.int32(),
      0xd3: () => cursor.int64(),
    }[type];
    if (read === undefined) throw new DecodeError("MessagePack has no data that begins with c1.");
    writer.integer(read());
  }

  /** Of 1, 2 or 4 bytes. */
  private length(power: number): number {
    if (power === 0) return this.cursor.uint8();
    return power === 1 ? this.cursor.uint16() : this.cursor.uint32();
  }

  private text(writer: JsonWriter, length: number): void {
    writer.utf8(this.cursor.slice(length));
  }

  private array(writer: JsonWriter, count: number): void {
    writer.array(() => {
      for (let index = 0; index < count; index++) this.item(writer);
    });
  }

  private map(writer: JsonWriter, count: number): void {
    writer.object(() => {
      for (let index = 0; index < count; index++) {
        this.key(writer);
        this.item(writer);
      }
    });
  }

  private key(writer: JsonWriter): void {
    const start = this.cursor.position;
    const name = this.textKey(this.cursor.uint8());
    if (name !== undefined) {
      writer.key(name);
      return;
    }
    this.cursor.rewindTo(start);
    writer.keyOf((keyWriter) => {
      this.item(keyWriter);
    });
  }

  private textKey(type: number): string | undefined {
    if (type >= 0xa0 && type <= 0xbf) return strictUtf8(this.cursor.slice(type & 0x1f));
    if (type < 0xd9 || type > 0xdb) return undefined;
    return strictUtf8(this.cursor.slice(this.length(type - 0xd9)));
  }

  /** Type −1 is a time; the others are known to those who wrote them. */
  private extension(writer: JsonWriter, length: number): void {
    const type = this.cursor.int8();
    const bytes = this.cursor.slice(length);
    const time = type === -1 ? timeText(bytes) : undefined;
    if (time !== undefined) writer.string(time);
    else {
      writer.tagged(`ext${type}`, () => {
        writer.bytes(bytes);
      });
    }
  }
}

/** Seconds since 1970, in 32 bits, in 34 with 30 of nanoseconds, or in 64 with 32. */
function timeText(bytes: Uint8Array): string | undefined {
  const cursor = new ByteCursor(bytes);
  let seconds: bigint;
  let nanoseconds = 0;
  if (bytes.length === 4) seconds = BigInt(cursor.uint32());
  else if (bytes.length === 8) {
    const both = cursor.uint64();
    nanoseconds = Number(both >> 34n);
    seconds = both & 0x3_ffff_ffffn;
  } else if (bytes.length === 12) {
    nanoseconds = cursor.uint32();
    seconds = cursor.int64();
  } else return undefined;
  if (nanoseconds >= 1_000_000_000) return undefined;
  return formatIsoNanoseconds(seconds * 1_000_000_000n + BigInt(nanoseconds));
}
