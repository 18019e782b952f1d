import { errorOfCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type { MessageToProduce, TopicDescription } from "../model";
import { partitionOfKey } from "./partitionOfKey";

/** A message whose partition may still be open. */
export interface UnplacedMessage extends Pick<MessageToProduce, "topic" | "key"> {
  readonly partition: number | undefined;
}

/**
 * The partition a message goes to, chosen as Kafka's own producers do: by its key, and without a key any that has a
 * leader.
 * @throws KafkaError when there is no such topic or partition, or nobody leads it
 */
export async function placeMessage(
  gateway: Pick<ClusterGateway, "describeTopics">,
  message: UnplacedMessage,
  signal?: AbortSignal,
  random: () => number = Math.random,
): Promise<number> {
  const [topic] = await gateway.describeTopics([message.topic], signal);
  if (topic === undefined || topic.failure !== undefined) {
    const { message: why } = errorOfCode(topic?.failure?.code ?? 3);
    throw new KafkaError(`Topic ${message.topic}: ${why}`, { kind: "invalidInput" });
  }
  if (topic.isInternal) {
    throw invalid(`Topic ${topic.topic} is the brokers' own: nobody else may write to it.`);
  }
  const partition = message.partition ?? choosePartition(topic, message.key, random);
  const found = topic.partitions.find((one) => one.partition === partition);
  if (found === undefined) {
    const last = topic.partitions.length - 1;
    throw invalid(`Topic ${topic.topic} has no partition ${partition}: it has 0 to ${last}.`);
  }
  if (found.leader === undefined) {
    throw new KafkaError(`Partition ${partition} of ${topic.topic} has no leader at the moment.`, {
      kind: "noLeader",
    });
  }
  return partition;
}

function choosePartition(
  { partitions }: TopicDescription,
  key: Buffer | undefined,
  random: () => number,
): number {
  if (key !== undefined) return partitionOfKey(key, partitions.length);
  const led = partitions.filter(({ leader }) => leader !== undefined);
  const candidates = led.length === 0 ? partitions : led;
  return candidates[Math.floor(random() * candidates.length)]?.partition ?? 0;
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
