import { KafkaError } from "../errors";
import type { CommitResult, OffsetToCommit } from "../model";
import { offsetCommitApi, type OffsetCommitQuestion } from "../protocol/offsetCommit";
import { groupIntoTopics } from "../topics/groupIntoTopics";
import type { CoordinatorRouter } from "./askCoordinators";
import { writePartitions } from "./writePartitions";

const noLeaderEpoch = -1;

/**
 * Writes. Sends one OffsetCommit, and never again once its outcome is in doubt. Only a coordinator that is
 * still loading its groups is asked again: it refuses before it applies anything.
 * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown, also when the commit is cancelled or
 * the gateway closed after it was sent; `invalidInput` before anything is sent
 */
export function commitOffsets(
  router: CoordinatorRouter,
  groupId: string,
  offsets: readonly OffsetToCommit[],
  signal: AbortSignal | undefined,
): Promise<readonly CommitResult[]> {
  return writePartitions(router, groupId, offsets, signal, {
    api: offsetCommitApi,
    doubt: "It is not known whether the offsets were stored. Read them back before anything else.",
    toQuestion: () => toQuestion(groupId, offsets),
    topicsOf: ({ topics }) => topics,
    needs: { group: "READ", topic: "READ" },
  });
}

function toQuestion(groupId: string, offsets: readonly OffsetToCommit[]): OffsetCommitQuestion {
  for (const { topic, partition, offset } of offsets) {
    if (offset >= 0n) continue;
    const message = `${topic}/${partition}: offset ${offset.toString()} is negative.`;
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  return {
    groupId,
    topics: groupIntoTopics(
      offsets.map(({ topic, partition, offset, leaderEpoch, metadata }) => ({
        topic,
        item: {
          partition,
          offset,
          leaderEpoch: leaderEpoch ?? noLeaderEpoch,
          metadata: metadata ?? "",
        },
      })),
    ),
  };
}
