import type { ClusterGateway, ReadableRange, TopicIds } from "../../kafka/gateway";
import type { PartitionDescription, TopicPartition } from "../../kafka/model";
import { comparePartitions, PartitionMap } from "../../kafka/partitionMap";
import { rangesBy } from "../../kafka/reader/readRanges";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { readerIsolation } from "./isolation";
import { note, retryNote } from "./notes";
import type { PartitionWords } from "./notes";
import type { Note } from "./protocol/page";
import type { Isolation, TopicChoice } from "./protocol/query";
import { describeChoice } from "./topicChoice";

/** Why a partition cannot be read. */
export interface PartitionProblem extends TopicPartition {
  /** Follows the partition's name. */
  readonly reason: string;
}

/** What can be read of some topics now. */
export interface TopicRanges {
  /** Sorted. */
  readonly topics: readonly string[];
  /** Every partition there is, sorted. */
  readonly partitions: readonly (TopicPartition & PartitionDescription)[];
  readonly readable: PartitionMap<ReadableRange>;
  readonly problems: PartitionMap<PartitionProblem>;
  /** Topics that could not be described at all. */
  readonly failedTopics: readonly { readonly topic: string; readonly reason: string }[];
  /** Without those whose brokers tell none. */
  readonly topicIds: TopicIds;
}

/**
 * Start and end of every partition of the topics; a partition without a leader is a problem of its own.
 * @throws KafkaError when no topic can be described.
 */
export async function describeRanges(
  gateway: ClusterGateway,
  choice: TopicChoice,
  isolation: Isolation,
  signal: AbortSignal,
): Promise<TopicRanges> {
  const described = await describeChoice(gateway, choice, signal);
  const partitions = described
    .flatMap(({ topic, partitions: all }) => all.map((one) => ({ topic, ...one })))
    .sort(comparePartitions);
  const led = partitions.filter(({ leader }) => leader !== undefined);
  const level = readerIsolation(isolation).isolation;
  const read = await rangesBy((...asked) => gateway.listOffsets(...asked, signal), led, level);
  const problems: PartitionProblem[] = read.failures.map(({ topic, partition, message }) => ({
    topic,
    partition,
    reason: message,
  }));
  for (const { topic, partition, leader } of partitions) {
    if (leader !== undefined) continue;
    problems.push({ topic, partition, reason: "no leader, cannot be read now" });
  }
  return {
    topics: described.map(({ topic }) => topic).sort(),
    partitions,
    readable: read.ranges,
    problems: new PartitionMap(problems),
    failedTopics: described.flatMap(({ topic, failure }) =>
      failure === undefined ? [] : [{ topic, reason: failure.message }],
    ),
    topicIds: new Map(
      described.flatMap(({ topic, topicId }) => (topicId === undefined ? [] : [[topic, topicId]])),
    ),
  };
}

/** Chosen partitions that cannot be read, or that end at an open transaction. */
export function rangeNotes(
  all: TopicRanges,
  chosen: readonly TopicPartition[],
  words: PartitionWords,
  format: FormatNumber,
): Note[] {
  const details = chosen.flatMap((one) => {
    if (all.readable.has(one)) return [];
    const reason = all.problems.get(one)?.reason ?? "does not exist";
    return [`${words(one)}: ${reason.replace(/\.$/, "")}.`];
  });
  const notes: Note[] = all.failedTopics.map(({ topic, reason }) =>
    retryNote("warning", `${topic} cannot be read: ${reason}`, []),
  );
  const [only] = details;
  if (only !== undefined) {
    const sum = `${counted(details.length, "partition", format)} cannot be read.`;
    notes.push(retryNote("warning", details.length === 1 ? only : sum, details));
  }
  const open = chosen.flatMap((one) => {
    const range = all.readable.get(one);
    return range !== undefined && range.highWatermark > range.end ? [range] : [];
  });
  return open.length === 0 ? notes : [...notes, openTransactionNote(open, words, format)];
}

function openTransactionNote(
  open: readonly ReadableRange[],
  words: PartitionWords,
  format: FormatNumber,
): Note {
  const count = open.reduce((sum, { highWatermark, end }) => sum + highWatermark - end, 0n);
  const text =
    count === 1n
      ? "1 offset at the end belongs to an open transaction and is not shown."
      : `${format(count)} offsets at the end belong to an open transaction and are not shown.`;
  return note(
    "info",
    text,
    open.map((range) => {
      const { end, highWatermark } = range;
      return `${words(range)}: offsets ${format(end)}–${format(highWatermark - 1n)}.`;
    }),
  );
}
