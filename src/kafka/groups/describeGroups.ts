import { errorCode, failureOf } from "../connection/failure";
import type { Broker, GroupDescription, GroupListing, GroupResult } from "../model";
import { consumerGroupDescribeApi } from "../protocol/consumerGroupDescribe";
import { describeGroupsApi } from "../protocol/describeGroups";
import { askCoordinators, notFound, type CoordinatorRouter } from "./askCoordinators";
import { fromClassicGroup, fromConsumerGroup, fromListing } from "./groupDescription";
import { listGroupsOf } from "./listGroups";

type Described = GroupResult<GroupDescription>;

/**
 * Describes each group by the request of its own type. The coordinator lists its groups first: that tells the
 * type, and which groups exist at all, because the classic request calls everything it does not know Dead.
 */
export function describeGroups(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Described[]> {
  return askCoordinators(router, groupIds, signal, async (nodeId, ids) => {
    const coordinator = await router.broker(nodeId, signal);
    const listings = new Map(
      (await listGroupsOf(router, nodeId, signal)).map((listing) => [listing.groupId, listing]),
    );
    const described = await describeByType(router, coordinator, ids, listings, signal);
    return ids.map((groupId) => described.get(groupId) ?? notFound(groupId));
  });
}

async function describeByType(
  router: CoordinatorRouter,
  coordinator: Broker,
  ids: readonly string[],
  listings: ReadonlyMap<string, GroupListing>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Described>> {
  const connection = await router.connect(coordinator.nodeId, signal);
  const hasConsumerGroups = connection.supports(consumerGroupDescribeApi);
  const asConsumer: GroupListing[] = [];
  const asClassic: (GroupListing | string)[] = [];
  const described = new Map<string, Described>();
  for (const id of ids) {
    const listing = listings.get(id);
    if (listing?.type === "consumer" && hasConsumerGroups) asConsumer.push(listing);
    else if (listing === undefined || isClassic(listing)) asClassic.push(listing ?? id);
    else described.set(id, { groupId: id, value: fromListing(listing, coordinator) });
  }
  const parts = await Promise.all([
    describeConsumerGroups(router, coordinator, asConsumer, signal),
    describeClassicGroups(router, coordinator, asClassic, signal),
  ]);
  for (const result of parts.flat()) described.set(result.groupId, result);
  return described;
}

function isClassic({ type }: GroupListing): boolean {
  return type === "classic" || type === "unknown";
}

async function describeConsumerGroups(
  router: CoordinatorRouter,
  coordinator: Broker,
  listings: readonly GroupListing[],
  signal: AbortSignal | undefined,
): Promise<readonly Described[]> {
  if (listings.length === 0) return [];
  const groupIds = listings.map(({ groupId }) => groupId);
  const byId = new Map(listings.map((listing) => [listing.groupId, listing]));
  const answer = await router.sendTo(
    coordinator.nodeId,
    consumerGroupDescribeApi,
    { groupIds },
    signal,
  );
  return answer.groups.map((group) => {
    const { groupId } = group;
    if (group.errorCode !== errorCode.none) {
      return { groupId, failure: failureOf(group.errorCode) };
    }
    const protocolType = byId.get(groupId)?.protocolType ?? "consumer";
    return { groupId, value: fromConsumerGroup(group, protocolType, coordinator) };
  });
}

/** @param asked listings, or the bare ids of groups that are not listed */
async function describeClassicGroups(
  router: CoordinatorRouter,
  coordinator: Broker,
  asked: readonly (GroupListing | string)[],
  signal: AbortSignal | undefined,
): Promise<readonly Described[]> {
  if (asked.length === 0) return [];
  const listings = new Map(
    asked.map((group) => (typeof group === "string" ? [group, undefined] : [group.groupId, group])),
  );
  const groupIds = [...listings.keys()];
  const answer = await router.sendTo(coordinator.nodeId, describeGroupsApi, { groupIds }, signal);
  return answer.groups.map((group) => {
    const { groupId } = group;
    if (group.errorCode !== errorCode.none) {
      return { groupId, failure: failureOf(group.errorCode) };
    }
    const listing = listings.get(groupId);
    if (listing === undefined && group.state === "Dead") return notFound(groupId);
    const value = fromClassicGroup(group, listing, coordinator);
    return { groupId, value };
  });
}
