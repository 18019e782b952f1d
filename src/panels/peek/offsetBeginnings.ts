import type { ReadableRange } from "../../kafka/gateway";
import type { Offset, Position, TopicPartition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { note } from "./notes";
import type { Note } from "./protocol/page";
import type { Asking, Beginning, Offsets, Ranges } from "./beginning";

type Words = Pick<Asking, "format" | "words">;

/** Reads upwards from each offset, moved into the readable range where it lies outside. */
export function fromOffsets(wanted: Offsets, ranges: Ranges, words: Words): Beginning {
  const from: Position[] = [];
  const below: string[] = [];
  const above: string[] = [];
  for (const { topic, partition, offset } of wanted.values()) {
    const range = ranges.get({ topic, partition });
    if (range === undefined) continue;
    from.push({ topic, partition, offset: clamp(offset, range) });
    if (offset < range.start) below.push(outside(range, offset, words, "start"));
    else if (offset > range.end) above.push(outside(range, offset, words, "end"));
  }
  const notes = [...sumUp(below, words.format), ...sumUp(above, words.format)];
  return { direction: "forward", from: new PartitionMap(from), notes };
}

/** The same for offsets that need not be known everywhere; partitions without one are not read. */
export function fromNamedOffsets(
  label: string,
  wanted: Offsets,
  ranges: Ranges,
  words: Words,
): Beginning {
  const beginning = fromOffsets(wanted, ranges, words);
  const without = ranges.values().filter((range) => !wanted.has(range));
  if (without.length === 0) return beginning;
  const left = withoutOffsetNote(label, without, words);
  return { ...beginning, notes: [...beginning.notes, left] };
}

function withoutOffsetNote(
  label: string,
  without: readonly TopicPartition[],
  { format, words }: Words,
): Note {
  const sum = `${label}: no offset in ${counted(without.length, "partition", format)}, left out.`;
  const details = without.map((partition) => `${words(partition)}: no offset.`);
  return note("info", sum, details);
}

function sumUp(details: readonly string[], format: FormatNumber): Note[] {
  const [only] = details;
  if (only === undefined) return [];
  const others = counted(details.length - 1, "other partition", format);
  const text = details.length === 1 ? only : `${only} The same in ${others}.`;
  return [note("warning", text, details)];
}

function outside(
  range: ReadableRange,
  offset: Offset,
  { format, words }: Words,
  side: "start" | "end",
): string {
  const { start, end } = range;
  const holds =
    start === end
      ? `no offsets to read (its end is ${format(end)})`
      : `offsets ${format(start)}–${format(end - 1n)}`;
  const is = side === "start" ? "no longer exists" : "is not written yet";
  const shown = side === "start" ? "its first" : "its end";
  return `${words(range)}: offset ${format(offset)} ${is}, it has ${holds}. Shown from ${shown}.`;
}

export function clamp(offset: Offset, { start, end }: ReadableRange): Offset {
  return offset < start ? start : offset > end ? end : offset;
}
