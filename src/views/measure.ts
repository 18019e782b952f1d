import type { ClusterGateway } from "../kafka/gateway";
import { partitionLag } from "../kafka/groups/lag";
import type { PartitionLag } from "../kafka/groups/lag";
import type { CommittedOffset, ItemFailure, ListedOffset, TopicPartition } from "../kafka/model";
import type { MeasuredPartition } from "./nodes";

/** What is known of one partition's readable range. */
export type Measure = (partition: TopicPartition) => MeasuredPartition;

const notAsked: MeasuredPartition = { start: undefined, end: undefined, failure: undefined };

/** Asks start and end (high watermark) of all partitions together, never one by one. */
export async function measure(
  gateway: ClusterGateway,
  partitions: readonly TopicPartition[],
  signal: AbortSignal,
): Promise<Measure> {
  if (partitions.length === 0) return () => notAsked;
  const ask = (at: "earliest" | "latest"): Promise<readonly ListedOffset[]> =>
    gateway.listOffsets(
      partitions.map(({ topic, partition }) => ({ topic, partition, at })),
      "readUncommitted",
      signal,
    );
  const [starts, ends] = await Promise.all([ask("earliest"), ask("latest")]);
  const measured = new Map<string, MeasuredPartition>();
  partitions.forEach((partition, index) => {
    const [start, end] = [starts[index], ends[index]];
    const failure: ItemFailure | undefined = start?.failure ?? end?.failure;
    measured.set(partitionKey(partition), { start: start?.offset, end: end?.offset, failure });
  });
  return (partition) => measured.get(partitionKey(partition)) ?? notAsked;
}

/** Topic names contain no colon, so keys of different partitions differ. */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`;
}

/** In one pass: a group may have thousands of partitions. */
export function groupByTopic<T extends TopicPartition>(
  partitions: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const byTopic = new Map<string, T[]>();
  for (const partition of partitions) {
    const known = byTopic.get(partition.topic);
    if (known === undefined) byTopic.set(partition.topic, [partition]);
    else known.push(partition);
  }
  return byTopic;
}

/** Lag of one partition, from what could be read of it; no `committed` means that there is no commit. */
export function lagOf(
  committed: CommittedOffset | undefined,
  { start, end }: MeasuredPartition,
): PartitionLag {
  const watermarks = start === undefined || end === undefined ? undefined : { start, end };
  if (committed?.failure !== undefined) return partitionLag("unknown", watermarks);
  return partitionLag(committed?.offset ?? "none", watermarks);
}
