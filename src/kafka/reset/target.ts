import type { Offset, TimestampMs, TopicPartition } from "../model";

/** Where to move a group, in the words of `kafka-consumer-groups --reset-offsets`. */
export type ResetTarget =
  | { readonly to: "earliest" }
  | { readonly to: "latest" }
  | { readonly to: "offset"; readonly offset: Offset }
  | { readonly to: "timestamp"; readonly timestampMs: TimestampMs };

/**
 * Which partitions of a group to move. `allTopics` is what the group has commits for, as in Kafka's own tool:
 * a partition the group reads but never committed is not part of it.
 */
export type ResetScope =
  | { readonly kind: "allTopics" }
  | { readonly kind: "topics"; readonly topics: readonly string[] }
  | { readonly kind: "partitions"; readonly partitions: readonly TopicPartition[] };

/** What to move where: everything a plan is made from, besides what the cluster says. */
export interface ResetRequest {
  readonly groupId: string;
  readonly scope: ResetScope;
  readonly target: ResetTarget;
}

const latestInstantMs = 8_640_000_000_000_000n;

/** The target in a few words that follow "to". Instants are told in UTC. */
export function describeTarget(target: ResetTarget): string {
  switch (target.to) {
    case "earliest":
    case "latest":
      return target.to;
    case "offset":
      return `offset ${target.offset.toString()}`;
    case "timestamp":
      return describeInstant(target.timestampMs);
  }
}

function describeInstant(timestampMs: TimestampMs): string {
  if (timestampMs > latestInstantMs) return `${timestampMs.toString()} ms after 1970`;
  const iso = new Date(Number(timestampMs)).toISOString();
  return `${iso.replace("T", " ").replace("Z", "")} UTC`;
}

/** The reason a target makes no sense on any cluster, or undefined. Negative timestamps are sentinels of the protocol. */
export function targetProblem(target: ResetTarget): string | undefined {
  if (target.to === "offset" && target.offset < 0n) return "An offset is never negative.";
  if (target.to === "timestamp" && target.timestampMs < 0n) {
    return "A time before 1970 cannot be looked up.";
  }
  return undefined;
}
