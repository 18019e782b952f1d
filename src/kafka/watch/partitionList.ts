import type { TopicPartition } from "../model";
import { comparePartitions } from "../partitionMap";

/** "orders 0–3, 7 · payments 1": topics by name, each with its partitions. Empty for none. */
export function partitionList(partitions: readonly TopicPartition[]): string {
  const sorted = [...partitions].sort(comparePartitions);
  return [...Map.groupBy(sorted, ({ topic }) => topic)]
    .map(([topic, ofTopic]) => `${topic} ${runs(ofTopic.map(({ partition }) => partition))}`)
    .join(" · ");
}

/** @param numbers ascending */
function runs(numbers: readonly number[]): string {
  const found: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = found.at(-1);
    if (run !== undefined && number === run.last + 1) run.last = number;
    else if (number !== run?.last) found.push({ first: number, last: number });
  }
  return found
    .map(({ first, last }) => {
      if (first === last) return `${first}`;
      return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`;
    })
    .join(", ");
}
