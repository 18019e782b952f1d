import type { Message } from "kafkajs";

import { randomFrom } from "./random";
import { send } from "./send";
import type { TopicSeed } from "./topicSeed";

const orderCount = 120_000;
const customers = 5_000;
const days = 5;
const statuses = ["placed", "paid", "packed", "shipped", "delivered", "returned"] as const;
const shops = ["berlin", "lisbon", "osaka", "quito"] as const;
/** Beyond 2^53: a reader that turns JSON numbers into doubles shows others. */
const firstReference = 9_007_199_254_740_993n;

/** JSON with headers, evenly over the last days, in six partitions by customer. */
export const orders: TopicSeed = {
  name: "orders",
  partitions: 6,
  messages: orderCount,
  fill: ({ kafka, signal }) => send(kafka, orders.name, messages(Date.now()), signal),
};

function* messages(now: number): Generator<Message> {
  const random = randomFrom(2);
  const span = days * 86_400_000;
  for (let id = 0; id < orderCount; id++) {
    const placedAt = now - span + Math.floor((span * id) / orderCount);
    const customer = `customer-${random(customers)}`;
    const status = statuses[random(statuses.length)] ?? "placed";
    const cents = 100 + random(100_000);
    const total = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
    yield {
      key: customer,
      // written out, because JSON.stringify knows neither 12.50 nor integers beyond 2^53
      value:
        `{"id":${id},"reference":${firstReference + BigInt(id)},"customer":"${customer}",` +
        `"status":"${status}","total":${total},"currency":"EUR",` +
        `"placedAt":"${new Date(placedAt).toISOString()}"}`,
      timestamp: String(placedAt),
      headers: {
        "content-type": "application/json",
        shop: shops[random(shops.length)] ?? "berlin",
        "trace-id": id.toString(16).padStart(16, "0"),
      },
    };
  }
}
