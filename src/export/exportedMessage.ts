import type { Decoded } from "../decode/format";
import { formatIsoInstant } from "../decode/instants";
import { timestampTypeName } from "../decode/messageText";
import { strictUtf8 } from "../decode/utf8";
import type { Message } from "../kafka/model";

/** Bytes without loss: as text where they are UTF-8, otherwise in base64. */
export type ExportedBytes =
  | { readonly encoding: "null"; readonly text: "" }
  | { readonly encoding: "utf8" | "base64"; readonly text: string };

export function exportBytes(bytes: Buffer | undefined): ExportedBytes {
  if (bytes === undefined) return { encoding: "null", text: "" };
  const text = strictUtf8(bytes);
  if (text !== undefined) return { encoding: "utf8", text };
  return { encoding: "base64", text: bytes.toString("base64") };
}

/** JSON of bytes: null, a string of text, or `{"base64": "…"}`. */
export function bytesJson(bytes: Buffer | undefined): string {
  const { encoding, text } = exportBytes(bytes);
  if (encoding === "null") return "null";
  return encoding === "utf8" ? JSON.stringify(text) : `{"base64":${JSON.stringify(text)}}`;
}

/** Headers as a list of `{"key", "value"}`, in their order, repeated ones included. */
export function headersJson({ headers }: Message): string {
  const each = headers.map(
    ({ key, value }) => `{"key":${JSON.stringify(key)},"value":${bytesJson(value)}}`,
  );
  return `[${each.join(",")}]`;
}

/** Reads what bytes mean, for formats in which they do not stand as text; strict JSON, uncut. */
export interface ExportDecoder {
  decode(message: Message, part: "key" | "value", signal?: AbortSignal): Promise<Decoded>;
}

export interface DecodedParts {
  readonly key?: Decoded;
  readonly value?: Decoded;
}

/**
 * One JSON object in one line. Offsets and timestamps are bare digits: exact for readers with 64-bit integers, which
 * JavaScript's own parser is not. What a key or value was decoded to stands in `keyDecoded` and `valueDecoded`.
 */
export function messageJson(message: Message, decoded: DecodedParts): string {
  const { topic, partition, offset, timestampMs, timestampType, isAborted } = message;
  const instant = formatIsoInstant(timestampMs);
  const members = [
    `"topic":${JSON.stringify(topic)}`,
    `"partition":${partition}`,
    `"offset":${offset}`,
    `"timestamp":${instant === undefined ? "null" : JSON.stringify(instant)}`,
    `"timestampMs":${timestampMs}`,
    `"timestampType":${JSON.stringify(timestampTypeName(timestampType))}`,
    `"key":${bytesJson(message.key)}`,
    ...decodedMember("keyDecoded", decoded.key),
    `"value":${bytesJson(message.value)}`,
    ...decodedMember("valueDecoded", decoded.value),
    `"headers":${headersJson(message)}`,
    ...(isAborted ? ['"isAborted":true'] : []),
  ];
  return `{${members.join(",")}}`;
}

/** Only what adds something: text is there already, and data that could not be read is as well. */
function decodedMember(name: string, decoded: Decoded | undefined): readonly string[] {
  const json = decoded === undefined ? undefined : decodedJson(decoded);
  return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
}

/** In one line; strings of JSON hold no line breaks of their own. */
export function decodedJson({ kind, text, isCut, format }: Decoded): string | undefined {
  if (isCut || format === "text" || format === "json") return undefined;
  if (kind === "json") return text.replace(/\n\s*/g, "");
  return kind === "text" ? JSON.stringify(text) : undefined;
}
