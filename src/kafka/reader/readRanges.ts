import { errorCode } from "../connection/failure";
import type { OffsetQuestion, PartitionFailure, ReadableRange } from "../gateway";
import type { IsolationLevel, ItemFailure, ListedOffset, Offset, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import { listOffsets } from "../topics/listOffsets";
import { partitionFailure } from "./partitionFailure";

type RangeRouter = Parameters<typeof listOffsets>[0];

export interface ReadRanges {
  readonly ranges: PartitionMap<ReadableRange>;
  readonly failures: readonly PartitionFailure[];
}

/** Asks where the partitions begin and end now. */
export function readRanges(
  router: RangeRouter,
  partitions: readonly TopicPartition[],
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<ReadRanges> {
  return rangesBy(
    (questions, level) => listOffsets(router, questions, level, signal),
    partitions,
    isolation,
  );
}

export type AskOffsets = (
  questions: readonly OffsetQuestion[],
  isolation: IsolationLevel,
) => Promise<readonly ListedOffset[]>;

/**
 * Where partitions begin and end, by whoever lists offsets: per leader three requests at once, because one carries
 * one timestamp per partition and one isolation level. High watermarks are asked before last stable offsets:
 * where one is below, it is for an open transaction and not for what was written in between.
 */
export async function rangesBy(
  ask: AskOffsets,
  partitions: readonly TopicPartition[],
  isolation: IsolationLevel,
): Promise<ReadRanges> {
  const every = (at: "earliest" | "latest"): OffsetQuestion[] =>
    partitions.map(({ topic, partition }) => ({ topic, partition, at }));
  const [outer, stable] = await Promise.all([
    ask([...every("earliest"), ...every("latest")], "readUncommitted"),
    ask(every("latest"), "readCommitted"),
  ]);
  const ranges: ReadableRange[] = [];
  const failures: PartitionFailure[] = [];
  for (const [index, { topic, partition }] of partitions.entries()) {
    const answers = [outer[index], outer[index + partitions.length], stable[index]];
    const [start, high, lastStableOffset] = answers.map((answer) => answer?.offset);
    if (start === undefined || high === undefined || lastStableOffset === undefined) {
      const failure = answers.find((answer) => answer?.failure !== undefined)?.failure;
      failures.push(partitionFailure({ topic, partition }, failure ?? unknownRange));
      continue;
    }
    // more was written in between, and committed
    const highWatermark = high > lastStableOffset ? high : lastStableOffset;
    const end = isolation === "readCommitted" ? lastStableOffset : highWatermark;
    ranges.push({ topic, partition, start, end, highWatermark, lastStableOffset });
  }
  return { ranges: new PartitionMap(ranges), failures };
}

const unknownRange: ItemFailure = {
  code: errorCode.offsetNotAvailable,
  message: "The broker did not tell the partition's range.",
};

/** Why an offset lies outside of what is there; undefined when it does not. */
export function outOfRange(
  offset: Offset,
  { start, highWatermark }: Pick<ReadableRange, "highWatermark" | "start">,
): ItemFailure | undefined {
  if (offset >= start && offset <= highWatermark) return undefined;
  const holds =
    start === highWatermark
      ? `the partition is empty at offset ${start.toString()}`
      : `the partition now holds offsets ${start.toString()} to ${(highWatermark - 1n).toString()}`;
  const what = offset < start ? "no longer exists" : "does not exist";
  const message = `Offset ${offset.toString()} ${what}: ${holds}.`;
  return { code: errorCode.offsetOutOfRange, message };
}
