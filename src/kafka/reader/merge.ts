import type { TimestampMs } from "../model";

export interface Head {
  readonly partition: number;
  readonly timestampMs: TimestampMs;
}

/**
 * Whose turn it is, seeing the next message of each partition: the oldest going forward, the newest going
 * backward. Each partition keeps its own order even where its timestamps do not, and the choice depends on
 * nothing but the heads, so that pages joined are the same as one long read.
 * @returns index into `heads`; −1 when there is none
 */
export function indexOfNext(heads: readonly Head[], direction: "forward" | "backward"): number {
  let best = -1;
  let chosen: Head | undefined;
  for (const [index, head] of heads.entries()) {
    if (chosen !== undefined && !isBefore(head, chosen, direction)) continue;
    chosen = head;
    best = index;
  }
  return best;
}

function isBefore(a: Head, b: Head, direction: "forward" | "backward"): boolean {
  const [first, second] = direction === "forward" ? [a, b] : [b, a];
  if (first.timestampMs !== second.timestampMs) return first.timestampMs < second.timestampMs;
  return first.partition < second.partition;
}
