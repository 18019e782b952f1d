import { errorCode } from "../connection/failure";
import type { ClusterGateway } from "../gateway";
import { partitionLag, totalLag } from "../groups/lag";
import type { CommittedPosition, PartitionLag, TotalLag } from "../groups/lag";
import type {
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupResult,
  ItemFailure,
  Offset,
  TopicDescription,
} from "../model";
import { partitionKey } from "../partitionMap";
import type { StandingOffset } from "./groupStanding";
import { ownersOf } from "./owners";

/** What a partition of the topic holds. */
export interface TopicRange {
  readonly partition: number;
  /** Log start offset. */
  readonly start: Offset | undefined;
  /** High watermark. */
  readonly end: Offset | undefined;
  readonly failure: ItemFailure | undefined;
}

/** Where a group stands in one partition of the topic. */
export interface TopicGroupPosition {
  readonly partition: number;
  readonly committed: CommittedPosition;
  readonly lag: PartitionLag;
  readonly owners: readonly GroupMember[];
  /** Why its commit could not be read. */
  readonly failure: ItemFailure | undefined;
}

export interface TopicGroup extends GroupListing {
  /** Undefined where the group could not be described. */
  readonly memberCount: number | undefined;
  /** One for each of the topic's partitions, in their order. */
  readonly positions: readonly TopicGroupPosition[];
  readonly total: TotalLag;
}

/** One look at all groups of a topic: commits were read before the ends. */
export interface TopicSample {
  readonly atMs: number;
  readonly topic: string;
  /** Why the topic could not be described. */
  readonly failure: ItemFailure | undefined;
  readonly ranges: readonly TopicRange[];
  /** With commits in the topic or members that read it, sorted by id. */
  readonly groups: readonly TopicGroup[];
  /** Ids of the other groups that were looked at. */
  readonly elsewhere: readonly string[];
  /** Groups whose commits could not be read: they may have some here. */
  readonly unreadable: readonly { readonly groupId: string; readonly failure: ItemFailure }[];
}

export type TopicSampleGateway = Pick<
  ClusterGateway,
  | "describeGroups"
  | "describeShareOffsets"
  | "describeTopics"
  | "fetchCommittedOffsets"
  | "listGroups"
  | "listOffsets"
>;

export interface TopicSampleOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Ids of groups that are not looked at, since they had nothing to do with the topic before. */
  readonly skip?: ReadonlySet<string>;
}

/**
 * Looks at the topic's groups once, with one call per kind of question however many groups there are.
 * @throws KafkaError when the cluster itself cannot be asked
 */
export async function readTopicSample(
  gateway: TopicSampleGateway,
  topic: string,
  { now, skip = new Set() }: TopicSampleOptions,
  signal?: AbortSignal,
): Promise<TopicSample> {
  const listed = (await gateway.listGroups(signal)).filter(({ groupId }) => !skip.has(groupId));
  const ids = listed.map(({ groupId }) => groupId);
  const [[described], descriptions, offsets] = await Promise.all([
    gateway.describeTopics([topic], signal),
    ids.length === 0 ? [] : gateway.describeGroups(ids, signal),
    readOffsets(gateway, listed, signal),
  ]);
  const atMs = now();
  const ranges = described === undefined ? [] : await measure(gateway, described, signal);
  const byId = new Map(descriptions.map((result) => [result.groupId, result.value]));
  const offsetsById = new Map(offsets.map((result) => [result.groupId, result.value ?? []]));
  const seen = listed.map((listing) => {
    const { groupId } = listing;
    return { listing, description: byId.get(groupId), commits: offsetsById.get(groupId) ?? [] };
  });
  const [here, others] = [seen.filter(isHere(topic)), seen.filter((one) => !isHere(topic)(one))];
  const failed = new Set(offsets.filter(({ failure }) => failure).map(({ groupId }) => groupId));
  return {
    atMs,
    topic,
    failure: described?.failure,
    ranges,
    groups: here.map((one) => toGroup(one, topic, ranges)),
    elsewhere: others.map(({ listing }) => listing.groupId).filter((id) => !failed.has(id)),
    unreadable: offsets.flatMap(({ groupId, failure }) =>
      failure === undefined ? [] : [{ groupId, failure }],
    ),
  };
}

async function readOffsets(
  gateway: TopicSampleGateway,
  groups: readonly GroupListing[],
  signal: AbortSignal | undefined,
): Promise<readonly GroupResult<readonly StandingOffset[]>[]> {
  const [shares, others] = [[] as string[], [] as string[]];
  for (const { groupId, type } of groups) (type === "share" ? shares : others).push(groupId);
  const [committed, shared] = await Promise.all([
    others.length === 0 ? [] : gateway.fetchCommittedOffsets(others, signal),
    shares.length === 0 ? [] : gateway.describeShareOffsets(shares, signal),
  ]);
  return [
    // a group may end between the two questions
    ...committed.filter(({ failure }) => failure?.code !== errorCode.groupIdNotFound),
    ...shared.map((result): GroupResult<readonly StandingOffset[]> => {
      if (result.failure !== undefined) return result;
      const value = result.value.map(({ startOffset, lag, ...partition }) => ({
        ...partition,
        offset: startOffset,
        metadata: "",
        toldLag: lag,
      }));
      return { groupId: result.groupId, value };
    }),
  ];
}

async function measure(
  gateway: TopicSampleGateway,
  { topic, partitions }: TopicDescription,
  signal: AbortSignal | undefined,
): Promise<readonly TopicRange[]> {
  const led = partitions.filter(({ leader }) => leader !== undefined);
  const ask = async (at: "earliest" | "latest") => {
    const questions = led.map(({ partition }) => ({ topic, partition, at }));
    const listed =
      led.length === 0 ? [] : await gateway.listOffsets(questions, "readUncommitted", signal);
    return new Map(listed.map((one) => [one.partition, one]));
  };
  const [starts, ends] = await Promise.all([ask("earliest"), ask("latest")]);
  return partitions.map(({ partition, leader }) => {
    const [start, end] = [starts.get(partition), ends.get(partition)];
    return {
      partition,
      start: start?.offset,
      end: end?.offset,
      failure: leader === undefined ? noLeader : (start?.failure ?? end?.failure),
    };
  });
}

const noLeader: ItemFailure = {
  code: errorCode.leaderNotAvailable,
  message: "The partition has no leader at the moment.",
};

interface SeenGroup {
  readonly listing: GroupListing;
  readonly description: GroupDescription | undefined;
  readonly commits: readonly StandingOffset[];
}

function isHere(topic: string): (group: SeenGroup) => boolean {
  return ({ commits, description }) =>
    commits.some(
      (commit) =>
        commit.topic === topic && (commit.offset !== undefined || commit.failure !== undefined),
    ) ||
    (description?.members ?? []).some(({ assignment }) =>
      assignment.some((assigned) => assigned.topic === topic),
    );
}

function toGroup(
  { listing, description, commits }: SeenGroup,
  topic: string,
  ranges: readonly TopicRange[],
): TopicGroup {
  const owners = ownersOf(description?.members ?? []);
  const here = new Map(
    commits.filter((one) => one.topic === topic).map((one) => [one.partition, one]),
  );
  const positions = ranges.map(({ partition, start, end }): TopicGroupPosition => {
    const commit = here.get(partition);
    const committed = commit?.failure === undefined ? (commit?.offset ?? "none") : "unknown";
    const range = start === undefined || end === undefined ? undefined : { start, end };
    const told = commit?.toldLag;
    return {
      partition,
      committed,
      lag: told === undefined ? partitionLag(committed, range) : { kind: "behind", lag: told },
      owners: owners.get(partitionKey({ topic, partition })) ?? [],
      failure: commit?.failure,
    };
  });
  return {
    ...listing,
    state: description?.state ?? listing.state,
    memberCount: description?.members.length,
    positions,
    total: totalLag(positions.map(({ lag }) => lag)),
  };
}
