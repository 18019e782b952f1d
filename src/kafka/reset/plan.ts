import type { GroupMember, GroupState, GroupType, Offset, TimestampMs } from "../model";
import { PartitionMap } from "../partitionMap";
import type { ResetFacts } from "./facts";
import { findObstacle } from "./findObstacle";
import type { Obstacle } from "./obstacle";
import { planRow, type ResetRow } from "./row";
import type { PriorCommit, ResetRequest } from "./target";
import { findWarnings, type PlanWarning } from "./warnings";

export interface ResetTotals {
  /** Partitions that would be written, deleted commits among them. */
  readonly changed: number;
  readonly unchanged: number;
  readonly firstCommits: number;
  readonly deletedCommits: number;
  readonly replayedOffsets: bigint;
  readonly skippedOffsets: bigint;
}

/** A reset of one group, a deletion of commits, or an undo, as it would be carried out. Several groups are several plans. */
export interface ResetPlan extends ResetRequest {
  readonly groupType: GroupType;
  /** Undefined: the group does not exist, and the commit would create it. */
  readonly groupState: GroupState | undefined;
  readonly members: readonly GroupMember[];
  /** What was looked up for a timestamp or a duration. */
  readonly timestampMs: TimestampMs | undefined;
  /** Sorted by topic and partition. */
  readonly rows: readonly ResetRow[];
  readonly totals: ResetTotals;
  readonly warnings: readonly PlanWarning[];
  /** Why this plan may not be carried out. A plan is carried out as a whole or not at all. */
  readonly obstacle: Obstacle | undefined;
}

/** Computes what a reset would do. Pure: the same facts give the same plan. */
export function planReset(request: ResetRequest, facts: ResetFacts): ResetPlan {
  const named = namedOffsets(request);
  const rows = facts.partitions.map((partition) =>
    planRow(request, partition, named.get(partition)),
  );
  const totals = sum(rows);
  return {
    ...request,
    groupType: facts.group?.type ?? "unknown",
    groupState: facts.group?.state,
    members: facts.group?.members ?? [],
    timestampMs: facts.timestampMs,
    rows,
    totals,
    warnings: findWarnings(request, facts, totals.skippedOffsets),
    obstacle: findObstacle(request, facts, rows),
  };
}

/** What the target says of single partitions. */
function namedOffsets({ target }: ResetRequest): PartitionMap<PriorCommit> {
  if (target.to === "restore") return new PartitionMap(target.commits);
  if (target.to !== "offsets") return new PartitionMap();
  return new PartitionMap(
    target.offsets.map((position) => ({
      ...position,
      metadata: "",
      leaderEpoch: -1,
      written: undefined,
    })),
  );
}

function sum(rows: readonly ResetRow[]): ResetTotals {
  let [changed, firstCommits, deletedCommits, replayedOffsets, skippedOffsets] = [0, 0, 0, 0n, 0n];
  for (const row of rows) {
    const { effect } = row;
    if (isWritten(row)) changed += 1;
    if (effect.kind === "firstCommit") firstCommits += 1;
    if (effect.kind === "deletesCommit") deletedCommits += 1;
    if (effect.kind === "replays") replayedOffsets += effect.offsets;
    if (effect.kind === "skips") skippedOffsets += effect.offsets;
  }
  const unchanged = rows.length - changed;
  return { changed, unchanged, firstCommits, deletedCommits, replayedOffsets, skippedOffsets };
}

/** The rows that are written. Unchanged ones are left out, so that their commit metadata stay. */
export function rowsToWrite(plan: Pick<ResetPlan, "rows">): readonly ResetRow[] {
  return plan.rows.filter(isWritten);
}

/** A row an offset is committed for. */
export type CommittedRow = ResetRow & { readonly target: Offset };

/** Of the rows that are written, those with an offset; the others' commits are deleted. */
export function rowsToCommit(plan: Pick<ResetPlan, "rows">): readonly CommittedRow[] {
  return rowsToWrite(plan).filter((row): row is CommittedRow => row.target !== undefined);
}

function isWritten({ effect }: ResetRow): boolean {
  return effect.kind !== "unchanged" && effect.kind !== "leftAlone";
}
