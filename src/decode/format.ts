import type { ContentKind } from "./content";
import { DecodeError } from "./decodeError";
import { hexBytes } from "./hex";
import { JsonWriter, TextIsFull } from "./jsonWriter";

/** What a key or a value can be read as. */
export type Format =
  | "auto"
  | "text"
  | "json"
  | "hex"
  | "base64"
  | "short"
  | "int"
  | "long"
  | "float"
  | "double"
  | "uuid"
  | "messagePack"
  | "cbor"
  | "avro"
  | "protobuf"
  | "schemaRegistry"
  | "consumerOffsets"
  | "transactionState";

/** What a format's name says to a person. */
export const formatNames: Readonly<Record<Format, string>> = {
  auto: "Auto",
  text: "Text",
  json: "JSON",
  hex: "Hex",
  base64: "Base64",
  short: "Short",
  int: "Int",
  long: "Long",
  float: "Float",
  double: "Double",
  uuid: "UUID",
  messagePack: "MessagePack",
  cbor: "CBOR",
  avro: "Avro",
  protobuf: "Protobuf",
  schemaRegistry: "Schema Registry",
  consumerOffsets: "Consumer Offsets",
  transactionState: "Transaction State",
};

export interface DecodeOptions {
  /** Longest text made. */
  readonly maxCharacters: number;
  /** Structured formats give text that is JSON in every case; see `JsonWriter`. */
  readonly isStrictJson?: boolean;
}

/** A page shows no more than this of one key or value. */
export const previewCharacters = 64 * 1024;

/** Bytes read by a format, before the fallback. */
export interface DecodedText {
  readonly kind: ContentKind;
  readonly text: string;
  /** There is more than `text` shows. */
  readonly isCut: boolean;
}

/** Bytes as a person reads them. `text` is as the message has it: make it visible before showing it. */
export interface Decoded extends DecodedText {
  /** How `text` was made: hex where the format asked for does not fit. */
  readonly format: Format;
  readonly sizeBytes: number;
  /** Why the format asked for does not fit, or what auto tried: a sentence. */
  readonly reason?: string;
  /** Names the schema it was read with, for instance "Avro com.example.Order (id 7)". */
  readonly schema?: string;
}

/** Reads bytes that are not empty. Throws `DecodeError` when they are something else. */
export type FormatDecoder = (bytes: Uint8Array, options: DecodeOptions) => DecodedText;

/** A tombstone is missing, and an empty value empty, in every format. */
export function withoutBytes(isMissing: boolean, format: Format): Decoded {
  const kind = isMissing ? "missing" : "empty";
  return { kind, format, text: "", isCut: false, sizeBytes: 0 };
}

/** The result of `decode`, or hex and why not. Never throws, whatever the bytes hold. */
export function decodeOrHex(
  bytes: Uint8Array,
  format: Format,
  options: DecodeOptions,
  decode: FormatDecoder,
): Decoded {
  try {
    return { ...decode(bytes, options), format, sizeBytes: bytes.length };
  } catch (error) {
    return asHex(bytes, options, reasonOf(error));
  }
}

/** Hex, with the reason why nothing better. */
export function asHex(bytes: Uint8Array, options: DecodeOptions, reason: string): Decoded {
  return { ...decodeHex(bytes, options), format: "hex", sizeBytes: bytes.length, reason };
}

/** Only what this folder says itself is shown: a library's or the engine's words may quote anything. */
export function reasonOf(error: unknown): string {
  if (error instanceof DecodeError) return error.message;
  return error instanceof RangeError
    ? "The data is nested too deep to be read."
    : "The data cannot be read.";
}

export const decodeHex: FormatDecoder = (bytes, { maxCharacters }) => {
  const shown = bytes.subarray(0, Math.floor(maxCharacters / 3));
  return { kind: "binary", text: hexBytes(shown), isCut: shown.length < bytes.length };
};

/** Runs `write` until it ends or the text is long enough. */
export function writeJson(
  options: DecodeOptions,
  write: (writer: JsonWriter) => void,
): DecodedText {
  const { maxCharacters, isStrictJson = false } = options;
  const writer = new JsonWriter({ maxCharacters, isStrict: isStrictJson });
  let isCut = false;
  try {
    write(writer);
  } catch (error) {
    if (!(error instanceof TextIsFull)) throw error;
    isCut = true;
  }
  return { kind: writer.isJson ? "json" : "text", text: writer.text, isCut };
}
