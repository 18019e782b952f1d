import { decodeCbor } from "./cbor";
import type { Format, FormatDecoder } from "./format";
import { decodeMessagePack } from "./messagePack";
import { numberFormats } from "./numberFormats";
import { plainFormats } from "./plainFormats";

/** Formats that need more than the bytes: the message's topic and key, or a schema. */
type ContextFormat =
  "auto" | "avro" | "protobuf" | "schemaRegistry" | "consumerOffsets" | "transactionState";

export type BytesFormat = Exclude<Format, ContextFormat>;

export const bytesFormats: Readonly<Record<BytesFormat, FormatDecoder>> = {
  ...plainFormats,
  ...numberFormats,
  messagePack: decodeMessagePack,
  cbor: decodeCbor,
};
