import type { TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { GroupMoment } from "./moments";
import { ownersOf } from "./owners";

/** Partitions that nobody owned for a while and somebody owns now. */
export interface Pause {
  readonly partitions: readonly TopicPartition[];
  /** From the first moment without an owner to the first with one again; of the partition it took longest. */
  readonly pausedMs: number;
  /** It was no shorter than this and no longer than that: between two moments nothing is seen. */
  readonly leastMs: number;
  readonly mostMs: number;
}

interface Without {
  readonly partition: TopicPartition;
  readonly sinceMs: number;
  /** Seen with an owner last. */
  readonly ownedAtMs: number;
}

/** Follows moments one after the other, to tell how long nobody consumed. */
export class Pauses {
  private readonly ownedAt = new Map<string, number>();
  private readonly without = new Map<string, Without>();
  private beforeMs: number | undefined;

  /** The pauses that are over at this moment; undefined when there are none. */
  next({ atMs, members, partitions }: GroupMoment): Pause | undefined {
    const owners = ownersOf(members);
    const over: Without[] = [];
    for (const { topic, partition } of partitions) {
      const key = partitionKey({ topic, partition });
      const ownedAtMs = this.ownedAt.get(key);
      const without = this.without.get(key);
      if (owners.has(key)) {
        if (without !== undefined) over.push(without);
        this.without.delete(key);
        this.ownedAt.set(key, atMs);
      } else if (without === undefined && ownedAtMs !== undefined) {
        this.without.set(key, { partition: { topic, partition }, sinceMs: atMs, ownedAtMs });
      }
    }
    const beforeMs = this.beforeMs ?? atMs;
    this.beforeMs = atMs;
    const longest = over.reduce<Without | undefined>(
      (first, one) => (first === undefined || one.sinceMs < first.sinceMs ? one : first),
      undefined,
    );
    if (longest === undefined) return undefined;
    return {
      partitions: over.map(({ partition }) => partition),
      pausedMs: atMs - longest.sinceMs,
      leastMs: beforeMs - longest.sinceMs,
      mostMs: atMs - longest.ownedAtMs,
    };
  }
}
