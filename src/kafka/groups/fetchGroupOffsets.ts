import {
  offsetFetchApi,
  offsetFetchManyGroupsFrom,
  type OffsetFetchGroup,
  type OffsetFetchGroupAnswer,
} from "../protocol/offsetFetch";
import type { CoordinatorRouter } from "./askCoordinators";
import { inGroupChunks } from "./groupChunks";

/** Below Kafka 3.0 every group is a request of its own. */
const oneGroup = 1;

/**
 * OffsetFetch of groups with the same coordinator. A transaction that is still open does not hide the commit of
 * before (no require_stable).
 */
export async function fetchGroupOffsets(
  router: CoordinatorRouter,
  nodeId: number,
  groupIds: readonly string[],
  topics: OffsetFetchGroup["topics"],
  signal: AbortSignal | undefined,
): Promise<readonly OffsetFetchGroupAnswer[]> {
  const connection = await router.connect(nodeId, signal);
  const isBatched = connection.supports(offsetFetchApi, offsetFetchManyGroupsFrom);
  const ask = async (chunk: readonly string[]): Promise<readonly OffsetFetchGroupAnswer[]> => {
    const groups = chunk.map((groupId) => ({ groupId, topics }));
    const question = { groups, requireStable: false };
    return (await router.sendTo(nodeId, offsetFetchApi, question, signal)).groups;
  };
  return inGroupChunks(groupIds, ask, isBatched ? undefined : oneGroup);
}
