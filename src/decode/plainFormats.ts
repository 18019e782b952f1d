import { decodeText } from "./content";
import { DecodeError } from "./decodeError";
import { decodeHex, type DecodeOptions, type DecodedText, type FormatDecoder } from "./format";
import { maxJsonCharacters, prettyJson } from "./json";
import { cutUtf8, strictUtf8 } from "./utf8";

const decodePlainText: FormatDecoder = (bytes, options) => {
  const shown = cutUtf8(bytes, options.maxCharacters);
  const text = strictUtf8(shown);
  if (text === undefined) throw new DecodeError(notUtf8(shown));
  return { kind: "text", text, isCut: shown.length < bytes.length };
};

/** Indented, but not parsed: see `prettyJson`. Above a size it stays as it is. */
const decodeJson: FormatDecoder = (bytes, options) => {
  if (bytes.length > maxJsonBytes) return decodePlainText(bytes, options);
  const text = strictUtf8(bytes);
  if (text === undefined) throw new DecodeError(notUtf8(bytes));
  return jsonText(text, options) ?? refuseJson(text, options);
};

/** Characters are at least a byte each. */
const maxJsonBytes = maxJsonCharacters;

/** Text that is a JSON object or array, indented; undefined for all else. */
export function jsonText(text: string, options: DecodeOptions): DecodedText | undefined {
  const pretty = prettyJson(text);
  return pretty === undefined ? undefined : cutText("json", pretty, options);
}

function refuseJson(text: string, options: DecodeOptions): DecodedText {
  let why: string;
  try {
    JSON.parse(text);
    if (!/^\s*[[{]/.test(text)) return cutText("json", text.trim(), options);
    why = "It is JSON, but nested too deep to be indented.";
  } catch (error) {
    const at = /at position (\d+)/.exec(String(error))?.[1];
    why = at === undefined ? "It is not JSON." : `It is not JSON: see character ${at}.`;
  }
  throw new DecodeError(why);
}

function cutText(kind: "json" | "text", text: string, options: DecodeOptions): DecodedText {
  const isCut = text.length > options.maxCharacters;
  if (!isCut) return { kind, text, isCut };
  const isPair = /[\ud800-\udbff]/.test(text.charAt(options.maxCharacters - 1));
  return { kind, text: text.slice(0, options.maxCharacters - (isPair ? 1 : 0)), isCut };
}

/** Where the first byte is that no UTF-8 has there. */
export function notUtf8(bytes: Uint8Array): string {
  let good = 0;
  let bad = bytes.length + 1;
  // the longest beginning that is text: halving finds it
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (strictUtf8(cutUtf8(bytes, middle)) === undefined) bad = middle;
    else good = middle;
  }
  return good === bytes.length
    ? "It is mostly control characters, which text is not."
    : `It is not UTF-8 text: byte ${good} cannot be part of it.`;
}

/** Text as it is, JSON indented; binary content is refused although it may be valid UTF-8 by chance. */
export function decodeAsText(bytes: Uint8Array, options: DecodeOptions): DecodedText | undefined {
  const shown = cutUtf8(bytes, Math.max(options.maxCharacters, 1));
  const start = decodeText(shown);
  if (start === undefined) return undefined;
  if (/^\s*[[{]/.test(start) && bytes.length <= maxJsonBytes) {
    const whole = strictUtf8(bytes);
    const json = whole === undefined ? undefined : jsonText(whole, options);
    if (json !== undefined) return json;
  }
  return { kind: "text", text: start, isCut: shown.length < bytes.length };
}

const decodeBase64: FormatDecoder = (bytes, { maxCharacters }) => {
  const shown = bytes.subarray(0, Math.floor(maxCharacters / 4) * 3);
  const text = Buffer.from(shown).toString("base64");
  return { kind: "binary", text, isCut: shown.length < bytes.length };
};

/** Formats that need nothing but the bytes, structured ones apart. */
export const plainFormats = {
  text: decodePlainText,
  json: decodeJson,
  hex: decodeHex,
  base64: decodeBase64,
} as const satisfies Readonly<Record<string, FormatDecoder>>;
