import type { TopicPartition } from "../model";
import { comparePartitions, partitionKey, PartitionMap } from "../partitionMap";
import type { GroupMoment, MomentMember } from "./moments";
import { ownersOf } from "./owners";
import type { TimelineMember, TimelineMembers } from "./timelineMembers";

/** Who owned a partition from when to when, as far as it was seen. */
export interface OwnershipSpan extends TopicPartition {
  /** Undefined: nobody. */
  readonly memberId: string | undefined;
  /** The member's short name; empty for nobody. */
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface OpenSpan {
  readonly owner: TimelineMember | undefined;
  readonly fromMs: number;
}

/**
 * A span lasts from the moment its owner was first seen to the first one that shows another, and ends where nobody
 * watched. Partitions of share groups have a span for each of their members at a time. Sorted by partition and time.
 */
export function ownershipSpans(
  moments: readonly GroupMoment[],
  members: TimelineMembers,
): OwnershipSpan[] {
  const partitions = new PartitionMap<TopicPartition>(moments.flatMap((one) => one.partitions));
  const owners = moments.map(({ members: held }) => ownersOf(held));
  return [...partitions.values()]
    .sort(comparePartitions)
    .flatMap(({ topic, partition }) => spansOf({ topic, partition }, moments, owners, members));
}

function spansOf(
  partition: TopicPartition,
  moments: readonly GroupMoment[],
  owners: readonly ReadonlyMap<string, readonly MomentMember[]>[],
  members: TimelineMembers,
): OwnershipSpan[] {
  const key = partitionKey(partition);
  const spans: OwnershipSpan[] = [];
  const open = new Map<string, OpenSpan>();
  const close = (toMs: number, isOver: (memberId: string) => boolean): void => {
    for (const [id, { owner, fromMs }] of open) {
      if (!isOver(id)) continue;
      const { memberId, label = "" } = owner ?? {};
      spans.push({ ...partition, memberId, label, fromMs, toMs });
      open.delete(id);
    }
  };
  moments.forEach((moment, index) => {
    const owning = (owners[index]?.get(key) ?? []).map((member) => members.of(member));
    const now = new Map<string, TimelineMember | undefined>(
      owning.length === 0 ? [["", undefined]] : owning.map((owner) => [owner.memberId, owner]),
    );
    const before = moments[index - 1];
    if (before !== undefined && moment.interruption !== undefined) close(before.atMs, () => true);
    close(moment.atMs, (id) => !now.has(id));
    for (const [id, owner] of now) {
      if (!open.has(id)) open.set(id, { owner, fromMs: moment.atMs });
    }
  });
  const last = moments.at(-1);
  if (last !== undefined) close(last.atMs, () => true);
  return spans.sort((one, other) => one.fromMs - other.fromMs);
}
