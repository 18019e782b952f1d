/** Kafka's primitives one at a time, to spell out by hand what a message must look like on the wire. */

export function i8(value: number): Buffer {
  return Buffer.from([value & 0xff]);
}

export function i16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function i32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index);
  return bytes;
}

export function i64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

/** A classic string: an int16 length first. */
export function str(text: string): Buffer {
  return Buffer.concat([i16(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** A compact string of less than 127 bytes: its length plus one first. */
export function cstr(text: string): Buffer {
  return Buffer.concat([i8(Buffer.byteLength(text) + 1), Buffer.from(text)]);
}

export function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(" ", ""), "hex");
}

/** A classic null string. */
export const nullStr = hex("ffff");
/** A null string or array of the flexible encoding. */
export const nullCompact = hex("00");
/** No tagged fields. */
export const noTags = hex("00");
/** One tagged field, number 5, of three bytes: a broker of the future may send it. */
export const futureTag = hex("01 05 03 aabbcc");

export const join = (...parts: readonly Buffer[]): Buffer => Buffer.concat(parts);
