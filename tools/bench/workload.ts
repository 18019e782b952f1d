import type { FillParams } from "./jobs";
import type { Clients } from "./peers/clients";

/** A moment in the past to which no client's clock comes near. */
export const firstTimestampMs = Date.UTC(2026, 0, 1);
export const timestampStepMs = 1_000;

/** In so many messages as were asked for, and nowhere else. */
export const needle = "needle-in-the-stack";
/** In no message. */
export const missingNeedle = "needle-in-no-stack";

type Fill = Pick<FillParams, "topic" | "partitions" | "messagesPerPartition"> & Partial<FillParams>;

/** Creates a topic and fills it with values like an application's JSON, the same in every run. */
export async function fillTopic(clients: Clients, fill: Fill): Promise<void> {
  const { topic, partitions } = fill;
  await clients.ask("java", "createTopics", { topics: [topic], partitions });
  await clients.ask("java", "fill", {
    valueBytes: 200,
    codec: "none",
    hits: 0,
    needle,
    firstTimestampMs,
    stepMs: timestampStepMs,
    ...fill,
  });
}
