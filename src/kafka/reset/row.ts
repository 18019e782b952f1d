import type { Offset, TopicPartition } from "../model";
import type { PartitionFacts } from "./facts";
import type { PriorCommit, ResetRequest, ResetTarget, RowTarget } from "./target";

/**
 * What the move means to a consumer. Counts are offsets, not messages: compaction and transaction markers leave
 * holes. Only readable offsets are counted, so a commit before the log start or past the end may replay or skip 0.
 */
export type Effect =
  | { readonly kind: "replays"; readonly offsets: bigint }
  | { readonly kind: "skips"; readonly offsets: bigint }
  | { readonly kind: "firstCommit" }
  /** The commit is taken away: the consumer's auto.offset.reset decides where it begins. */
  | { readonly kind: "deletesCommit" }
  /** It is at its target already. */
  | { readonly kind: "unchanged" }
  /** Nothing is asked of it, or nothing can be: a note says why. */
  | { readonly kind: "leftAlone" };

export type RowNote =
  | { readonly kind: "raisedToStart"; readonly asked: Offset }
  | { readonly kind: "loweredToEnd"; readonly asked: Offset }
  /** No message is at or after the timestamp: the target is the end, as in Kafka's tool. */
  | { readonly kind: "noMessageSince"; readonly partitionIsEmpty: boolean }
  /** There is no current offset to keep: the target is the end, as in Kafka's tool. */
  | { readonly kind: "noCommitToKeep" }
  /** There is no committed offset to shift from. */
  | { readonly kind: "noCommitToShift" }
  /** The file does not name it. */
  | { readonly kind: "notInFile" }
  /** The group to copy from has no commit for it. */
  | { readonly kind: "noCommitToCopy" }
  | { readonly kind: "committedBeforeStart"; readonly deletedOffsets: bigint }
  | { readonly kind: "committedPastEnd"; readonly offsets: bigint }
  /** An undo goes back to where nothing can be read any more: auto.offset.reset will decide. */
  | { readonly kind: "targetBeforeStart"; readonly deletedOffsets: bigint }
  | { readonly kind: "targetPastEnd"; readonly offsets: bigint };

export interface ResetRow extends TopicPartition {
  readonly start: Offset;
  readonly end: Offset;
  /** Undefined: the group has no commit here; an undo deletes what is committed. */
  readonly committed: Offset | undefined;
  /** Of the commit, for an undo. */
  readonly metadata: string;
  readonly leaderEpoch: number;
  /**
   * Inside start … end, except for `current` and an undo. Undefined: no offset is committed; the effect tells
   * whether the commit is deleted or left alone.
   */
  readonly target: Offset | undefined;
  /** What is committed along with the target; only an undo brings any. */
  readonly targetMetadata: string;
  readonly targetLeaderEpoch: number;
  readonly effect: Effect;
  readonly notes: readonly RowNote[];
  /** The person's own target stands here. */
  readonly isEdited: boolean;
}

interface Aim {
  /** Undefined: no commit. */
  readonly offset: Offset | undefined;
  readonly notes: readonly RowNote[];
  readonly isLeftAlone?: true;
  readonly metadata?: string;
  readonly leaderEpoch?: number;
}

/** @param named what a file or a change to undo says of the partition */
export function planRow(
  { target, overrides }: ResetRequest,
  facts: PartitionFacts,
  named: PriorCommit | undefined,
): ResetRow {
  const { topic, partition, start, end, committed, metadata, leaderEpoch } = facts;
  const override = overrides?.get(facts);
  const aim = aimAt(override?.target ?? target, facts, named);
  const isLeftAlone = aim.isLeftAlone === true;
  return {
    topic,
    partition,
    start,
    end,
    committed,
    metadata,
    leaderEpoch,
    target: isLeftAlone ? undefined : aim.offset,
    targetMetadata: aim.metadata ?? "",
    targetLeaderEpoch: aim.leaderEpoch ?? -1,
    effect: isLeftAlone ? { kind: "leftAlone" } : effectOf(aim.offset, facts),
    notes: [...aim.notes, ...notesOnCommitted(facts)],
    isEdited: override !== undefined,
  };
}

function aimAt(
  target: ResetTarget | RowTarget,
  facts: PartitionFacts,
  named: PriorCommit | undefined,
): Aim {
  const { start, end, committed, sourceOffset } = facts;
  switch (target.to) {
    case "earliest":
      return { offset: start, notes: [] };
    case "latest":
      return { offset: end, notes: [] };
    case "current":
      if (committed === undefined) return { offset: end, notes: [{ kind: "noCommitToKeep" }] };
      return { offset: committed, notes: [] };
    case "offset":
      return clamp(target.offset, facts);
    case "shiftBy":
      if (committed === undefined) return leftAlone({ kind: "noCommitToShift" });
      return clamp(committed + target.offsets, facts);
    case "timestamp":
    case "duration":
      return aimAtTime(facts);
    case "offsets":
      if (named?.offset === undefined) return leftAlone({ kind: "notInFile" });
      return clamp(named.offset, facts);
    case "group":
      if (sourceOffset === undefined) return leftAlone({ kind: "noCommitToCopy" });
      return clamp(sourceOffset, facts);
    case "noCommit":
      return { offset: undefined, notes: [] };
    case "asIs":
      return leftAlone();
    case "restore":
      return named === undefined ? leftAlone() : aimBack(named, facts);
  }
}

function leftAlone(...notes: readonly RowNote[]): Aim {
  return { offset: undefined, notes, isLeftAlone: true };
}

function aimAtTime(facts: PartitionFacts): Aim {
  const { start, end, foundOffset } = facts;
  if (foundOffset === undefined) {
    return { offset: end, notes: [{ kind: "noMessageSince", partitionIsEmpty: start === end }] };
  }
  // The range was read before the lookup: a message found past that end is a newcomer, and every offset
  // between the two is older than the timestamp, so the end loses nothing.
  return { offset: clamp(foundOffset, facts).offset, notes: [] };
}

function clamp(asked: Offset, { start, end }: PartitionFacts): Aim {
  if (asked > end) return { offset: end, notes: [{ kind: "loweredToEnd", asked }] };
  if (asked < start) return { offset: start, notes: [{ kind: "raisedToStart", asked }] };
  return { offset: asked, notes: [] };
}

function aimBack({ offset, metadata, leaderEpoch }: PriorCommit, facts: PartitionFacts): Aim {
  if (offset === undefined) return { offset, notes: [] };
  const { start, end } = facts;
  const notes: RowNote[] = [];
  if (offset < start) notes.push({ kind: "targetBeforeStart", deletedOffsets: start - offset });
  if (offset > end) notes.push({ kind: "targetPastEnd", offsets: offset - end });
  return { offset, metadata, leaderEpoch, notes };
}

function effectOf(target: Offset | undefined, facts: PartitionFacts): Effect {
  const { committed } = facts;
  if (target === committed) return { kind: "unchanged" };
  if (target === undefined) return { kind: "deletesCommit" };
  if (committed === undefined) return { kind: "firstCommit" };
  return target < committed
    ? { kind: "replays", offsets: readableBetween(target, committed, facts) }
    : { kind: "skips", offsets: readableBetween(committed, target, facts) };
}

function readableBetween(from: Offset, to: Offset, { start, end }: PartitionFacts): bigint {
  const first = from > start ? from : start;
  const behind = to < end ? to : end;
  return behind > first ? behind - first : 0n;
}

function notesOnCommitted({ start, end, committed }: PartitionFacts): RowNote[] {
  if (committed === undefined) return [];
  if (committed < start) {
    return [{ kind: "committedBeforeStart", deletedOffsets: start - committed }];
  }
  if (committed > end) return [{ kind: "committedPastEnd", offsets: committed - end }];
  return [];
}
