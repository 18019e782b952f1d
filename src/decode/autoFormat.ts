import { decodeCbor } from "./cbor";
import { decodeOrHex, type Decoded, type DecodeOptions } from "./format";
import { decodeMessagePack } from "./messagePack";
import { decodeAsText, notUtf8 } from "./plainFormats";
import { cutUtf8 } from "./utf8";

/** Text, indented when it is JSON. Undefined for bytes that are none, or are only by chance. */
export function autoText(bytes: Uint8Array, options: DecodeOptions): Decoded | undefined {
  const text = decodeAsText(bytes, options);
  if (text === undefined) return undefined;
  const format = text.kind === "json" ? "json" : "text";
  return { ...text, format, sizeBytes: bytes.length };
}

/** MessagePack or CBOR, when the bytes are one object or list of it and nothing else. */
export function autoStructured(bytes: Uint8Array, options: DecodeOptions): Decoded | undefined {
  const first = bytes[0] ?? 0;
  if (bytes.length < leastBytes) return undefined;
  const tries = [
    isMessagePackStart(first)
      ? decodeOrHex(bytes, "messagePack", options, decodeMessagePack)
      : undefined,
    isCborStart(first) ? decodeOrHex(bytes, "cbor", options, decodeCbor) : undefined,
  ];
  return tries.find((decoded) => decoded !== undefined && decoded.reason === undefined);
}

/** Shorter data fits by chance. */
const leastBytes = 3;

/** A map or an array that is not empty. */
function isMessagePackStart(first: number): boolean {
  return (first > 0x80 && first < 0xa0 && first !== 0x90) || (first >= 0xdc && first <= 0xdf);
}

/** An array or a map that is not empty, or a tag before one. */
function isCborStart(first: number): boolean {
  return first > 0x80 && first < 0xdc && first !== 0xa0;
}

/** Why auto found nothing better than hex. */
export function whyNothingFits(bytes: Uint8Array, options: DecodeOptions): string {
  const start = cutUtf8(bytes, options.maxCharacters);
  return `${notUtf8(start)} It is no MessagePack or CBOR object either.`;
}
