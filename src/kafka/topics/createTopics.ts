import type { TopicResult, TopicToCreate } from "../model";
import { createTopicsApi } from "../protocol/createTopics";
import { writeTopics, type ControllerRouter } from "./writeTopics";

const clustersDefault = -1;

const write = {
  api: createTopicsApi,
  doubt: "It is not known whether the topics were created. List them before anything else.",
};

/**
 * Writes. Sends one CreateTopics to the controller.
 * @throws KafkaError as `writeTopics`; `unsupported` below Kafka 2.4 for a topic without a replication factor
 */
export function createTopics(
  router: ControllerRouter,
  topics: readonly TopicToCreate[],
  signal: AbortSignal | undefined,
): Promise<readonly TopicResult[]> {
  const question = {
    topics: topics.map(({ topic, partitions, replicationFactor, configs = {} }) => ({
      topic,
      partitions,
      replicationFactor: replicationFactor ?? clustersDefault,
      configs,
    })),
  };
  const names = topics.map(({ topic }) => topic);
  return writeTopics(router, names, write, question, signal);
}
