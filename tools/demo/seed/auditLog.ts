import { send } from "./send";
import type { TopicSeed } from "./topicSeed";

const entries = 4_000;
const partitions = 2;
const perPartition = entries / partitions;
/** What was deleted from the front of each partition. */
export const auditLogStart = 600;
export const auditLogEnd = perPartition;

/** Its oldest messages are deleted, as retention would. */
export const auditLog: TopicSeed = {
  name: "audit-log",
  partitions,
  messages: entries,
  fill: async ({ kafka, admin, signal }) => {
    const messages = Array.from({ length: entries }, (_, n) => ({
      partition: n % partitions,
      value: `entry ${n}: user ${n % 12} signed in`,
    }));
    await send(kafka, auditLog.name, messages, signal);
    await admin.deleteTopicRecords({
      topic: auditLog.name,
      partitions: Array.from({ length: partitions }, (_, partition) => ({
        partition,
        offset: String(auditLogStart),
      })),
    });
  },
};
