import type { Message } from "kafkajs";

import { randomFrom } from "./random";
import { send } from "./send";
import type { TopicSeed } from "./topicSeed";

const seedMessages = 1_000;
const furtherMessages = 1_000;
const furtherKeys = 20;

/**
 * The topic of the rebalancing walkthrough: `Message-N` with a random key of 0 to 3. The default partitioner
 * sends those four keys to partitions 0 and 3 only, so as many messages again have further keys.
 */
export const rebalancingDemo: TopicSeed = {
  name: "consumer-rebalancing-demo",
  partitions: 4,
  messages: seedMessages + furtherMessages,
  fill: ({ kafka, signal }) => send(kafka, rebalancingDemo.name, messages(), signal),
};

function* messages(): Generator<Message> {
  const random = randomFrom(1);
  const start = Date.now() - 3_600_000;
  for (let n = 0; n < seedMessages + furtherMessages; n++) {
    const key = n < seedMessages ? random(4) : 4 + random(furtherKeys);
    // the walkthrough sends one every half second
    yield { key: String(key), value: `Message-${n}`, timestamp: String(start + n * 500) };
  }
}
