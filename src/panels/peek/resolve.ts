import { visibleText } from "../../decode/visibleText";
import type { ClusterGateway } from "../../kafka/gateway";
import type { ListedOffset, Offset, OffsetSpec } from "../../kafka/model";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { readerIsolation } from "./isolation";
import type { Isolation, Note, Position } from "./protocol";

/** A partition that can be read. */
export interface ReadableRange {
  readonly start: Offset;
  /** Last stable offset, or high watermark, as the isolation says. */
  readonly end: Offset;
  readonly highWatermark: Offset;
}

export type Ranges = ReadonlyMap<number, ReadableRange>;

/** Where reading begins: upwards from these offsets, or downwards from before them. */
export interface Beginning {
  readonly direction: "forward" | "backward";
  readonly from: ReadonlyMap<number, Offset>;
  readonly notes: readonly Note[];
}

/** A position whose numbers have been read from the text a person typed. */
export type ResolvedPosition =
  | Exclude<Position, { kind: "timestamp" }>
  | { readonly kind: "timestamp"; readonly timestampMs: bigint; readonly text: string };

/** Whom to ask about which topic, and how to answer. */
export interface Asking {
  readonly gateway: ClusterGateway;
  readonly topic: string;
  readonly isolation: Isolation;
  readonly format: FormatNumber;
  readonly signal: AbortSignal;
}

/** Finds the offset of a position in every one of `ranges`, and words for where that is not what was asked. */
export async function resolveBeginning(
  position: ResolvedPosition,
  ranges: Ranges,
  asking: Asking,
): Promise<Beginning> {
  const { gateway, topic, isolation, format, signal } = asking;
  switch (position.kind) {
    case "latest":
      return { direction: "backward", from: ends(ranges), notes: [] };
    case "earliest":
      return { direction: "forward", from: mapRanges(ranges, ({ start }) => start), notes: [] };
    case "offset": {
      const offset = BigInt(position.offset);
      return fromOffsets(
        mapRanges(ranges, () => offset),
        ranges,
        format,
      );
    }
    case "offsets":
      return fromNamedOffsets(position, ranges, format);
    case "timestamp": {
      const at = { timestampMs: position.timestampMs };
      const found = await askOffsets(gateway, topic, [...ranges.keys()], at, isolation, signal);
      return fromTimestamp(position.text, found, ranges, format);
    }
  }
}

/** One ListOffsets question for each partition. */
export async function askOffsets(
  gateway: ClusterGateway,
  topic: string,
  partitions: readonly number[],
  at: OffsetSpec,
  isolation: Isolation,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, ListedOffset>> {
  if (partitions.length === 0) return new Map();
  const questions = partitions.map((partition) => ({ topic, partition, at }));
  const level = readerIsolation(isolation).isolation;
  const listed = await gateway.listOffsets(questions, level, signal);
  return new Map(listed.map((answer) => [answer.partition, answer]));
}

function fromNamedOffsets(
  position: Extract<Position, { kind: "offsets" }>,
  ranges: Ranges,
  format: FormatNumber,
): Beginning {
  const wanted = new Map<number, Offset>();
  for (const { partition, offset } of position.offsets) {
    if (ranges.has(partition)) wanted.set(partition, BigInt(offset));
  }
  const beginning = fromOffsets(wanted, ranges, format);
  const without = [...ranges.keys()].filter((partition) => !wanted.has(partition));
  if (without.length === 0) return beginning;
  const sum = `${position.label}: no offset in ${counted(without.length, "partition", format)}, left out.`;
  const left = note(
    "info",
    sum,
    without.map((partition) => `Partition ${partition}: no offset.`),
  );
  return { ...beginning, notes: [...beginning.notes, left] };
}

/** Reads upwards from each offset, moved into the readable range where it lies outside. */
function fromOffsets(
  wanted: ReadonlyMap<number, Offset>,
  ranges: Ranges,
  format: FormatNumber,
): Beginning {
  const from = new Map<number, Offset>();
  const below: string[] = [];
  const above: string[] = [];
  for (const [partition, offset] of wanted) {
    const range = ranges.get(partition);
    if (range === undefined) continue;
    from.set(partition, clamp(offset, range));
    if (offset < range.start) below.push(belowStart(partition, offset, range, format));
    else if (offset > range.end) above.push(aboveEnd(partition, offset, range, format));
  }
  return { direction: "forward", from, notes: [...sumUp(below, format), ...sumUp(above, format)] };
}

function sumUp(details: readonly string[], format: FormatNumber): Note[] {
  const [only] = details;
  if (only === undefined) return [];
  const others = counted(details.length - 1, "other partition", format);
  const text = details.length === 1 ? only : `${only} The same in ${others}.`;
  return [note("warning", text, details)];
}

function belowStart(
  partition: number,
  offset: Offset,
  range: ReadableRange,
  format: FormatNumber,
): string {
  return `Partition ${partition}: offset ${format(offset)} no longer exists, it has ${rangeText(range, format)}. Shown from its first.`;
}

function aboveEnd(
  partition: number,
  offset: Offset,
  range: ReadableRange,
  format: FormatNumber,
): string {
  return `Partition ${partition}: offset ${format(offset)} is not written yet, it has ${rangeText(range, format)}. Shown from its end.`;
}

function rangeText({ start, end }: ReadableRange, format: FormatNumber): string {
  if (start === end) return `no offsets to read (its end is ${format(end)})`;
  return `offsets ${format(start)}–${format(end - 1n)}`;
}

function fromTimestamp(
  text: string,
  found: ReadonlyMap<number, ListedOffset>,
  ranges: Ranges,
  format: FormatNumber,
): Beginning {
  const from = new Map<number, Offset>();
  const none: string[] = [];
  const failed: string[] = [];
  for (const [partition, range] of ranges) {
    const answer = found.get(partition);
    if (answer?.failure !== undefined) {
      failed.push(`Partition ${partition}: ${answer.failure.message}`);
    } else if (answer?.offset === undefined) {
      none.push(`Partition ${partition}: no message at or after ${text}, showing the end.`);
      from.set(partition, range.end);
    } else {
      from.set(partition, clamp(answer.offset, range));
    }
  }
  const notes: Note[] = [];
  const hasNothing = from.size > 0 && none.length === from.size;
  if (hasNothing) {
    const sum = `No message at or after ${text}: showing the latest messages instead.`;
    notes.push(note("warning", sum, none));
  } else if (none.length > 0) {
    const sum = `No message at or after ${text} in ${none.length} of ${from.size} partitions: showing the end there.`;
    notes.push(note("info", sum, none));
  }
  if (failed.length > 0) {
    const sum = `The time could not be looked up in ${counted(failed.length, "partition", format)}.`;
    notes.push({ ...note("error", sum, failed), canRetry: true });
  }
  return { direction: hasNothing ? "backward" : "forward", from, notes };
}

function ends(ranges: Ranges): ReadonlyMap<number, Offset> {
  return mapRanges(ranges, ({ end }) => end);
}

function mapRanges(ranges: Ranges, pick: (range: ReadableRange) => Offset): Map<number, Offset> {
  return new Map([...ranges].map(([partition, range]) => [partition, pick(range)]));
}

function clamp(offset: Offset, { start, end }: ReadableRange): Offset {
  return offset < start ? start : offset > end ? end : offset;
}

/** What brokers say in it is made visible. */
export function note(severity: Note["severity"], text: string, details: readonly string[]): Note {
  return {
    severity,
    text: visibleText(text),
    details: details.map((detail) => visibleText(detail)),
    canRetry: false,
  };
}
