import type { GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import { toOffsetsCsv } from "../kafka/reset/csv";
import { describeTarget } from "../kafka/reset/describeTarget";
import { rowsToWrite, type ResetPlan } from "../kafka/reset/plan";
import type { ChangeAction, ChangeRecord, PartitionChange } from "./changeRecord";

/** A record before it is written down. */
export type NewChange = Omit<ChangeRecord, "version" | "id" | "at" | "outcome">;

type What = Omit<NewChange, "cluster">;

/** What a plan is about to change. */
export function changeOfPlan(plan: ResetPlan): What {
  const { groupId, target, timestampMs } = plan;
  return {
    action: actionOf(plan),
    groupId,
    target: describeTarget(target, timestampMs),
    undoes: target.to === "restore" ? target.changeId : null,
    partitions: rowsToWrite(plan).map((row) => ({
      topic: row.topic,
      partition: row.partition,
      before: row.committed?.toString() ?? null,
      after: row.target?.toString() ?? null,
      metadata: row.metadata,
      leaderEpoch: row.leaderEpoch,
    })),
  };
}

function actionOf({ target }: ResetPlan): ChangeAction {
  if (target.to === "noCommit") return "deleteOffsets";
  return target.to === "restore" ? "undo" : "resetOffsets";
}

/** What the deletion of a group is about to take away. */
export function changeOfDeletion({ groupId, commits }: GroupDeletionPlan): What {
  return {
    action: "deleteGroup",
    groupId,
    target: "no group",
    undoes: null,
    partitions: commits.map(({ topic, partition, offset, metadata, leaderEpoch }) => ({
      topic,
      partition,
      before: offset?.toString() ?? null,
      after: null,
      metadata,
      leaderEpoch,
    })),
  };
}

/**
 * The prior commits as a file for `kafka-consumer-groups`, which cannot take a commit away again. Empty for a change of
 * no group.
 */
export function undoCsvOf({ groupId, partitions }: What): string {
  if (groupId === null) return "";
  return toOffsetsCsv(
    partitions.filter(hasPriorCommit).map(({ topic, partition, before }) => ({
      groupId,
      topic,
      partition,
      offset: BigInt(before),
    })),
  );
}

function hasPriorCommit(change: PartitionChange): change is PartitionChange & { before: string } {
  return change.before !== null;
}
