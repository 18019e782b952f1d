import type { TopicPartition } from "../model";

/** Things known by their topic and partition. A later one replaces an earlier one of the same partition. */
export class PartitionMap<T extends TopicPartition> {
  private readonly byKey: ReadonlyMap<string, T>;

  constructor(items: Iterable<T> = []) {
    this.byKey = new Map([...items].map((item) => [keyOf(item), item]));
  }

  get(partition: TopicPartition): T | undefined {
    return this.byKey.get(keyOf(partition));
  }

  has(partition: TopicPartition): boolean {
    return this.byKey.has(keyOf(partition));
  }

  values(): readonly T[] {
    return [...this.byKey.values()];
  }
}

/** Topic names hold no colon, so the key is unique. */
function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`;
}

/** Sorts by topic name, then by partition number. */
export function comparePartitions(one: TopicPartition, other: TopicPartition): number {
  if (one.topic !== other.topic) return one.topic < other.topic ? -1 : 1;
  return one.partition - other.partition;
}
