import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import type { CommittedOffset, GroupResult, TopicPartition } from "../model";
import type { OffsetFetchGroupAnswer } from "../protocol/offsetFetch";
import { comparePartitions, partitionKey } from "../partitionMap";
import { askCoordinators, type CoordinatorRouter } from "./askCoordinators";
import { fetchGroupOffsets } from "./fetchGroupOffsets";

type Commits = GroupResult<readonly CommittedOffset[]>;

/** Every partition a group has a commit for, and `partitions` even where it has none. */
export function fetchCommittedOffsets(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<readonly Commits[]> {
  return askCoordinators(router, groupIds, signal, async (nodeId, ids) => {
    const answers = await fetchGroupOffsets(router, nodeId, ids, "all", signal);
    return answers.map((answer) => toCommits(answer, partitions));
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
