import type { Offset, Watermarks } from "../model";

/** How far a group is behind in one partition, in offsets (compaction and markers make that more than messages). */
export type PartitionLag =
  | { readonly kind: "behind"; readonly lag: bigint }
  /** The group never committed here: that is not offset 0, and not a lag of everything. */
  | { readonly kind: "noCommit" }
  /** The commit lies after the end; a difference below zero is never counted. */
  | { readonly kind: "pastEnd"; readonly lag: 0n; readonly past: bigint }
  /** The commit lies before the first readable offset: the consumer will apply auto.offset.reset. */
  | { readonly kind: "beforeStart"; readonly lag: bigint; readonly deleted: bigint }
  /** The end or the commit could not be read, for instance because the partition has no leader. */
  | { readonly kind: "unknown" };

/** Lag over several partitions. What is not known is counted apart, never added as 0. */
export interface TotalLag {
  /** Sum over `partitionsMeasured`. */
  readonly lag: bigint;
  readonly partitionsMeasured: number;
  readonly partitionsWithoutCommit: number;
  readonly partitionsUnknown: number;
  readonly partitionsPastEnd: number;
  readonly partitionsBeforeStart: number;
}

/** What was read of the committed offset: the offset, that there is none, or that it could not be read. */
export type CommittedPosition = Offset | "none" | "unknown";

/**
 * Lag of one partition. Read the commits first and the watermarks after them, or a moving group looks
 * committed past the end.
 * @param watermarks undefined where they could not be read
 */
export function partitionLag(
  committed: CommittedPosition,
  watermarks: Watermarks | undefined,
): PartitionLag {
  if (committed === "unknown") return { kind: "unknown" };
  if (committed === "none" || committed < 0n) return { kind: "noCommit" };
  if (watermarks === undefined) return { kind: "unknown" };
  const { start } = watermarks;
  // Read at the same time: a log emptied in between would seem to end before its start.
  const end = watermarks.end < start ? start : watermarks.end;
  if (committed > end) return { kind: "pastEnd", lag: 0n, past: committed - end };
  if (committed < start)
    return { kind: "beforeStart", lag: end - start, deleted: start - committed };
  return { kind: "behind", lag: end - committed };
}

export function totalLag(partitions: Iterable<PartitionLag>): TotalLag {
  let lag = 0n;
  const count = { behind: 0, noCommit: 0, pastEnd: 0, beforeStart: 0, unknown: 0 };
  for (const partition of partitions) {
    count[partition.kind]++;
    if ("lag" in partition) lag += partition.lag;
  }
  return {
    lag,
    partitionsMeasured: count.behind + count.pastEnd + count.beforeStart,
    partitionsWithoutCommit: count.noCommit,
    partitionsUnknown: count.unknown,
    partitionsPastEnd: count.pastEnd,
    partitionsBeforeStart: count.beforeStart,
  };
}
