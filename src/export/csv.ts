import { formatIsoInstant } from "../decode/instants";
import { timestampTypeName } from "../decode/messageText";
import type { Message } from "../kafka/model";
import { decodedJson, exportBytes, headersJson, type DecodedParts } from "./exportedMessage";

const columns = [
  "topic",
  "partition",
  "offset",
  "timestamp",
  "timestampMs",
  "timestampType",
  "key",
  "keyEncoding",
  "keyDecoded",
  "value",
  "valueEncoding",
  "valueDecoded",
  "headers",
  "isAborted",
] as const;

/** The first row. */
export const csvHeader = `${columns.join(",")}\r\n`;

/** One row. `…Encoding` is `utf8`, `base64` or `null`, which tells a tombstone from an empty value. */
export function csvRow(message: Message, decoded: DecodedParts): string {
  const key = exportBytes(message.key);
  const value = exportBytes(message.value);
  const cells: Readonly<Record<(typeof columns)[number], string>> = {
    topic: textCell(message.topic),
    partition: String(message.partition),
    offset: String(message.offset),
    timestamp: formatIsoInstant(message.timestampMs) ?? "",
    timestampMs: String(message.timestampMs),
    timestampType: timestampTypeName(message.timestampType),
    key: textCell(key.text),
    keyEncoding: key.encoding,
    keyDecoded: textCell(decodedCell(decoded.key)),
    value: textCell(value.text),
    valueEncoding: value.encoding,
    valueDecoded: textCell(decodedCell(decoded.value)),
    headers: textCell(headersJson(message)),
    isAborted: String(message.isAborted),
  };
  return `${columns.map((column) => cells[column]).join(",")}\r\n`;
}

function decodedCell(decoded: DecodedParts["key"]): string {
  return (decoded === undefined ? undefined : decodedJson(decoded)) ?? "";
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it, as does text that begins with one:
 * whoever reads the file takes one leading apostrophe away and has the text exactly.
 */
export function textCell(text: string): string {
  const safe = startsLikeFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The full-width forms are taken for the same; white space before them may be left out. */
const startsLikeFormula = /^['\s]|^[=+\-@|%＝＋－＠]/u;
