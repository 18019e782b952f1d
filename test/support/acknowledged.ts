import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { walkPages } from "./pageWalk";
import type { SteadyProducer } from "./steadyProducer";

/**
 * That the messages are the topic's from its beginning: nothing left out, nothing twice, everything acknowledged
 * among them, and the same as pages show them now. Within a partition they must be in order.
 */
export async function assertComplete(
  gateway: ClusterGateway,
  topic: string,
  messages: readonly Message[],
  { acknowledged }: SteadyProducer,
): Promise<void> {
  const from = acknowledged.map((_, partition) => ({ topic, partition, offset: 0n }));
  const request = { from, maxMessages: 1_000, isolation: "readUncommitted" } as const;
  const { messages: paged } = await walkPages(gateway, request);
  for (const [partition, values] of acknowledged.entries()) {
    const followed = ofPartition(messages, partition);
    assert.deepEqual(followed, ofPartition(paged, partition));
    assert.deepEqual(
      followed.map(([offset]) => offset),
      followed.map((_, index) => BigInt(index)),
    );
    const found = new Map(followed);
    for (const [offset, value] of values) assert.equal(found.get(offset), value);
  }
}

function ofPartition(messages: readonly Message[], partition: number): [bigint, string][] {
  return messages
    .filter((message) => message.partition === partition)
    .map(({ offset, value }) => [offset, String(value)]);
}
