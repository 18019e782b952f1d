import { setTimeout as delay } from "node:timers/promises";

import { CompressionTypes } from "kafkajs";

import { defaultProducer } from "./send";
import type { TopicSeed } from "./topicSeed";

const customerCount = 100;
const rounds = 4;
/** Compaction leaves the segment being written alone, so each round gets one of its own. */
const segmentMs = 200;

/** Compacted: the latest value per customer, and tombstones for those that left. */
export const customers: TopicSeed = {
  name: "customers",
  partitions: 2,
  config: {
    "cleanup.policy": "compact",
    "segment.ms": String(segmentMs),
    "min.cleanable.dirty.ratio": "0.01",
    "delete.retention.ms": String(30 * 86_400_000),
  },
  messages: customerCount * rounds,
  fill: async ({ kafka }) => {
    const producer = defaultProducer(kafka);
    await producer.connect();
    try {
      for (let round = 0; round < rounds; round++) {
        if (round > 0) await delay(segmentMs * 2);
        await producer.send({
          topic: customers.name,
          messages: Array.from({ length: customerCount }, (_, n) => ({
            key: `customer-${n}`,
            value: hasLeft(n, round) ? null : JSON.stringify({ name: `Customer ${n}`, round }),
          })),
          compression: CompressionTypes.None,
        });
      }
    } finally {
      await producer.disconnect();
    }
  },
};

function hasLeft(customer: number, round: number): boolean {
  return round === rounds - 1 && customer % 10 === 0;
}
