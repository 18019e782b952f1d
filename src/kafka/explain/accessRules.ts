import { errorCode } from "../connection/failure";
import type { ItemFailure } from "../model";
import { partitionList } from "../watch/partitionList";
import { count, firstOf, type Finding, type Rule } from "./finding";

/** The group itself could not be described. */
export const groupAccess: Rule = ({ progress: { now } }) => {
  const { failure, groupId } = now;
  if (failure === undefined) return [];
  return [groupFailure(failure, groupId)];
};

function groupFailure({ code, message }: ItemFailure, groupId: string): Finding {
  const evidence = [message];
  switch (code) {
    case errorCode.groupIdNotFound:
      return {
        severity: "error",
        finding: "The group does not exist.",
        evidence: [`The coordinator knows no group "${groupId}".`],
        nextStep:
          "Compare group.id in the consumer's configuration letter by letter. A group appears when its first consumer joins, and its commits expire when nobody has used it for offsets.retention.minutes.",
      };
    case errorCode.groupAuthorizationFailed:
      return {
        severity: "error",
        finding: "You are not allowed to look at the group.",
        evidence,
        nextStep: "Ask for the permission DESCRIBE on the group.",
      };
    case errorCode.coordinatorLoadInProgress:
    case errorCode.coordinatorNotAvailable:
    case errorCode.notCoordinator:
      return {
        severity: "warning",
        finding: "The group's coordinator is not ready.",
        evidence,
        nextStep:
          "Wait a moment: after a broker was started or lost, another one loads the group's commits first. When it lasts, look at the replicas of __consumer_offsets.",
      };
    default:
      return {
        severity: "error",
        finding: "The group could not be described.",
        evidence,
        nextStep: "Try again, and look at the log of the coordinator when it fails again.",
      };
  }
}

/** The commits could not be read although the group could. */
export const commitAccess: Rule = ({ progress: { now } }) => {
  const { failure, commitFailure } = now;
  if (commitFailure === undefined || failure !== undefined) return [];
  return [
    {
      severity: "warning",
      finding: "The group's committed offsets could not be read.",
      evidence: [commitFailure.message],
      nextStep:
        commitFailure.code === errorCode.groupAuthorizationFailed
          ? "Ask for the permission DESCRIBE on the group."
          : "Try again in a moment.",
    },
  ];
};

/** Topics the group has to do with that may not be described, or are gone. */
export const topicAccess: Rule = ({ progress: { now }, words }) => {
  const failures = [...now.topicFailures];
  const denied = failures.filter(([, { code }]) => code === errorCode.topicAuthorizationFailed);
  const others = failures.filter(([, { code }]) => code !== errorCode.topicAuthorizationFailed);
  const findings: Finding[] = [];
  if (denied.length > 0) {
    findings.push({
      severity: "warning",
      finding: `You are not allowed to see ${count(denied.length, "topic", words)} of the group.`,
      evidence: firstOf(
        denied.map(([topic, { message }]) => `${topic}: ${message}`),
        words,
      ),
      nextStep: "Ask for the permission DESCRIBE on the topic: without it there is no lag to tell.",
    });
  }
  if (others.length > 0) {
    findings.push({
      severity: "warning",
      finding: `${count(others.length, "topic", words)} of the group could not be described.`,
      evidence: firstOf(
        others.map(([topic, { message }]) => `${topic}: ${message}`),
        words,
      ),
      nextStep:
        "Compare the topic's name in the consumer's configuration, and find out whether the topic was deleted: its commits stay a while.",
    });
  }
  return findings;
};

/** Partitions that nobody can read now. */
export const leaderless: Rule = ({ progress: { now }, words }) => {
  const without = now.partitions.filter(({ hasLeader }) => !hasLeader);
  if (without.length === 0) return [];
  return [
    {
      severity: "error",
      finding: `${count(without.length, "partition", words)} without a leader: nobody can read or write there.`,
      evidence: [`No leader: ${partitionList(without)}.`],
      nextStep:
        "Find the brokers that hold the partition's replicas and start them. The lag there is unknown meanwhile, which is not 0.",
    },
  ];
};
