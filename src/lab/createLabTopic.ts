import { KafkaError } from "../kafka/errors";
import type { TopicToCreate } from "../kafka/model";
import type { LabCluster } from "./labCluster";

/**
 * Creates a topic, and notes that it is the lab's: before, as the answer may never come. One that surely was not
 * created, for instance because somebody else was faster, is not the lab's to delete.
 * @throws KafkaError
 */
export async function createLabTopic(
  { creations, writer }: Pick<LabCluster, "creations" | "writer">,
  topic: TopicToCreate,
  signal: AbortSignal,
): Promise<void> {
  await creations.add("topic", topic.topic);
  try {
    await writer.createTopic(topic, signal);
  } catch (error) {
    const isRefused = error instanceof KafkaError && error.kind === "invalidInput";
    if (isRefused) await creations.remove("topic", topic.topic);
    throw error;
  }
}
