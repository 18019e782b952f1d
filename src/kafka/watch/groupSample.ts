import { errorCode } from "../connection/failure";
import type { ClusterGateway } from "../gateway";
import { partitionLag, type CommittedPosition, type PartitionLag } from "../groups/lag";
import type {
  GroupDescription,
  GroupMember,
  ItemFailure,
  ListedOffset,
  Offset,
  TopicDescription,
  TopicPartition,
} from "../model";
import { comparePartitions, partitionKey, PartitionMap } from "../partitionMap";
import { readStanding, type Standing } from "./groupStanding";
import { ownersOf } from "./owners";

/** Where the group stands in one partition, and what the partition holds. */
export interface SampledPartition extends TopicPartition {
  /** Log start offset. */
  readonly start: Offset | undefined;
  /** High watermark. */
  readonly end: Offset | undefined;
  readonly lastStableOffset: Offset | undefined;
  readonly committed: CommittedPosition;
  readonly metadata: string;
  /** −1 when the commit carries none. */
  readonly leaderEpoch: number;
  readonly lag: PartitionLag;
  readonly hasLeader: boolean;
  /** Members it is assigned to: several in a share group only. */
  readonly owners: readonly GroupMember[];
  /** Why something of it could not be read. */
  readonly failure: ItemFailure | undefined;
}

/** One look at a group: commits were read before the ends, so no healthy group seems to be past an end. */
export interface GroupSample {
  /** When it was looked at, in epoch milliseconds of this computer. */
  readonly atMs: number;
  readonly groupId: string;
  /** Undefined where `failure` says why. */
  readonly group: GroupDescription | undefined;
  readonly failure: ItemFailure | undefined;
  /** Why its commits could not be read. */
  readonly commitFailure: ItemFailure | undefined;
  /** Of all topics the group has commits or members in, sorted. */
  readonly partitions: readonly SampledPartition[];
  /** Topics that could not be described, by name. */
  readonly topicFailures: ReadonlyMap<string, ItemFailure>;
  /** Why nothing was seen between the sample before and this one, when that is so. */
  readonly interruption?: string;
}

export type SampleGateway = Pick<
  ClusterGateway,
  | "describeGroups"
  | "describeShareOffsets"
  | "describeTopics"
  | "fetchCommittedOffsets"
  | "listOffsets"
>;

export interface SampleOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Looked at even where the group has neither commit nor member, as while it rebalances. */
  readonly topics?: readonly string[];
}

/**
 * Looks at the group once, with one call per kind of question however many partitions there are. What fails for
 * the group or single partitions is in the sample.
 * @throws KafkaError when the cluster itself cannot be asked
 */
export async function readGroupSample(
  gateway: SampleGateway,
  groupId: string,
  { now, topics: alsoTopics = [] }: SampleOptions,
  signal?: AbortSignal,
): Promise<GroupSample> {
  const standing = await readStanding(gateway, groupId, signal);
  const atMs = now();
  const members = standing.group?.members ?? [];
  const names = new Set([
    ...alsoTopics,
    ...standing.commits.map(({ topic }) => topic),
    ...members.flatMap(({ assignment }) => assignment.map(({ topic }) => topic)),
  ]);
  const described = names.size === 0 ? [] : await gateway.describeTopics([...names].sort(), signal);
  const measured = await measure(gateway, described, signal);
  return {
    atMs,
    groupId,
    group: standing.group,
    failure: standing.failure,
    commitFailure: standing.commitFailure,
    partitions: sampledPartitions(standing, described, measured),
    topicFailures: new Map(
      described.flatMap(({ topic, failure }) => (failure === undefined ? [] : [[topic, failure]])),
    ),
  };
}

type Measured = Readonly<Record<"start" | "end" | "stable", PartitionMap<ListedOffset>>>;

async function measure(
  gateway: SampleGateway,
  topics: readonly TopicDescription[],
  signal: AbortSignal | undefined,
): Promise<Measured> {
  const led = topics.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, leader }) =>
      leader === undefined ? [] : [{ topic, partition }],
    ),
  );
  const ask = async (
    at: "earliest" | "latest",
    isolation: "readCommitted" | "readUncommitted",
  ): Promise<PartitionMap<ListedOffset>> => {
    if (led.length === 0) return new PartitionMap();
    const questions = led.map((partition) => ({ ...partition, at }));
    return new PartitionMap(await gateway.listOffsets(questions, isolation, signal));
  };
  const [start, end, stable] = await Promise.all([
    ask("earliest", "readUncommitted"),
    ask("latest", "readUncommitted"),
    ask("latest", "readCommitted"),
  ]);
  return { start, end, stable };
}

const noLeader: ItemFailure = {
  code: errorCode.leaderNotAvailable,
  message: "The partition has no leader at the moment.",
};

const unknownPartition: ItemFailure = {
  code: errorCode.unknownTopicOrPartition,
  message: "The topic or partition does not exist.",
};

function sampledPartitions(
  standing: Standing,
  topics: readonly TopicDescription[],
  measured: Measured,
): SampledPartition[] {
  const commits = new PartitionMap(standing.commits);
  const owners = ownersOf(standing.group?.members ?? []);
  const topicFailures = new Map(topics.map(({ topic, failure }) => [topic, failure]));
  const described = new PartitionMap(
    topics.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one }))),
  );
  const all = new PartitionMap<TopicPartition>([...described.values(), ...standing.commits]);
  return [...all.values()].sort(comparePartitions).map(({ topic, partition }) => {
    const at = { topic, partition };
    const [start, end] = [measured.start.get(at), measured.end.get(at)];
    const commit = commits.get(at);
    const one = described.get(at);
    const hasLeader = one?.leader !== undefined;
    const missing = one === undefined ? (topicFailures.get(topic) ?? unknownPartition) : noLeader;
    const failure = hasLeader ? (start?.failure ?? end?.failure) : missing;
    const committed = committedPosition(standing, commit);
    return {
      ...at,
      start: start?.offset,
      end: end?.offset,
      lastStableOffset: measured.stable.get(at)?.offset,
      committed,
      metadata: commit?.metadata ?? "",
      leaderEpoch: commit?.leaderEpoch ?? -1,
      lag: lagOf(commit?.toldLag, committed, start?.offset, end?.offset),
      hasLeader: hasLeader || one === undefined,
      owners: owners.get(partitionKey(at)) ?? [],
      failure: failure ?? commit?.failure,
    };
  });
}

function committedPosition(
  { commitFailure }: Standing,
  commit: Standing["commits"][number] | undefined,
): CommittedPosition {
  if (commitFailure !== undefined || commit?.failure !== undefined) return "unknown";
  return commit?.offset ?? "none";
}

function lagOf(
  toldLag: bigint | undefined,
  committed: CommittedPosition,
  start: Offset | undefined,
  end: Offset | undefined,
): PartitionLag {
  if (toldLag !== undefined) return { kind: "behind", lag: toldLag };
  const range = start === undefined || end === undefined ? undefined : { start, end };
  return partitionLag(committed, range);
}
