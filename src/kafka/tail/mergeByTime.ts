import type { Message } from "../model";
import { Merge } from "../reader/merge";

/** Joins the runs of several partitions by timestamp; each keeps its own order. */
export function mergeByTime(runs: readonly (readonly Message[])[]): readonly Message[] {
  const [first] = runs;
  if (runs.length < 2) return first ?? [];
  const merge = new Merge<{ readonly run: readonly Message[]; at: number }>({
    direction: "forward",
    order: "timestamp",
  });
  for (const run of runs) {
    const [head] = run;
    if (head !== undefined) merge.add({ run, at: 0 }, head);
  }
  const merged: Message[] = [];
  for (let lane = merge.next; lane !== undefined; lane = merge.next) {
    const message = lane.run[lane.at++];
    if (message !== undefined) merged.push(message);
    merge.advance(lane.run[lane.at]);
  }
  return merged;
}
