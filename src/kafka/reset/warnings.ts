import type { ResetFacts } from "./facts";
import type { ResetRequest } from "./target";

export type WarningKind =
  | "createsGroup"
  /** No consumer ever joined: the group only holds commits. */
  | "onlyCommits"
  | "connect"
  | "streams"
  | "skips"
  /** Commits moved between two looks although the group has no members. */
  | "offsetsMoved"
  /** What is committed now is forgotten again when the group stays empty. */
  | "expiry";

/** What is legal and yet may not do what the person expects. */
export interface PlanWarning {
  readonly kind: WarningKind;
  /** Whole sentences. */
  readonly message: string;
}

export function findWarnings(
  { groupId, target }: ResetRequest,
  facts: ResetFacts,
  skippedOffsets: bigint,
): readonly PlanWarning[] {
  const { group } = facts;
  const warnings: PlanWarning[] = [];
  if (group === undefined && target.to !== "noCommit") {
    const message = `Group ${groupId} does not exist. The commit creates it.`;
    warnings.push({ kind: "createsGroup", message });
  } else if (group?.protocolType === "" && group.type !== "consumer") {
    const message =
      "No consumer ever joined this group: it only holds commits. Consumers that assign partitions themselves never show as members; stop them too, or their next commit undoes the reset.";
    warnings.push({ kind: "onlyCommits", message });
  }
  if (group?.protocolType === "connect" || groupId.startsWith("connect-")) {
    const message =
      "This looks like a group of Kafka Connect. Alter a sink connector's offsets with Connect's REST API instead.";
    warnings.push({ kind: "connect", message });
  }
  if (looksLikeStreams(groupId, facts)) {
    const message =
      "This looks like a Kafka Streams application. Its state stores and changelog topics are not reset with its input; kafka-streams-application-reset does both.";
    warnings.push({ kind: "streams", message });
  }
  if (skippedOffsets > 0n) {
    const message = "Offsets are skipped: the group will not read what is there.";
    warnings.push({ kind: "skips", message });
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
