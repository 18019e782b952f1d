import type { GroupDescription, GroupMember } from "../model";
import type { ResetFacts, ScopeProblem } from "./facts";
import { targetProblem, type ResetRequest } from "./target";

export type ObstacleKind =
  | "invalidTarget"
  | "emptyGroupId"
  | "otherTool"
  | "groupActive"
  | "unreadablePartitions"
  | "nothingInScope"
  | "nothingToChange";

/** Why a plan may not be carried out, with what to do about it. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly message: string;
}

const namedMembers = 3;
const namedProblems = 5;

/** The first thing in the way of carrying out the plan; what a person can do least about comes first. */
export function findObstacle(
  request: ResetRequest,
  facts: ResetFacts,
  changedPartitions: number,
): Obstacle | undefined {
  return (
    obstacleOfRequest(request) ??
    (facts.group && obstacleOfGroup(facts.group)) ??
    obstacleOfScope(request, facts, changedPartitions)
  );
}

function obstacleOfRequest({ groupId, target }: ResetRequest): Obstacle | undefined {
  if (groupId === "") {
    return { kind: "emptyGroupId", message: "A group with an empty id cannot be reset from here." };
  }
  const message = targetProblem(target);
  return message === undefined ? undefined : { kind: "invalidTarget", message };
}

/** Only an empty group may be reset: `Dead` is what some brokers answer for groups they do not know how to describe. */
export function obstacleOfGroup(group: GroupDescription): Obstacle | undefined {
  const { groupId, type, state, members } = group;
  if (type === "share" || type === "streams") {
    const message = `${groupId} is a ${type} group: reset its offsets with kafka-${type}-groups.sh.`;
    return { kind: "otherTool", message };
  }
  if (members.length > 0) {
    const are = members.length === 1 ? "1 member is" : `${members.length} members are`;
    return {
      kind: "groupActive",
      message: `${groupId} is ${state}: ${are} connected (${nameMembers(members)}). Stop every consumer of the group, then refresh.`,
    };
  }
  if (state !== "Empty") {
    return {
      kind: "groupActive",
      message: `${groupId} is in state ${state}, and only an empty group can be reset. Stop every consumer of the group, then refresh.`,
    };
  }
  return undefined;
}

function nameMembers(members: readonly GroupMember[]): string {
  const names = members
    .slice(0, namedMembers)
    .map(
      (member) =>
        `${member.instanceId ?? member.clientId} at ${member.clientHost.replace(/^\//, "")}`,
    );
  const more = members.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

function obstacleOfScope(
  { groupId, scope }: ResetRequest,
  { partitions, problems }: ResetFacts,
  changedPartitions: number,
): Obstacle | undefined {
  if (problems.length > 0) {
    return {
      kind: "unreadablePartitions",
      message: `${nameProblems(problems)} A reset is done for all partitions in scope or none: choose a narrower scope, or try again later.`,
    };
  }
  if (partitions.length === 0) {
    const message =
      scope.kind === "allTopics"
        ? `${groupId} has no committed offsets. Choose a topic to commit first offsets for.`
        : "There are no partitions to reset.";
    return { kind: "nothingInScope", message };
  }
  if (changedPartitions === 0) {
    return { kind: "nothingToChange", message: "Every partition is already at its target." };
  }
  return undefined;
}

function nameProblems(problems: readonly ScopeProblem[]): string {
  const sentences = problems.slice(0, namedProblems).map(describeProblem);
  const more = problems.length - sentences.length;
  if (more > 0) sentences.push(`And ${more} more cannot be reset.`);
  return sentences.join(" ");
}

/** One sentence about one partition or topic that cannot be planned. */
export function describeProblem({ topic, partition, reason }: ScopeProblem): string {
  const subject = partition === undefined ? `Topic ${topic}` : `${topic}-${partition}`;
  return `${subject} ${reason}.`;
}
