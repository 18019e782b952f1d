import type { DeleteResult, TopicPartition } from "../model";
import { offsetDeleteApi } from "../protocol/offsetDelete";
import { groupIntoTopics } from "../topics/groupIntoTopics";
import type { CoordinatorRouter } from "./askCoordinators";
import { writePartitions } from "./writePartitions";

/**
 * Writes. Sends one OffsetDelete, as carefully as `commitOffsets` its commit. What the group as a whole is
 * refused for is every partition's failure.
 * @throws KafkaError as `commitOffsets`
 */
export function deleteOffsets(
  router: CoordinatorRouter,
  groupId: string,
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<readonly (DeleteResult & TopicPartition)[]> {
  const items = partitions.map(({ topic, partition }) => ({ topic, item: partition }));
  return writePartitions(router, groupId, partitions, signal, {
    api: offsetDeleteApi,
    doubt: "It is not known whether the commits were deleted. Read them back before anything else.",
    toQuestion: () => ({ groupId, topics: groupIntoTopics(items) }),
    topicsOf: ({ topics }) => topics,
    needs: { group: "DELETE", topic: "READ" },
    groupCodeOf: ({ errorCode }) => errorCode,
  });
}
