import type { Decimal, PartitionRef } from "./query";

/** A row of the partitions table, and of the strip. */
export interface PartitionRow extends PartitionRef {
  readonly isChosen: boolean;
  readonly isPaused: boolean;
  /** Missing, all of them, where `problem` says why. */
  readonly start?: Decimal;
  readonly highWatermark?: Decimal;
  readonly lastStableOffset?: Decimal;
  /** Where reading goes on. */
  readonly position?: Decimal;
  /** Offsets from the position to the end. */
  readonly left?: Decimal;
  readonly leader?: number;
  readonly leaderEpoch?: number;
  /** Of the chosen group; null: it has none here. */
  readonly committed?: Decimal | null;
  readonly problem?: string;
}

export interface PartitionTable {
  readonly rows: readonly PartitionRow[];
  /** Whose commits are shown. */
  readonly groupId?: string;
  /** Groups with a commit on these topics, to choose from. */
  readonly groups: readonly string[];
}

/** The time of one offset, for hovering over the strip. */
export interface OffsetTime {
  /** Empty when there is no message at or after the offset. */
  readonly text: string;
}
