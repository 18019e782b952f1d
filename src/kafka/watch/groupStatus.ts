/**
 * Burrow's words for how a consumer does in a partition, by its rules over the window that was watched. Brokers tell
 * no time of a commit, and none of one that repeats an offset: a commit is seen when the offset has moved, and a
 * partition with an owner is taken for one that goes on committing. So what no member owns can be STOP, and what a
 * member owns without moving is STALL.
 */
export type GroupStatus = "OK" | "WARN" | "STALL" | "STOP" | "REWIND" | "unknown";

/** One partition in one sample of the window. */
export interface StatusPoint {
  readonly atMs: number;
  /** Undefined: no commit, or it could not be read. */
  readonly committed: bigint | undefined;
  readonly end: bigint | undefined;
  readonly lag: bigint | undefined;
  readonly isOwned: boolean;
}

export interface StatusRules {
  /** A lag up to this is never an error. */
  readonly allowedLag: bigint;
  /** With less than these nothing is said of a lagging partition: consumers commit every five seconds by default. */
  readonly minSamples: number;
  readonly minSpanMs: number;
  /** For how long the ends of the log that a stopped consumer had reached speak for it. */
  readonly recentMs: number;
}

export const statusRules: StatusRules = {
  allowedLag: 0n,
  minSamples: 4,
  minSpanMs: 15_000,
  recentMs: 100_000,
};

/** A point whose offsets are known. */
interface Known {
  readonly atMs: number;
  readonly committed: bigint;
  readonly end: bigint;
  readonly lag: bigint;
  readonly isOwned: boolean;
}

/** @param points oldest first; the last one is now */
export function partitionStatus(
  points: readonly StatusPoint[],
  rules: StatusRules = statusRules,
): GroupStatus {
  const known = points.filter(isKnown);
  const [first, last, now] = [known[0], known.at(-1), points.at(-1)];
  if (first === undefined || last === undefined || now === undefined || !isKnown(now))
    return "unknown";
  if (last.lag <= rules.allowedLag) return "OK";
  if (known.length < rules.minSamples || last.atMs - first.atMs < rules.minSpanMs) return "unknown";

  const recent = known.filter(({ atMs }) => now.atMs - atMs <= rules.recentMs);
  if (isStopped(known, now.atMs) && !wasAtAnEnd(recent, last.committed)) return "STOP";
  if (known.some(({ committed }) => committed > last.committed)) return "REWIND";
  if (known.some(({ lag }) => lag <= rules.allowedLag)) return "OK";
  if (known.every(({ committed }) => committed === first.committed)) return "STALL";
  const decreases = known.some(({ lag }, index) => {
    const before = known[index - 1];
    return before !== undefined && lag < before.lag;
  });
  return decreases ? "OK" : "WARN";
}

/** From best to worst, as Burrow counts them. What is not known is no worse than anything. */
const order: readonly GroupStatus[] = ["unknown", "OK", "WARN", "STOP", "STALL", "REWIND"];

export function worstStatus(statuses: Iterable<GroupStatus>): GroupStatus {
  let worst: GroupStatus = "unknown";
  for (const status of statuses) {
    if (order.indexOf(status) > order.indexOf(worst)) worst = status;
  }
  return worst;
}

function isKnown(point: StatusPoint): point is Known {
  return point.committed !== undefined && point.end !== undefined && point.lag !== undefined;
}

function isStopped(points: readonly Known[], nowMs: number): boolean {
  const commits = points.filter(({ committed, isOwned }, index) => {
    const before = points[index - 1];
    return before === undefined || isOwned || before.committed !== committed;
  });
  const [first, last] = [commits[0], commits.at(-1)];
  if (first === undefined || last === undefined) return false;
  return nowMs - last.atMs > last.atMs - first.atMs;
}

/** Whether what is committed now was the end of the log at one of these times. */
function wasAtAnEnd(points: readonly Known[], committed: bigint): boolean {
  return points.some(({ end }) => end <= committed);
}
