import type { TimestampMs, TopicPartition } from "../../kafka/model";
import { comparePartitions, partitionKey } from "../../kafka/partitionMap";
import type { Row } from "./protocol/rows";

export interface RowItem extends TopicPartition {
  readonly offset: bigint;
  /** A gap has none: it stays with what is before it. */
  readonly timestampMs: TimestampMs | undefined;
  readonly row: Row;
}

/** Each partition in offset order, partitions merged by timestamp: a partition's own order is never changed. */
export function mergeRows(items: readonly RowItem[]): Row[] {
  const lanes = new Map<string, RowItem[]>();
  for (const item of [...items].sort(comparePartitions)) {
    const key = partitionKey(item);
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [item]);
    else lane.push(item);
  }
  for (const lane of lanes.values()) lane.sort((a, b) => compare(a.offset, b.offset));
  return merge([...lanes.values()]);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Takes the oldest head again and again. */
function merge(lanes: readonly (readonly RowItem[])[]): Row[] {
  const rows: Row[] = [];
  const heads = lanes.map(() => 0);
  for (;;) {
    let oldest: number | undefined;
    let oldestMs: bigint | undefined;
    for (const [index, lane] of lanes.entries()) {
      const item = lane[heads[index] ?? 0];
      if (item === undefined) continue;
      if (item.timestampMs === undefined) {
        oldest = index;
        break;
      }
      if (oldestMs === undefined || item.timestampMs < oldestMs) {
        oldest = index;
        oldestMs = item.timestampMs;
      }
    }
    if (oldest === undefined) return rows;
    const at = heads[oldest] ?? 0;
    const item = lanes[oldest]?.[at];
    if (item !== undefined) rows.push(item.row);
    heads[oldest] = at + 1;
  }
}
