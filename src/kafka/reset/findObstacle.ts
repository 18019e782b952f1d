import { PartitionMap } from "../partitionMap";
import type { ResetFacts, ScopeProblem } from "./facts";
import { obstacleOfGroup, obstacleToDeletion } from "./groupObstacle";
import type { Obstacle } from "./obstacle";
import { listed, nameOf, offsetOrNone } from "./naming";
import type { ResetRow } from "./row";
import { requestProblem, type ResetRequest, type ResetTarget } from "./target";

/** The first thing in the way of carrying out the plan; what a person can do least about comes first. */
export function findObstacle(
  request: ResetRequest,
  facts: ResetFacts,
  rows: readonly ResetRow[],
): Obstacle | undefined {
  return (
    obstacleOfRequest(request) ??
    obstacleOfState(request, facts) ??
    obstacleOfScope(request, facts) ??
    obstacleOfMoves(request, rows) ??
    obstacleOfRows(request, rows)
  );
}

function obstacleOfRequest(request: ResetRequest): Obstacle | undefined {
  const { groupId, target } = request;
  if (groupId === "") {
    return { kind: "emptyGroupId", message: "A group with an empty id cannot be reset from here." };
  }
  if (target.to === "restore" && target.refusal !== undefined) {
    return { kind: "cannotUndo", message: target.refusal };
  }
  const message = requestProblem(request);
  return message === undefined ? undefined : { kind: "invalidTarget", message };
}

function obstacleOfState(
  { target }: ResetRequest,
  { group, partitions }: ResetFacts,
): Obstacle | undefined {
  if (group === undefined) return undefined;
  return target.to === "noCommit" ? obstacleToDeletion(group, partitions) : obstacleOfGroup(group);
}

function obstacleOfScope(
  { groupId, scope, target }: ResetRequest,
  { partitions, problems }: ResetFacts,
): Obstacle | undefined {
  if (problems.length > 0) {
    return {
      kind: "unreadablePartitions",
      message: `${nameProblems(problems)} A reset is done for all partitions in scope or none: choose a narrower scope, or try again later.`,
    };
  }
  if (partitions.length > 0) return undefined;
  if (scope.kind === "ofTarget" && target.to === "group") {
    const message = `Group ${target.groupId} has no committed offsets to copy.`;
    return { kind: "nothingInScope", message };
  }
  if (scope.kind === "ofTarget" && target.to === "offsets") {
    return { kind: "nothingInScope", message: `${target.source} has no line for ${groupId}.` };
  }
  const message =
    scope.kind === "allTopics"
      ? `${groupId} has no committed offsets. Choose a topic to commit first offsets for.`
      : "There are no partitions to reset.";
  return { kind: "nothingInScope", message };
}

/** An undo must find what the change wrote, or else it would take back somebody else's commit. */
function obstacleOfMoves(
  { groupId, target }: ResetRequest,
  rows: readonly ResetRow[],
): Obstacle | undefined {
  if (target.to !== "restore") return undefined;
  const priors = new PartitionMap(target.commits);
  const moved = rows.flatMap((row) => {
    const prior = priors.get(row);
    const isAsLeft = row.committed === prior?.written || row.effect.kind === "unchanged";
    if (prior === undefined || isAsLeft) return [];
    const now = offsetOrNone(row.committed);
    return [`${nameOf(row)} (${now}, the change left ${offsetOrNone(prior.written)})`];
  });
  if (moved.length === 0) return undefined;
  const message = `${groupId} moved on since the change: ${listed(moved)}. An undo would take back what was committed after it.`;
  return { kind: "movedOn", message };
}

function obstacleOfRows({ target }: ResetRequest, rows: readonly ResetRow[]): Obstacle | undefined {
  const noShift = rows.filter(({ notes }) => notes.some(({ kind }) => kind === "noCommitToShift"));
  if (noShift.length > 0) {
    const message = `There is no committed offset to shift from in ${listed(noShift.map(nameOf))}. Give these partitions another target, or choose a narrower scope.`;
    return { kind: "nothingToShift", message };
  }
  const isLeft = ({ effect: { kind } }: ResetRow): boolean => kind === "leftAlone";
  const isUnchanged = (row: ResetRow): boolean => row.effect.kind === "unchanged" || isLeft(row);
  if (!rows.every(isUnchanged)) return undefined;
  if (target.to === "group" && rows.every(isLeft)) {
    const message = `Group ${target.groupId} has no committed offsets for these partitions.`;
    return { kind: "nothingToChange", message };
  }
  return { kind: "nothingToChange", message: nothingToChange(target) };
}

function nothingToChange({ to }: ResetTarget): string {
  if (to === "noCommit") return "There is no commit to delete.";
  if (to === "restore") return "The group is already as it was before the change.";
  return "Every partition is already at its target.";
}

function nameProblems(problems: readonly ScopeProblem[]): string {
  const named = 5;
  const sentences = problems.slice(0, named).map(describeProblem);
  const more = problems.length - sentences.length;
  if (more > 0) sentences.push(`And ${more} more cannot be reset.`);
  return sentences.join(" ");
}

/** One sentence about one partition or topic that cannot be planned. */
export function describeProblem({ topic, partition, reason }: ScopeProblem): string {
  const subject = partition === undefined ? `Topic ${topic}` : nameOf({ topic, partition });
  return `${subject} ${reason}.`;
}
