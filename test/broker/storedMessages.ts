import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Message, Offset, TimestampMs } from "../../src/kafka/model";
import type { TestKafka } from "../support/testKafka";

/** A message as it must be read back, whatever the format it is stored in. */
export interface StoredMessage {
  readonly offset: Offset;
  readonly timestampMs: TimestampMs;
  readonly key: string | undefined;
  readonly value: string | null;
}

export const firstTimestampMs = 1_500_000_000_000n;
export const messageCount = 60;

/** Messages of partition 0, a second apart, every fifth without a value; −1 where the format has no timestamps. */
export function storedMessages(hasTimestamps: boolean): readonly StoredMessage[] {
  return Array.from({ length: messageCount }, (_, index) => ({
    offset: BigInt(index),
    timestampMs: hasTimestamps ? firstTimestampMs + 1000n * BigInt(index) : -1n,
    key: `key-${index}`,
    value: index % 5 === 4 ? null : `gleich gleich gleich ✓ ${index}`,
  }));
}

/** In two batches. */
export async function produceStored(cluster: TestKafka, topic: string): Promise<void> {
  const hasTimestamps = true;
  const messages = storedMessages(hasTimestamps).map(({ key = null, value, timestampMs }) => ({
    key,
    value,
    timestamp: timestampMs.toString(),
  }));
  await cluster.produce(topic, messages.slice(0, messageCount / 2));
  await cluster.produce(topic, messages.slice(messageCount / 2));
}

export function toStored({ offset, timestampMs, key, value }: Message): StoredMessage {
  return { offset, timestampMs, key: key?.toString(), value: value?.toString() ?? null };
}

/** The messages of partition 0 whose bytes hold the text. */
export async function scanFor(
  gateway: ClusterGateway,
  topic: string,
  text: string,
): Promise<readonly Message[]> {
  const found: Message[] = [];
  const ranges = [{ topic, partition: 0, from: 0n, to: BigInt(messageCount) }];
  const filter = {
    anyOf: [Buffer.from(text)],
    select: (messages: readonly Message[]) => messages,
  };
  for await (const step of gateway.scan({ ranges, isolation: "readCommitted", filter })) {
    found.push(...step.messages);
  }
  return found;
}
