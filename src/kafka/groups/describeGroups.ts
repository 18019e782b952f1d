import { errorCode, failureOf } from "../connection/failure";
import type { BrokerConnection } from "../connection/brokerConnection";
import type { Broker, GroupDescription, GroupListing, GroupResult, GroupType } from "../model";
import type { Api } from "../protocol/api";
import { consumerGroupDescribeApi } from "../protocol/consumerGroupDescribe";
import type { DescribedGroup, DescribeQuestion } from "../protocol/describedGroup";
import { describeGroupsApi } from "../protocol/describeGroups";
import { shareGroupDescribeApi } from "../protocol/shareGroupDescribe";
import { streamsGroupDescribeApi } from "../protocol/streamsGroupDescribe";
import { askCoordinators, notFound, type CoordinatorRouter } from "./askCoordinators";
import { inGroupChunks } from "./groupChunks";
import {
  fromClassicGroup,
  fromConsumerGroup,
  fromListing,
  fromShareGroup,
} from "./groupDescription";
import type { GroupListings } from "./groupListings";
import { listGroupsOf } from "./listGroups";
import { fromStreamsGroup, partitionCountsOf } from "./streamsGroup";

type Described = GroupResult<GroupDescription>;

/** What is known of the groups' types. */
interface Listed {
  get(groupId: string): GroupListing | undefined;
  /** Listed just now: a group that is missing here does not exist. */
  readonly isFresh: boolean;
}

/** One coordinator, with what is needed to ask it. */
interface Coordinator {
  readonly router: CoordinatorRouter;
  readonly broker: Broker;
  readonly connection: Pick<BrokerConnection, "supports">;
  readonly signal: AbortSignal | undefined;
}

/**
 * Describes each group by the request of its own type. That type was listed; where the listing is missing, or
 * its answer says that it no longer holds, the coordinator lists its groups again. Only the list tells which
 * groups exist at all: the classic request calls everything it does not know Dead.
 * @param known is read, and learns
 */
export function describeGroups(
  router: CoordinatorRouter,
  known: GroupListings,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Described[]> {
  return askCoordinators(router, groupIds, signal, async (nodeId, ids) => {
    const connection = await router.connect(nodeId, signal);
    const broker = await router.broker(nodeId, signal);
    const coordinator: Coordinator = { router, broker, connection, signal };
    const described = await describeAsKnown(coordinator, ids, known);
    const open = ids.filter((id) => !described.has(id));
    if (open.length > 0) {
      for (const id of open) known.forget(id);
      const listings = await listGroupsOf(router, nodeId, signal);
      known.learn(listings);
      const byId = new Map(listings.map((listing) => [listing.groupId, listing]));
      const listed: Listed = { get: (id) => byId.get(id), isFresh: true };
      for (const result of await describeAsListed(coordinator, open, listed)) {
        described.set(result.groupId, result);
      }
    }
    return ids.map((groupId) => described.get(groupId) ?? notFound(groupId));
  });
}

/** Leaves out the groups whose answer depends on the list of this moment. */
async function describeAsKnown(
  coordinator: Coordinator,
  groupIds: readonly string[],
  known: GroupListings,
): Promise<Map<string, Described>> {
  const hinted = groupIds.filter((id) => {
    const listing = known.get(id);
    return listing !== undefined && requestOf(listing.type, coordinator.connection) !== "none";
  });
  const listed: Listed = { get: (id) => known.get(id), isFresh: false };
  const results = await describeAsListed(coordinator, hinted, listed);
  const holds = results.filter(({ failure }) => failure?.code !== errorCode.groupIdNotFound);
  return new Map(holds.map((result) => [result.groupId, result]));
}

async function describeAsListed(
  coordinator: Coordinator,
  groupIds: readonly string[],
  listed: Listed,
): Promise<readonly Described[]> {
  const { broker, connection } = coordinator;
  const byRequest = Map.groupBy(groupIds, (id) => requestOf(listed.get(id)?.type, connection));
  const idsOf = (request: DescribeRequest): readonly string[] => byRequest.get(request) ?? [];
  const parts = await Promise.all([
    describeNewer(coordinator, consumerGroupDescribeApi, idsOf("consumer"), (groups) =>
      groups.map((group) => fromConsumerGroup(group, broker)),
    ),
    describeNewer(coordinator, shareGroupDescribeApi, idsOf("share"), (groups) =>
      groups.map((group) => fromShareGroup(group, broker)),
    ),
    describeNewer(coordinator, streamsGroupDescribeApi, idsOf("streams"), async (groups) => {
      const counts = await partitionCountsOf(coordinator.router, groups, coordinator.signal);
      return groups.map((group) => fromStreamsGroup(group, counts, broker));
    }),
    describeClassic(coordinator, idsOf("classic"), listed),
  ]);
  const withoutRequest = idsOf("none").map((groupId): Described => {
    const listing = listed.get(groupId);
    return listing ? { groupId, value: fromListing(listing, broker) } : notFound(groupId);
  });
  return [...parts.flat(), ...withoutRequest];
}

type DescribeRequest = "classic" | "consumer" | "share" | "streams" | "none";

/** Groups of unknown type are those of brokers that tell no types, which are classic, and those of the future. */
function requestOf(
  type: GroupType | undefined,
  connection: Pick<BrokerConnection, "supports">,
): DescribeRequest {
  switch (type) {
    case "consumer":
      return connection.supports(consumerGroupDescribeApi) ? type : "none";
    case "share":
      return connection.supports(shareGroupDescribeApi) ? type : "none";
    case "streams":
      return connection.supports(streamsGroupDescribeApi) ? type : "none";
    case "classic":
    case "unknown":
    case undefined:
      return "classic";
  }
}

async function describeNewer<Group extends DescribedGroup>(
  { router, broker, signal }: Coordinator,
  api: Api<DescribeQuestion, { readonly groups: readonly Group[] }>,
  groupIds: readonly string[],
  describe: (
    groups: readonly Group[],
  ) => readonly GroupDescription[] | Promise<readonly GroupDescription[]>,
): Promise<readonly Described[]> {
  const groups = await inGroupChunks(groupIds, async (chunk) => {
    return (await router.sendTo(broker.nodeId, api, { groupIds: chunk }, signal)).groups;
  });
  const readable = groups.filter((group) => group.errorCode === errorCode.none);
  const failed = groups.filter((group) => group.errorCode !== errorCode.none);
  return [
    ...(await describe(readable)).map((value) => ({ groupId: value.groupId, value })),
    ...failed.map(({ groupId, errorCode: code }) => ({ groupId, failure: failureOf(code) })),
  ];
}

async function describeClassic(
  { router, broker, signal }: Coordinator,
  groupIds: readonly string[],
  listed: Listed,
): Promise<readonly Described[]> {
  const groups = await inGroupChunks(groupIds, async (chunk) => {
    const question = { groupIds: chunk };
    return (await router.sendTo(broker.nodeId, describeGroupsApi, question, signal)).groups;
  });
  return groups.map((group) => {
    const { groupId, errorCode: code } = group;
    if (code !== errorCode.none) return { groupId, failure: failureOf(code) };
    const listing = listed.get(groupId);
    const isListed = listing !== undefined && listed.isFresh;
    if (group.state === "Dead" && !isListed) return notFound(groupId);
    return { groupId, value: fromClassicGroup(group, listing, broker) };
  });
}
