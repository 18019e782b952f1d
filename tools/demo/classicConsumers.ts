import { once } from "node:events";

import { Kafka, logLevel, type Consumer } from "kafkajs";

import type { Lifetime } from "../process/lifetime";
import { rebalancingDemo } from "./seed/rebalancingDemo";

const members = [1, 2];
/** Leaving waits for the fetch under way. */
const fetchWaitMs = 300;

/** Two members of the walkthrough's `group-1`, until interrupted. Runs in a process of its own. */
export async function runClassicConsumers(
  bootstrapServers: string,
  lifetime: Lifetime,
): Promise<number> {
  await startClassicConsumers(bootstrapServers, lifetime);
  await once(lifetime.signal, "abort");
  return 0;
}

/** Two members of `group-1` in this process; they leave the group when the lifetime ends. */
export async function startClassicConsumers(
  bootstrapServers: string,
  lifetime: Lifetime,
): Promise<void> {
  const consumers = await Promise.all(
    members.map((member) => startConsumer(bootstrapServers, member)),
  );
  // leaving the group empties it at once; a member that just dies is missed after 30 s
  lifetime.own(() => Promise.all(consumers.map((consumer) => consumer.disconnect())));
}

async function startConsumer(bootstrapServers: string, member: number): Promise<Consumer> {
  const kafka = new Kafka({
    clientId: `consumer-${member}`,
    brokers: bootstrapServers.split(","),
    logLevel: logLevel.NOTHING,
  });
  const consumer = kafka.consumer({ groupId: "group-1", maxWaitTimeInMs: fetchWaitMs });
  await consumer.connect();
  await consumer.subscribe({ topic: rebalancingDemo.name, fromBeginning: true });
  await consumer.run({ eachMessage: () => Promise.resolve() });
  return consumer;
}
