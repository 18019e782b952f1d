import type { ClusterGateway } from "../kafka/gateway";
import { partitionLag } from "../kafka/groups/lag";
import type { PartitionLag } from "../kafka/groups/lag";
import type { ItemFailure, ListedOffset, TopicPartition } from "../kafka/model";
import { partitionKey } from "../kafka/partitionMap";
import type { GroupOffset } from "./groupOffsets";
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

/** Lag of one partition, from what could be read of it; no `committed` means that there is no commit. */
export function lagOf(
  committed: GroupOffset | undefined,
  { start, end }: MeasuredPartition,
): PartitionLag {
  const watermarks = start === undefined || end === undefined ? undefined : { start, end };
  if (committed?.failure !== undefined) return partitionLag("unknown", watermarks);
  if (committed?.toldLag !== undefined) return { kind: "behind", lag: committed.toldLag };
  return partitionLag(committed?.offset ?? "none", watermarks);
}
