import { hexBytes, hexDump } from "./hex";
import { prettyJson } from "./json";
import { cutUtf8, strictUtf8 } from "./utf8";
import { visibleLine, visibleText } from "./visibleText";

/** What the bytes of a key, a value or a header are, found out from the bytes alone. */
export type ContentKind = "missing" | "empty" | "text" | "json" | "binary";

/** Bytes as text, when they are text: valid UTF-8 that does not look like a binary format. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = strictUtf8(bytes);
  return text === undefined || looksBinary(text) ? undefined : text;
}

/**
 * Numbers in binary (a Java long key) and schema-prefixed formats are often valid UTF-8 by chance. They hold NUL
 * or are mostly control characters; text formats with a few of them (FIX) stay text.
 */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, sampleCharacters);
  if (sample.includes("\0")) return true;
  const controls = sample.match(unusualControls)?.length ?? 0;
  return controls * 3 > sample.length;
}

const sampleCharacters = 64 * 1024;
/** Without tab and line breaks, which text has. */
const unusualControls = /(?![\t\n\r])\p{Cc}/gu;

/** One line for a cell, every character of it visible. */
export interface ContentSummary {
  readonly kind: ContentKind;
  readonly text: string;
  readonly sizeBytes: number;
}

/** For a row of a table: cheap, whatever the size of the bytes. */
export function summarize(bytes: Uint8Array | undefined, maxCharacters: number): ContentSummary {
  if (bytes === undefined) return { kind: "missing", text: "", sizeBytes: 0 };
  const sizeBytes = bytes.length;
  if (sizeBytes === 0) return { kind: "empty", text: "", sizeBytes };

  const start = cutUtf8(bytes, maxCharacters * maxBytesPerCharacter);
  const text = decodeText(start);
  if (text === undefined) {
    const shown = bytes.subarray(0, Math.ceil(maxCharacters / 3));
    const isCut = shown.length < sizeBytes;
    return { kind: "binary", text: hexBytes(shown) + (isCut ? " …" : ""), sizeBytes };
  }
  const line = visibleLine(text, maxCharacters);
  const isCut = start.length < sizeBytes && !line.endsWith("…");
  const kind = /^\s*[[{]/.test(text) ? "json" : "text";
  return { kind, text: isCut ? `${line}…` : line, sizeBytes };
}

const maxBytesPerCharacter = 4;

/** Everything a detail view shows of some bytes, cut to the asked sizes. */
export interface ContentDetail {
  readonly kind: ContentKind;
  readonly sizeBytes: number;
  /** Indented JSON; undefined for everything else, and for JSON that is cut. */
  readonly pretty: string | undefined;
  /** As it is; undefined for binary content. */
  readonly raw: string | undefined;
  readonly hex: string;
  /** Bytes `raw` (and `pretty`) were made from. */
  readonly shownBytes: number;
  readonly hexShownBytes: number;
}

export interface ContentLimits {
  readonly textBytes: number;
  readonly hexBytes: number;
}

export function describeContent(
  bytes: Uint8Array | undefined,
  limits: ContentLimits,
): ContentDetail {
  if (bytes === undefined || bytes.length === 0) {
    const kind = bytes === undefined ? "missing" : "empty";
    const none = { pretty: undefined, raw: undefined, hex: "", shownBytes: 0, hexShownBytes: 0 };
    return { kind, sizeBytes: 0, ...none };
  }
  const shown = cutUtf8(bytes, limits.textBytes);
  const text = decodeText(shown);
  const hexShown = bytes.subarray(0, limits.hexBytes);
  const pretty = text !== undefined && shown.length === bytes.length ? prettyJson(text) : undefined;
  return {
    kind: text === undefined ? "binary" : pretty === undefined ? "text" : "json",
    sizeBytes: bytes.length,
    pretty: pretty === undefined ? undefined : visibleText(pretty, { keepLines: true }),
    raw: text === undefined ? undefined : visibleText(text, { keepLines: true }),
    hex: hexDump(hexShown),
    shownBytes: text === undefined ? 0 : shown.length,
    hexShownBytes: hexShown.length,
  };
}
