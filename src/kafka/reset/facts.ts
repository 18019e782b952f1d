import type { GroupDescription, Offset, TimestampMs, TopicPartition } from "../model";

/** One partition in scope, as the cluster told it. */
export interface PartitionFacts extends TopicPartition {
  /** Log start offset. */
  readonly start: Offset;
  /** High watermark. */
  readonly end: Offset;
  /** Undefined: the group has no commit here. */
  readonly committed: Offset | undefined;
  /** Of the commit; empty without one. */
  readonly metadata: string;
  /** Of the commit; −1 when it carries none. */
  readonly leaderEpoch: number;
  /** First offset at or after the asked timestamp; undefined when there is none or none was asked. */
  readonly foundOffset: Offset | undefined;
  /** What the group to copy from is committed at; undefined without a commit there, or without such a group. */
  readonly sourceOffset: Offset | undefined;
}

/** A partition, or a whole topic, in scope that cannot be planned, and why. */
export interface ScopeProblem {
  readonly topic: string;
  /** Undefined when the whole topic cannot be read. */
  readonly partition: number | undefined;
  /** Follows the name: "has no leader". */
  readonly reason: string;
}

/** What a plan is made from. Nothing here was computed; nothing was written to learn it. */
export interface ResetFacts {
  /** Undefined: the group does not exist. */
  readonly group: GroupDescription | undefined;
  /** Sorted by topic and partition. */
  readonly partitions: readonly PartitionFacts[];
  readonly problems: readonly ScopeProblem[];
  /** Every partition the group has a commit for, in scope or not. */
  readonly committedPartitions: readonly TopicPartition[];
  /** What was looked up: the target's, or what its duration came to. Undefined when neither was asked. */
  readonly timestampMs: TimestampMs | undefined;
}
