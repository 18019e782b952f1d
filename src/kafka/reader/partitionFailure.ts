import { kindOfCode } from "../connection/failure";
import type { KafkaError } from "../errors";
import type { PartitionFailure } from "../gateway";
import type { ItemFailure, TopicPartition } from "../model";

export function partitionFailure(
  { topic, partition }: TopicPartition,
  { code, message }: ItemFailure,
): PartitionFailure {
  return { topic, partition, message, kind: kindOfCode(code) };
}

/** What failed for all of them at once, told of each. */
export function failuresOfError(
  partitions: readonly TopicPartition[],
  { message, kind }: KafkaError,
): readonly PartitionFailure[] {
  return partitions.map(({ topic, partition }) => ({ topic, partition, message, kind }));
}

/** Its offsets mean something else now. */
export function recreatedFailure({ topic, partition }: TopicPartition): PartitionFailure {
  const message = `Topic ${topic} was deleted and created again since reading began.`;
  return { topic, partition, message, kind: "notFound" };
}
