import type { Offset, Position, TopicPartition } from "../../src/kafka/model";

/** The offsets, one for each partition from 0 on. */
export function inTopic(topic: string, ...offsets: readonly Offset[]): Position[] {
  return offsets.map((offset, partition) => ({ topic, partition, offset }));
}

/** The item of this partition number, for lists of one topic only. */
export function ofPartition<T extends TopicPartition>(
  items: readonly T[],
  partition: number,
): T | undefined {
  return items.find((item) => item.partition === partition);
}
