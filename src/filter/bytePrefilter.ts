import type { FilterSpec, RegexFilterSpec } from "./filterSpec";

/**
 * Byte strings of which a hit must hold one, for `ScanFilter.anyOf`. Undefined where none can be told for certain.
 * Sound for undecoded messages only: decoded text need not stand in the bytes.
 */
export function bytePrefilter(spec: FilterSpec): readonly Buffer[] | undefined {
  if (spec.kind !== "text" && spec.kind !== "regex") return undefined;
  if (!spec.isCaseSensitive) return undefined;
  const literal = spec.kind === "text" ? spec.text : literalStart(spec);
  // a replacement character may stand for bytes that are no text
  const isExact = !/[\p{Cs}\ufffd]/u.test(literal);
  return literal !== "" && isExact ? [Buffer.from(literal)] : undefined;
}

/** The plain characters that every match begins with; empty for patterns that are not that simple. */
function literalStart({ pattern }: RegexFilterSpec): string {
  if (/[|]|\(\?/.test(pattern)) return "";
  const [, literal = "", next = ""] = /^\^?([^\\^$.|?*+()[\]{}]*)(.?)/su.exec(pattern) ?? [];
  // the last character may be repeated, or not there at all
  return /[?*+{]/.test(next) ? literal.replace(/.$/su, "") : literal;
}
