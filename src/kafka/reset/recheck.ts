import type { ResetFacts } from "./facts";
import { describeProblem, obstacleOfGroup } from "./obstacle";
import { PartitionMap } from "../partitionMap";
import type { ResetPlan, ResetRow } from "./plan";

/**
 * What is no longer as the plan was made from, a sentence each; empty when the plan still holds. A log that only
 * grew is no change: the previewed targets are still right.
 */
export function changesSince(plan: ResetPlan, now: ResetFacts): readonly string[] {
  return [...changesOfGroup(plan, now), ...changesOfPartitions(plan, now)];
}

function changesOfGroup({ groupId, groupState, groupType }: ResetPlan, now: ResetFacts): string[] {
  if (now.group === undefined) {
    return groupState === undefined ? [] : [`Group ${groupId} no longer exists.`];
  }
  const obstacle = obstacleOfGroup(now.group);
  if (obstacle !== undefined) return [obstacle.message];
  if (groupState === undefined) return [`Group ${groupId} exists now.`];
  if (now.group.type === groupType) return [];
  return [`${groupId} was a ${groupType} group and is a ${now.group.type} group now.`];
}

function changesOfPartitions(plan: ResetPlan, now: ResetFacts): string[] {
  const current = new PartitionMap(now.partitions);
  const changes = now.problems.map(describeProblem);
  for (const row of plan.rows) {
    const facts = current.get(row);
    if (facts === undefined) continue;
    const name = `${row.topic}-${row.partition}`;
    if (facts.committed !== row.committed) {
      changes.push(
        `${name} is committed at ${told(facts.committed)}, no longer ${told(row.committed)}.`,
      );
    }
    if (facts.start !== row.start) {
      changes.push(
        `The log of ${name} starts at ${told(facts.start)}, no longer ${told(row.start)}.`,
      );
    }
    if (facts.end < row.target) changes.push(`The log of ${name} now ends at ${told(facts.end)}.`);
  }
  return [...changes, ...newcomers(plan, now)];
}

/** A plan for all topics is for every partition with a commit; one more means it is no longer all of them. */
function newcomers({ scope, rows }: ResetPlan, now: ResetFacts): string[] {
  if (scope.kind !== "allTopics") return [];
  const planned = new PartitionMap<ResetRow>(rows);
  return now.committedPartitions
    .filter((partition) => !planned.has(partition))
    .map(({ topic, partition }) => `${topic}-${partition} has a commit now.`);
}

function told(offset: bigint | undefined): string {
  return offset === undefined ? "no commit" : offset.toString();
}
