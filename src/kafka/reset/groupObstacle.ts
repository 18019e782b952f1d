import type { GroupDescription, GroupMember, TopicPartition } from "../model";
import { listed } from "./naming";
import type { Obstacle } from "./obstacle";

const namedMembers = 3;

/** Only an empty group may be reset or deleted: `Dead` is what some brokers answer for groups they do not know how to describe. */
export function obstacleOfGroup(group: GroupDescription): Obstacle | undefined {
  return obstacleOfType(group) ?? obstacleOfMembers(group);
}

/** Commits may also be deleted of a live group, for topics that none of its members is subscribed to. */
export function obstacleToDeletion(
  group: GroupDescription,
  partitions: readonly TopicPartition[],
): Obstacle | undefined {
  const { groupId, members } = group;
  if (members.length === 0) return obstacleOfGroup(group);
  const read = new Set(
    members.flatMap(({ subscription, assignment }) => [
      ...subscription,
      ...assignment.map(({ topic }) => topic),
    ]),
  );
  const topics = [...new Set(partitions.map(({ topic }) => topic))].filter((one) => read.has(one));
  if (topics.length === 0) return obstacleOfType(group);
  const message = `${groupId} reads ${listed(topics)}: ${connected(members)}. Commits can be deleted when every consumer of these topics is stopped.`;
  return obstacleOfType(group) ?? { kind: "groupActive", message };
}

function obstacleOfType({ groupId, type }: GroupDescription): Obstacle | undefined {
  if (type !== "share" && type !== "streams") return undefined;
  const message = `${groupId} is a ${type} group, which is not changed from here: use kafka-${type}-groups.sh.`;
  return { kind: "otherTool", message };
}

function obstacleOfMembers({ groupId, state, members }: GroupDescription): Obstacle | undefined {
  if (members.length > 0) {
    return {
      kind: "groupActive",
      message: `${groupId} is ${state}: ${connected(members)}. Stop every consumer of the group, then refresh.`,
    };
  }
  if (state !== "Empty") {
    return {
      kind: "groupActive",
      message: `${groupId} is in state ${state}, and only an empty group can be changed. Stop every consumer of the group, then refresh.`,
    };
  }
  return undefined;
}

function connected(members: readonly GroupMember[]): string {
  const are = members.length === 1 ? "1 member is" : `${members.length} members are`;
  const names = members.map(
    ({ instanceId, clientId, clientHost }) =>
      `${instanceId ?? clientId} at ${clientHost.replace(/^\//, "")}`,
  );
  return `${are} connected (${listed(names, namedMembers)})`;
}
