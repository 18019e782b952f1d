import type { Offset, Position, TimestampMs, TopicPartition } from "../model";
import type { PartitionMap } from "../partitionMap";

/** Where to move partitions, in the words of `kafka-consumer-groups --reset-offsets`; `noCommit` deletes their commits. */
export type SimpleTarget =
  | { readonly to: "earliest" }
  | { readonly to: "latest" }
  /** The commit stays, also outside the log; a partition without one goes to its end. */
  | { readonly to: "current" }
  | { readonly to: "offset"; readonly offset: Offset }
  /** From the commit: negative goes back. */
  | { readonly to: "shiftBy"; readonly offsets: bigint }
  | { readonly to: "noCommit" };

/** Where to move one partition that a person edited. `asIs` leaves it out of what is written. */
export type RowTarget = SimpleTarget | { readonly to: "asIs" };

/** Where to move a group. */
export type ResetTarget =
  | SimpleTarget
  | { readonly to: "timestamp"; readonly timestampMs: TimestampMs }
  /** So long before the time of planning; the plan tells the timestamp that came of it. */
  | { readonly to: "duration"; readonly durationMs: bigint }
  /** Each partition its own, as a file lists them; partitions not named are left as they are. */
  | {
      readonly to: "offsets";
      readonly offsets: readonly Position[];
      /** Of the file, for people. */
      readonly source: string;
    }
  /** To another group's commits; partitions it has none for are left as they are. */
  | { readonly to: "group"; readonly groupId: string }
  | RestoreTarget;

/** Back to what was before a change of ours, exactly: outside the log too, with metadata and leader epoch. */
export interface RestoreTarget {
  readonly to: "restore";
  readonly changeId: string;
  /** When the change was made, in ISO 8601. */
  readonly changedAt: string;
  /** Kafka's id of the cluster the change was made on; undefined where it was not told. */
  readonly clusterId: string | undefined;
  readonly commits: readonly PriorCommit[];
  /** Why the change cannot be undone, whatever the cluster says: a sentence. */
  readonly refusal: string | undefined;
}

/** What one partition was before a change, and what the change made of it. */
export interface PriorCommit extends TopicPartition {
  /** Undefined: there was no commit. */
  readonly offset: Offset | undefined;
  readonly metadata: string;
  readonly leaderEpoch: number;
  /** Undefined: the change deleted the commit. */
  readonly written: Offset | undefined;
}

/**
 * Which partitions of a group to move. `allTopics` is what the group has commits for, as in Kafka's own tool:
 * a partition the group reads but never committed is not part of it.
 */
export type ResetScope =
  | { readonly kind: "allTopics" }
  | { readonly kind: "topics"; readonly topics: readonly string[] }
  | { readonly kind: "partitions"; readonly partitions: readonly TopicPartition[] }
  /** All partitions of some topics, and single ones of others. */
  | {
      readonly kind: "topicsAndPartitions";
      readonly topics: readonly string[];
      readonly partitions: readonly TopicPartition[];
    }
  /** Those the target names itself: of a file, of a change to undo, or all that the other group has commits for. */
  | { readonly kind: "ofTarget" };

export interface RowOverride extends TopicPartition {
  readonly target: RowTarget;
}

/** What to move where: everything a plan is made from, besides what the cluster says. */
export interface ResetRequest {
  readonly groupId: string;
  readonly scope: ResetScope;
  readonly target: ResetTarget;
  /** Rows a person edited; each goes before the target. A partition that is not in scope comes into it. */
  readonly overrides?: PartitionMap<RowOverride>;
}

/** The reason a request makes no sense on any cluster, or undefined. Negative timestamps are sentinels of the protocol. */
export function requestProblem({ groupId, target, overrides }: ResetRequest): string | undefined {
  if (target.to === "group" && target.groupId === groupId) {
    return "A group cannot be reset to its own commits.";
  }
  const edited = overrides?.values() ?? [];
  return [target, ...edited.map((override) => override.target)]
    .map(targetProblem)
    .find((problem) => problem !== undefined);
}

function targetProblem(target: ResetTarget | RowTarget): string | undefined {
  switch (target.to) {
    case "offset":
      return target.offset < 0n ? "An offset is never negative." : undefined;
    case "offsets":
      return target.offsets.some(({ offset }) => offset < 0n)
        ? "An offset is never negative."
        : undefined;
    case "timestamp":
      return target.timestampMs < 0n ? "A time before 1970 cannot be looked up." : undefined;
    case "duration":
      return target.durationMs < 0n ? "A duration is never negative." : undefined;
    case "earliest":
    case "latest":
    case "current":
    case "shiftBy":
    case "noCommit":
    case "asIs":
    case "group":
    case "restore":
      return undefined;
  }
}
