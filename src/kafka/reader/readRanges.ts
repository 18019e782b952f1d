import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { OffsetQuestion, ReadPage } from "../gateway";
import type { IsolationLevel, ItemFailure, Offset } from "../model";
import { listOffsets } from "../topics/listOffsets";

export interface ReadableRange {
  readonly start: Offset;
  /** One past the last offset readable at the isolation level. */
  readonly end: Offset;
  /** One past the last offset that exists for readers. */
  readonly highWatermark: Offset;
}

export interface ReadRanges {
  readonly ranges: ReadonlyMap<number, ReadableRange>;
  readonly failures: ReadonlyMap<number, string>;
}

/** Asks where the partitions begin and end now. */
export async function readRanges(
  router: Parameters<typeof listOffsets>[0],
  topic: string,
  partitions: readonly number[],
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<ReadRanges> {
  const ask = (at: "earliest" | "latest"): OffsetQuestion[] =>
    partitions.map((partition) => ({ topic, partition, at }));
  const [outer, stable] = await Promise.all([
    listOffsets(router, [...ask("earliest"), ...ask("latest")], "readUncommitted", signal),
    isolation === "readCommitted" ? listOffsets(router, ask("latest"), isolation, signal) : [],
  ]);
  const ranges = new Map<number, ReadableRange>();
  const failures = new Map<number, string>();
  for (const [index, partition] of partitions.entries()) {
    const start = outer[index];
    const high = outer[index + partitions.length];
    const end = isolation === "readCommitted" ? stable[index] : high;
    const failure = start?.failure ?? high?.failure ?? end?.failure;
    if (
      start?.offset === undefined ||
      high?.offset === undefined ||
      end?.offset === undefined ||
      failure !== undefined
    ) {
      failures.set(partition, failure?.message ?? "The broker did not tell the partition's range.");
    } else {
      ranges.set(partition, { start: start.offset, end: end.offset, highWatermark: high.offset });
    }
  }
  return { ranges, failures };
}

/** What a page tells of the ranges. */
export function visibleRanges({ ranges }: ReadRanges): ReadPage["ranges"] {
  return new Map([...ranges].map(([partition, { start, end }]) => [partition, { start, end }]));
}

/** Why an offset lies outside of what is there; undefined when it does not. */
export function outOfRange(
  offset: Offset,
  { start, highWatermark }: ReadableRange,
): string | undefined {
  if (offset >= start && offset <= highWatermark) return undefined;
  const holds =
    start === highWatermark
      ? `the partition is empty at offset ${start.toString()}`
      : `the partition now holds offsets ${start.toString()} to ${(highWatermark - 1n).toString()}`;
  const what = offset < start ? "no longer exists" : "does not exist";
  return `Offset ${offset.toString()} ${what}: ${holds}.`;
}

/** A sentence for a partition that could not be read any further; an offset out of range names the range. */
export async function failureSentence(
  router: Parameters<typeof listOffsets>[0],
  topic: string,
  { partition, position, failure }: FailedReader,
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<string> {
  const message = failure?.message ?? "The partition could not be read.";
  if (failure?.code !== errorCode.offsetOutOfRange) return message;
  try {
    const { ranges } = await readRanges(router, topic, [partition], isolation, signal);
    const range = ranges.get(partition);
    return (range && outOfRange(position, range)) ?? message;
  } catch (error) {
    // the page was read already: it must not be lost for the want of a better sentence
    if (error instanceof KafkaError && error.kind !== "cancelled") return message;
    throw error;
  }
}

interface FailedReader {
  readonly partition: number;
  readonly position: Offset;
  readonly failure: ItemFailure | undefined;
}
