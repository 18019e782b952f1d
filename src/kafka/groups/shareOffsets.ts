import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import type { GroupResult, ItemFailure, ShareOffset } from "../model";
import {
  describeShareGroupOffsetsApi,
  type DescribeShareGroupOffsetsAnswer,
} from "../protocol/describeShareGroupOffsets";
import { comparePartitions } from "../partitionMap";
import { askCoordinators, notFound, type CoordinatorRouter } from "./askCoordinators";
import { inGroupChunks } from "./groupChunks";
import type { GroupListings } from "./groupListings";
import { listGroupsOf } from "./listGroups";

const tooOld: ItemFailure = {
  code: errorCode.unsupportedVersion,
  message: "The broker does not tell the offsets of share groups: it needs Kafka ≥ 4.1.",
};

type ShareOffsets = GroupResult<readonly ShareOffset[]>;

/**
 * Where share groups begin to deliver, sorted by topic and partition. To this request a group of another type,
 * and one that does not exist, look like a share group that has read nothing: only the list tells them apart.
 * @param known learns what is listed
 */
export function describeShareOffsets(
  router: CoordinatorRouter,
  known: GroupListings,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly ShareOffsets[]> {
  return askCoordinators(router, groupIds, signal, async (nodeId, ids) => {
    const connection = await router.connect(nodeId, signal);
    if (!connection.supports(describeShareGroupOffsetsApi)) {
      return ids.map((groupId) => ({ groupId, failure: tooOld }));
    }
    const groups = await inGroupChunks(ids, async (chunk) => {
      const question = { groupIds: chunk };
      const answer = await router.sendTo(nodeId, describeShareGroupOffsetsApi, question, signal);
      return answer.groups;
    });
    const results = groups.map(toShareOffsets);
    if (!results.some(isEmpty)) return results;
    const listings = await listGroupsOf(router, nodeId, signal);
    known.learn(listings);
    const shares = new Set(
      listings.filter(({ type }) => type === "share").map(({ groupId }) => groupId),
    );
    return results.map((result) =>
      isEmpty(result) && !shares.has(result.groupId) ? notFound(result.groupId) : result,
    );
  });
}

const isEmpty = ({ value }: ShareOffsets): boolean => value?.length === 0;

function toShareOffsets({
  groupId,
  errorCode: code,
  topics,
}: DescribeShareGroupOffsetsAnswer["groups"][number]): ShareOffsets {
  if (code !== errorCode.none) return { groupId, failure: failureOf(code) };
  const value = topics.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, startOffset, leaderEpoch, lag, errorCode: partitionCode }) => ({
      topic,
      partition,
      startOffset: startOffset < 0n ? undefined : startOffset,
      leaderEpoch,
      lag: lag < 0n ? undefined : lag,
      failure: failureIfAny(partitionCode),
    })),
  );
  return { groupId, value: value.sort(comparePartitions) };
}
