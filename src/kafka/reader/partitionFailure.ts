import { kindOfCode } from "../connection/failure";
import type { PartitionFailure } from "../gateway";
import type { ItemFailure, TopicPartition } from "../model";

export function partitionFailure(
  { topic, partition }: TopicPartition,
  { code, message }: ItemFailure,
): PartitionFailure {
  return { topic, partition, message, kind: kindOfCode(code) };
}

/** Its offsets mean something else now. */
export function recreatedFailure({ topic, partition }: TopicPartition): PartitionFailure {
  const message = `Topic ${topic} was deleted and created again since reading began.`;
  return { topic, partition, message, kind: "notFound" };
}
