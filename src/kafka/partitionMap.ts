import type { TopicPartition } from "./model";

/** Things known by their topic and partition. A later one replaces an earlier one of the same partition. */
export class PartitionMap<T extends TopicPartition> {
  private readonly byKey: ReadonlyMap<string, T>;

  constructor(items: Iterable<T> = []) {
    this.byKey = new Map([...items].map((item) => [partitionKey(item), item]));
  }

  get(partition: TopicPartition): T | undefined {
    return this.byKey.get(partitionKey(partition));
  }

  has(partition: TopicPartition): boolean {
    return this.byKey.has(partitionKey(partition));
  }

  values(): readonly T[] {
    return [...this.byKey.values()];
  }
}

/** Names one partition among those of all topics: topic names hold no colon. */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`;
}

/** Sorts by topic name, then by partition number. */
export function comparePartitions(one: TopicPartition, other: TopicPartition): number {
  if (one.topic !== other.topic) return one.topic < other.topic ? -1 : 1;
  return one.partition - other.partition;
}
