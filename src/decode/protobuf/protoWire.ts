import type { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";

/** How a value stands in the bytes. A group, as proto2 knows it, reads as its content. */
export type WireType = "varint" | "fixed64" | "bytes" | "fixed32";

export interface WireValue {
  readonly wireType: WireType;
  /** The value without its tag; a varint's own bytes. */
  readonly bytes: Uint8Array;
}

/** Of a value that is a message or text. Throws `DecodeError` when it is a number. */
export function contentOf({ wireType, bytes }: WireValue, type: string): Uint8Array {
  if (wireType === "bytes") return bytes;
  throw new DecodeError(`A field of type ${type} holds ${wireType} data.`);
}

const maxGroupDepth = 100;
/** In one message: each value takes far more memory than it may have bytes. */
const maxValues = 250_000;

/** All values of one message by field number, in their order. Throws `DecodeError`. */
export function readWire(cursor: ByteCursor): Map<number, WireValue[]> {
  return new WireReader(cursor).message();
}

const endGroup = 4;

class WireReader {
  private count = 0;

  constructor(private readonly cursor: ByteCursor) {}

  message(): Map<number, WireValue[]> {
    const values = new Map<number, WireValue[]>();
    while (this.cursor.remaining > 0) {
      const { number, type } = this.tag();
      const value = this.value(number, type, 0);
      const earlier = values.get(number);
      if (earlier === undefined) values.set(number, [value]);
      else earlier.push(value);
    }
    return values;
  }

  private tag(): { number: number; type: number } {
    const { cursor } = this;
    if (++this.count > maxValues) {
      throw new DecodeError(`The message has more than ${maxValues} values.`);
    }
    const tag = cursor.varint();
    const number = Number(tag >> 3n);
    if (number < 1 || number > 0x1fff_ffff) {
      throw new DecodeError(
        `Protobuf has no field number ${number}, which byte ${cursor.position} gives.`,
      );
    }
    return { number, type: Number(tag & 7n) };
  }

  private value(number: number, type: number, depth: number): WireValue {
    const { cursor } = this;
    const start = cursor.position;
    switch (type) {
      case 0:
        cursor.varint();
        return { wireType: "varint", bytes: cursor.since(start) };
      case 1:
        return { wireType: "fixed64", bytes: cursor.slice(8) };
      case 2:
        return { wireType: "bytes", bytes: cursor.slice(cursor.varint()) };
      case 3:
        return { wireType: "bytes", bytes: this.group(number, depth + 1) };
      case 5:
        return { wireType: "fixed32", bytes: cursor.slice(4) };
      default:
        throw new DecodeError(`Protobuf has no wire type ${type} for a value (field ${number}).`);
    }
  }

  private group(number: number, depth: number): Uint8Array {
    if (depth > maxGroupDepth) throw new DecodeError("The data is nested too deep to be read.");
    const start = this.cursor.position;
    for (;;) {
      const content = this.cursor.since(start);
      const tag = this.tag();
      if (tag.type === endGroup) {
        if (tag.number === number) return content;
        throw new DecodeError(`Group ${number} ends as group ${tag.number}.`);
      }
      this.value(tag.number, tag.type, depth);
    }
  }
}
