import { auditLog, auditLogEnd, auditLogStart } from "./auditLog";
import { orders } from "./orders";
import type { SeedTarget } from "./topicSeed";

export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** A group without members, and where its commits stand. */
export interface EmptyGroup {
  readonly groupId: string;
  commits(ends: readonly bigint[]): readonly Commit[];
  readonly topic: string;
}

/** Each in another of the situations a group's commits can be in. */
export const emptyGroups: readonly EmptyGroup[] = [
  onEachPartition("orders-billing", orders.name, (end) => end),
  onEachPartition(
    "orders-shipping",
    orders.name,
    (end, partition) => end - BigInt(150 * (partition + 1)),
  ),
  onEachPartition("orders-analytics", orders.name, (end, partition) =>
    partition < 3 ? end - 40n : undefined,
  ),
  onEachPartition("audit-past-the-end", auditLog.name, () => BigInt(auditLogEnd + 500)),
  onEachPartition("audit-before-the-start", auditLog.name, () => BigInt(auditLogStart - 450)),
];

export async function endOffsetsOf(topic: string, { admin }: SeedTarget): Promise<bigint[]> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.toSorted((a, b) => a.partition - b.partition).map(({ high }) => BigInt(high));
}

function onEachPartition(
  groupId: string,
  topic: string,
  offsetOf: (end: bigint, partition: number) => bigint | undefined,
): EmptyGroup {
  return {
    groupId,
    topic,
    commits: (ends) =>
      ends.flatMap((end, partition) => {
        const offset = offsetOf(end, partition);
        return offset === undefined ? [] : [{ topic, partition, offset }];
      }),
  };
}
