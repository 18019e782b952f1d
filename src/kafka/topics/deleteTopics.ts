import type { TopicResult } from "../model";
import { deleteTopicsApi } from "../protocol/deleteTopics";
import { writeTopics, type ControllerRouter } from "./writeTopics";

const write = {
  api: deleteTopicsApi,
  doubt: "It is not known whether the topics were deleted. List them before anything else.",
};

/** Writes. Sends one DeleteTopics to the controller. @throws KafkaError as `writeTopics` */
export function deleteTopics(
  router: ControllerRouter,
  topics: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly TopicResult[]> {
  return writeTopics(router, topics, write, { topics }, signal);
}
