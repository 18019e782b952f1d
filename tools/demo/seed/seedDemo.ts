import { Kafka, KafkaJSProtocolError, logLevel } from "kafkajs";

import { pollFor } from "../../process/poll";
import { auditLog } from "./auditLog";
import { codecTopics } from "./codecs";
import { customers } from "./customers";
import { ensureEmptyGroups, ensureEmptyKip848Group } from "./ensureGroups";
import { ensureTopic } from "./ensureTopic";
import { orders } from "./orders";
import { payments } from "./payments";
import { rebalancingDemo } from "./rebalancingDemo";
import type { SeedTarget, TopicSeed } from "./topicSeed";

const loadInProgress = "GROUP_LOAD_IN_PROGRESS";
const settleMs = 20_000;

const topics: readonly TopicSeed[] = [
  rebalancingDemo,
  orders,
  customers,
  payments,
  auditLog,
  ...codecTopics,
];

/** Fills the demo's Kafka with what it lacks, and says in a sentence what that was. */
export async function seedDemo(bootstrapServers: string, signal: AbortSignal): Promise<string> {
  const kafka = new Kafka({
    clientId: "kafka-offsets-demo",
    brokers: bootstrapServers.split(","),
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const target: SeedTarget = { kafka, admin, bootstrapServers, signal };
    const made = await Promise.all(topics.map((topic) => ensureTopic(topic, target)));
    const known = await knownGroups(target);
    const groups =
      (await ensureEmptyGroups(known, target)) + (await ensureEmptyKip848Group(known, target));
    const topicCount = made.filter(Boolean).length;
    return topicCount + groups === 0
      ? "Everything was there already."
      : `Made ${topicCount} topics and ${groups} groups.`;
  } finally {
    await admin.disconnect();
  }
}

/** A broker that has just started may still be reading what it knows of groups. */
function knownGroups({ admin, signal }: SeedTarget): Promise<ReadonlySet<string>> {
  return pollFor(
    "The list of groups",
    async () => {
      try {
        return new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
      } catch (error) {
        if (error instanceof KafkaJSProtocolError && error.type === loadInProgress) {
          return undefined;
        }
        throw error;
      }
    },
    { timeoutMs: settleMs, signal },
  );
}
