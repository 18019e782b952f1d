import type { Offset } from "../../kafka/model";

/** "0–4, 7 (6 messages)", in the order of the offsets; "no message" for none. */
export function offsetsText(offsets: Iterable<Offset>): string {
  const sorted = [...offsets].sort((a, b) => (a < b ? -1 : 1));
  if (sorted.length === 0) return "no message";
  const ranges: { from: Offset; to: Offset }[] = [];
  for (const offset of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && offset <= last.to + 1n) last.to = offset;
    else ranges.push({ from: offset, to: offset });
  }
  const words = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  const count = sorted.length === 1 ? "1 message" : `${sorted.length} messages`;
  return `${sorted.length === 1 ? "offset" : "offsets"} ${words.join(", ")} (${count})`;
}

/** `offsetsText` of all offsets from the first up to but without the last. */
export function rangeText(from: number, to: number): string {
  return offsetsText(Array.from({ length: to - from }, (_, index) => BigInt(from + index)));
}

/** "offset 5", or "no commit", which is not offset 0. */
export function commitText(offset: Offset | undefined): string {
  return offset === undefined ? "no commit" : `offset ${offset}`;
}
