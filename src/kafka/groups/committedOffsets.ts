import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import { mapLimited } from "../connection/mapLimited";
import type { CommittedOffset, GroupResult, TopicPartition } from "../model";
import {
  offsetFetchApi,
  offsetFetchManyGroupsFrom,
  type OffsetFetchGroupAnswer,
} from "../protocol/offsetFetch";
import { comparePartitions, partitionKey } from "../partitionMap";
import { askCoordinators, type CoordinatorRouter } from "./askCoordinators";

type Commits = GroupResult<readonly CommittedOffset[]>;

/** Below Kafka 3.0 every group is a request of its own. */
const maxParallelGroups = 8;

/**
 * Every partition a group has a commit for, and `partitions` even where it has none. A transaction that is
 * still open does not hide the commit of before (no require_stable).
 */
export function fetchCommittedOffsets(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<readonly Commits[]> {
  return askCoordinators(router, groupIds, signal, async (nodeId, ids) => {
    const connection = await router.connect(nodeId, signal);
    const isBatched = connection.supports(offsetFetchApi, offsetFetchManyGroupsFrom);
    const requests = isBatched ? [ids] : ids.map((groupId) => [groupId]);
    const answers = await mapLimited(requests, maxParallelGroups, async (groups) => {
      const question = {
        groups: groups.map((groupId) => ({ groupId, topics: "all" as const })),
        requireStable: false,
      };
      return (await router.sendTo(nodeId, offsetFetchApi, question, signal)).groups;
    });
    return answers.flat().map((answer) => toCommits(answer, partitions));
  });
}

function toCommits(
  { groupId, errorCode: code, topics }: OffsetFetchGroupAnswer,
  asked: readonly TopicPartition[],
): Commits {
  if (code !== errorCode.none) return { groupId, failure: failureOf(code) };
  const commits = topics.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, offset, leaderEpoch, metadata, errorCode: partitionCode }) => ({
      topic,
      partition,
      // a negative offset is a mistake of some client; consumers treat it as no commit
      offset: offset < 0n ? undefined : offset,
      leaderEpoch,
      metadata,
      failure: failureIfAny(partitionCode),
    })),
  );
  const known = new Set(commits.map(partitionKey));
  const without = asked
    .filter((partition) => !known.has(partitionKey(partition)))
    .map(({ topic, partition }) => ({
      topic,
      partition,
      offset: undefined,
      leaderEpoch: -1,
      metadata: "",
      failure: undefined,
    }));
  return { groupId, value: [...commits, ...without].sort(comparePartitions) };
}
