import type { FilterSpec, RegexFilterSpec } from "./filterSpec";

/**
 * Byte strings of which a hit must hold one, for `ScanFilter.anyOf`. Undefined where none can be told for certain.
 * @param isDecoded messages may also be hits by text they were decoded to, which keeps strings; see `FilterDecoder`
 */
export function bytePrefilter(spec: FilterSpec, isDecoded = false): readonly Buffer[] | undefined {
  if (spec.kind !== "text" && spec.kind !== "regex") return undefined;
  if (!spec.isCaseSensitive) return undefined;
  const literal = spec.kind === "text" ? spec.text : literalStart(spec);
  // a replacement character may stand for bytes that are no text
  const isExact = !/[\p{Cs}\ufffd]/u.test(literal);
  if (literal === "" || !isExact) return undefined;
  if (!isDecoded) return [Buffer.from(literal)];
  const inString = partOfString(literal);
  return inString === undefined ? undefined : [Buffer.from(inString), beginsChunks];
}

/** The plain characters that every match begins with; empty for patterns that are not that simple. */
function literalStart({ pattern }: RegexFilterSpec): string {
  if (/[|]|\(\?/.test(pattern)) return "";
  const [, literal = "", next = ""] = /^\^?([^\\^$.|?*+()[\]{}]*)(.?)/su.exec(pattern) ?? [];
  // the last character may be repeated, or not there at all
  return /[?*+{]/.test(next) ? literal.replace(/.$/su, "") : literal;
}

/**
 * The longest part of the text that only a string can hold: nothing else that is shown (numbers, words such as
 * `true` and `simple(1)`, hex, punctuation) has its characters, and no string ends within it, for it has no quote.
 */
function partOfString(literal: string): string | undefined {
  const parts = literal.split(/["\\\p{Cc}]/u).filter((part) => ofStringsOnly.test(part));
  return parts.toSorted((one, other) => other.length - one.length)[0];
}

/** Any character besides those of numbers, words and punctuation. */
const ofStringsOnly = /[^0-9a-fA-FtrulsnidNIyxmphTZ\s{}[\](),:'+.-]/u;

/** CBOR may write a string in pieces; it then begins with this byte, which text hardly ever holds. */
const beginsChunks = Buffer.of(0x7f);
