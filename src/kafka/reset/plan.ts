import type { GroupMember, GroupState, GroupType, Offset, TopicPartition } from "../model";
import type { PartitionFacts, ResetFacts } from "./facts";
import { findObstacle, type Obstacle } from "./obstacle";
import type { ResetRequest, ResetScope, ResetTarget } from "./target";
import { findWarnings } from "./warnings";

/**
 * What the move means to a consumer. Counts are offsets, not messages: compaction and transaction markers leave
 * holes. Only readable offsets are counted, so a commit before the log start or past the end may replay or skip 0.
 */
export type Effect =
  | { readonly kind: "replays"; readonly offsets: bigint }
  | { readonly kind: "skips"; readonly offsets: bigint }
  | { readonly kind: "firstCommit" }
  | { readonly kind: "unchanged" };

export type RowNote =
  | { readonly kind: "raisedToStart"; readonly asked: Offset }
  | { readonly kind: "loweredToEnd"; readonly asked: Offset }
  /** No message is at or after the timestamp: the target is the end, as in Kafka's tool. */
  | { readonly kind: "noMessageSince"; readonly partitionIsEmpty: boolean }
  | { readonly kind: "committedBeforeStart"; readonly deletedOffsets: bigint }
  | { readonly kind: "committedPastEnd"; readonly offsets: bigint };

export interface ResetRow extends TopicPartition {
  readonly start: Offset;
  readonly end: Offset;
  /** Undefined: the group has no commit here, and none can be restored by an undo. */
  readonly committed: Offset | undefined;
  /** Always inside start … end. */
  readonly target: Offset;
  readonly effect: Effect;
  readonly notes: readonly RowNote[];
}

export interface ResetTotals {
  /** Partitions that would be written. */
  readonly changed: number;
  readonly unchanged: number;
  readonly firstCommits: number;
  readonly replayedOffsets: bigint;
  readonly skippedOffsets: bigint;
}

export interface ResetPlan {
  readonly groupId: string;
  readonly scope: ResetScope;
  readonly target: ResetTarget;
  readonly groupType: GroupType;
  /** Undefined: the group does not exist, and the commit would create it. */
  readonly groupState: GroupState | undefined;
  readonly members: readonly GroupMember[];
  /** Sorted by topic and partition. */
  readonly rows: readonly ResetRow[];
  readonly totals: ResetTotals;
  readonly warnings: readonly string[];
  /** Why this plan may not be carried out. A plan is carried out as a whole or not at all. */
  readonly obstacle: Obstacle | undefined;
}

/** Computes what a reset would do. Pure: the same facts give the same plan. */
export function planReset(request: ResetRequest, facts: ResetFacts): ResetPlan {
  const rows = facts.partitions.map((partition) => planRow(request.target, partition));
  const totals = sum(rows);
  return {
    ...request,
    groupType: facts.group?.type ?? "unknown",
    groupState: facts.group?.state,
    members: facts.group?.members ?? [],
    rows,
    totals,
    warnings: findWarnings(request, facts),
    obstacle: findObstacle(request, facts, totals.changed),
  };
}

/** The rows a commit is sent for. Unchanged ones are left out, so that their commit metadata stay. */
export function rowsToWrite(plan: ResetPlan): readonly ResetRow[] {
  return plan.rows.filter((row) => row.effect.kind !== "unchanged");
}

interface Aim {
  readonly offset: Offset;
  readonly notes: readonly RowNote[];
}

function planRow(target: ResetTarget, facts: PartitionFacts): ResetRow {
  const { topic, partition, start, end, committed } = facts;
  const aim = aimAt(target, facts);
  return {
    topic,
    partition,
    start,
    end,
    committed,
    target: aim.offset,
    effect: effectOf(aim.offset, facts),
    notes: [...aim.notes, ...notesOnCommitted(facts)],
  };
}

function aimAt(target: ResetTarget, facts: PartitionFacts): Aim {
  const { start, end, foundOffset } = facts;
  switch (target.to) {
    case "earliest":
      return { offset: start, notes: [] };
    case "latest":
      return { offset: end, notes: [] };
    case "offset":
      return clamp(target.offset, facts);
    case "timestamp":
      if (foundOffset === undefined) {
        return {
          offset: end,
          notes: [{ kind: "noMessageSince", partitionIsEmpty: start === end }],
        };
      }
      // The range was read before the lookup: a message found past that end is a newcomer, and every offset
      // between the two is older than the timestamp, so the end loses nothing.
      return { offset: clamp(foundOffset, facts).offset, notes: [] };
  }
}

function clamp(asked: Offset, { start, end }: PartitionFacts): Aim {
  if (asked > end) return { offset: end, notes: [{ kind: "loweredToEnd", asked }] };
  if (asked < start) return { offset: start, notes: [{ kind: "raisedToStart", asked }] };
  return { offset: asked, notes: [] };
}

function effectOf(target: Offset, { start, end, committed }: PartitionFacts): Effect {
  if (committed === undefined) return { kind: "firstCommit" };
  if (target === committed) return { kind: "unchanged" };
  if (target < committed) {
    return { kind: "replays", offsets: (committed < end ? committed : end) - target };
  }
  return { kind: "skips", offsets: target - (committed > start ? committed : start) };
}

function notesOnCommitted({ start, end, committed }: PartitionFacts): RowNote[] {
  if (committed === undefined) return [];
  if (committed < start) {
    return [{ kind: "committedBeforeStart", deletedOffsets: start - committed }];
  }
  if (committed > end) return [{ kind: "committedPastEnd", offsets: committed - end }];
  return [];
}

function sum(rows: readonly ResetRow[]): ResetTotals {
  let [changed, firstCommits, replayedOffsets, skippedOffsets] = [0, 0, 0n, 0n];
  for (const { effect } of rows) {
    if (effect.kind !== "unchanged") changed += 1;
    if (effect.kind === "firstCommit") firstCommits += 1;
    if (effect.kind === "replays") replayedOffsets += effect.offsets;
    if (effect.kind === "skips") skippedOffsets += effect.offsets;
  }
  const unchanged = rows.length - changed;
  return { changed, unchanged, firstCommits, replayedOffsets, skippedOffsets };
}
