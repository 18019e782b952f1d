import type { PartitionFacts, ResetFacts } from "./facts";
import { obstacleOfGroup, obstacleToDeletion } from "./groupObstacle";
import { nameOf, offsetOrNone } from "./naming";
import { describeProblem } from "./findObstacle";
import { PartitionMap } from "../partitionMap";
import { rowsToWrite, type ResetPlan } from "./plan";
import type { ResetRow } from "./row";

/**
 * What is no longer as the plan was made from, a sentence each; empty when the plan still holds. A log that only
 * grew is no change: the previewed targets are still right.
 */
export function changesSince(plan: ResetPlan, now: ResetFacts): readonly string[] {
  return [...changesOfGroup(plan, now), ...changesOfPartitions(plan, now), ...newcomers(plan, now)];
}

function changesOfGroup(plan: ResetPlan, now: ResetFacts): string[] {
  const { groupId, groupState, groupType, target } = plan;
  if (now.group === undefined) {
    return groupState === undefined ? [] : [`Group ${groupId} no longer exists.`];
  }
  const obstacle =
    target.to === "noCommit"
      ? obstacleToDeletion(now.group, rowsToWrite(plan))
      : obstacleOfGroup(now.group);
  if (obstacle !== undefined) return [obstacle.message];
  if (groupState === undefined) return [`Group ${groupId} exists now.`];
  if (now.group.type === groupType) return [];
  return [`${groupId} was a ${groupType} group and is a ${now.group.type} group now.`];
}

function changesOfPartitions(plan: ResetPlan, now: ResetFacts): string[] {
  const current = new PartitionMap(now.partitions);
  return [
    ...now.problems.map(describeProblem),
    ...plan.rows.flatMap((row) => changesOfPartition(row, current.get(row))),
  ];
}

function changesOfPartition(row: ResetRow, now: PartitionFacts | undefined): string[] {
  if (now === undefined) return [];
  const changes: string[] = [];
  const { start, end, committed, target } = row;
  if (now.committed !== committed) {
    const told = `${offsetOrNone(now.committed)}, no longer ${offsetOrNone(committed)}`;
    changes.push(`${nameOf(row)} is committed at ${told}.`);
  } else if (now.metadata !== row.metadata) {
    changes.push(`${nameOf(row)} was committed again, with other metadata.`);
  }
  // What is not committed inside the log does not depend on where the log begins or ends.
  if (target === undefined) return changes;
  if (now.start !== start) {
    const starts = `${now.start.toString()}, no longer ${start.toString()}`;
    changes.push(`The log of ${nameOf(row)} starts at ${starts}.`);
  }
  if (target <= end && now.end < target) {
    changes.push(`The log of ${nameOf(row)} now ends at ${now.end.toString()}.`);
  }
  return changes;
}

/** A plan for all topics is for every partition with a commit; one more means it is no longer all of them. */
function newcomers({ scope, rows }: ResetPlan, now: ResetFacts): string[] {
  if (scope.kind !== "allTopics") return [];
  const planned = new PartitionMap<ResetRow>(rows);
  return now.committedPartitions
    .filter((partition) => !planned.has(partition))
    .map((partition) => `${nameOf(partition)} has a commit now.`);
}
