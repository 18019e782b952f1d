import type { ResetFacts } from "./facts";
import type { ResetRequest } from "./target";

/** What is legal and yet may not do what the person expects. */
export function findWarnings({ groupId }: ResetRequest, facts: ResetFacts): readonly string[] {
  const { group } = facts;
  const warnings: string[] = [];
  if (group === undefined) {
    warnings.push(`Group ${groupId} does not exist. The commit creates it.`);
  } else if (group.protocolType === "" && group.type !== "consumer") {
    warnings.push(
      "No consumer ever joined this group: it only holds commits. Consumers that assign partitions themselves never show as members; stop them too, or their next commit undoes the reset.",
    );
  }
  if (group?.protocolType === "connect" || groupId.startsWith("connect-")) {
    warnings.push(
      "This looks like a group of Kafka Connect. Alter a sink connector's offsets with Connect's REST API instead.",
    );
  }
  if (looksLikeStreams(groupId, facts)) {
    warnings.push(
      "This looks like a Kafka Streams application. Its state stores and changelog topics are not reset with its input; kafka-streams-application-reset does both.",
    );
  }
  return warnings;
}

function looksLikeStreams(
  groupId: string,
  { committedPartitions, partitions }: ResetFacts,
): boolean {
  return [...committedPartitions, ...partitions].some(
    ({ topic }) => topic.startsWith(`${groupId}-`) && /-(changelog|repartition)$/.test(topic),
  );
}
