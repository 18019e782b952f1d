import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { CommittedOffset, Position, TopicPartition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { PartitionRow, PartitionTable } from "./protocol/partitions";
import type { Query } from "./protocol/query";
import { describeRanges } from "./topicRanges";
import type { TopicRanges } from "./topicRanges";

export interface TableFacts {
  readonly groupId?: string;
  /** Where reading goes on. */
  readonly positions: readonly Position[];
  readonly isPaused: (partition: TopicPartition) => boolean;
}

/** Commits of more groups than this are not read to find out who reads the topics. */
const maxGroupsAsked = 200;

/** One row for each partition of the query's topics. A group's commits that cannot be read are a problem of its own. */
export async function partitionTable(
  gateway: ClusterGateway,
  query: Query,
  facts: TableFacts,
  signal: AbortSignal,
): Promise<PartitionTable> {
  const { groupId } = facts;
  const all = await describeRanges(gateway, query.topics, query.isolation, signal);
  const [commits, groups] = await Promise.all([
    groupId === undefined ? undefined : commitsOf(gateway, groupId, all, signal),
    groupsOn(gateway, new Set(all.topics), signal),
  ]);
  const chosen = new PartitionMap(query.partitions ?? all.partitions);
  const positions = new PartitionMap(facts.positions);
  return {
    rows: all.partitions.map((partition) =>
      toRow(partition, { all, commits, chosen, positions, isPaused: facts.isPaused }),
    ),
    ...(groupId === undefined ? {} : { groupId }),
    groups,
  };
}

interface RowFacts extends Pick<TableFacts, "isPaused"> {
  readonly all: TopicRanges;
  readonly commits: PartitionMap<CommittedOffset> | undefined;
  readonly chosen: PartitionMap<TopicPartition>;
  readonly positions: PartitionMap<Position>;
}

function toRow(
  description: TopicRanges["partitions"][number],
  { all, commits, chosen, positions, isPaused }: RowFacts,
): PartitionRow {
  const { topic, partition, leader, leaderEpoch } = description;
  const range = all.readable.get(description);
  const position = positions.get(description)?.offset;
  const named = {
    topic,
    partition,
    isChosen: chosen.has(description),
    isPaused: isPaused(description),
    ...(leader === undefined ? {} : { leader }),
    leaderEpoch,
  };
  if (range === undefined) {
    const reason = all.problems.get(description)?.reason ?? "cannot be read";
    return { ...named, problem: visibleText(reason) };
  }
  const committed = committedIn(commits, description);
  return {
    ...named,
    start: String(range.start),
    highWatermark: String(range.highWatermark),
    lastStableOffset: String(range.lastStableOffset),
    ...(position === undefined
      ? {}
      : {
          position: String(position),
          left: String(range.end > position ? range.end - position : 0n),
        }),
    ...(committed === undefined ? {} : { committed }),
  };
}

/** Undefined where no group is chosen, and where its commit could not be read. */
function committedIn(
  commits: PartitionMap<CommittedOffset> | undefined,
  partition: TopicPartition,
): string | null | undefined {
  const commit = commits?.get(partition);
  if (commit === undefined || commit.failure !== undefined) return undefined;
  return commit.offset === undefined ? null : String(commit.offset);
}

async function commitsOf(
  gateway: ClusterGateway,
  groupId: string,
  { partitions }: TopicRanges,
  signal: AbortSignal,
): Promise<PartitionMap<CommittedOffset>> {
  const asked = partitions.map(({ topic, partition }) => ({ topic, partition }));
  const [result] = await gateway.fetchCommittedOffsets([groupId], signal, asked);
  if (result?.failure !== undefined) {
    const { code, message } = result.failure;
    throw new KafkaError(message, { kind: "unexpected", code });
  }
  return new PartitionMap(result?.value ?? []);
}

/** Groups with a commit on the topics; all groups where there are too many to look into each. */
async function groupsOn(
  gateway: ClusterGateway,
  topics: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const listed = await gateway.listGroups(signal);
  const groupIds = listed
    .filter(({ type }) => type !== "share")
    .map(({ groupId }) => groupId)
    .sort();
  if (groupIds.length === 0 || groupIds.length > maxGroupsAsked) return groupIds;
  const results = await gateway.fetchCommittedOffsets(groupIds, signal);
  return results
    .filter(({ value = [] }) =>
      value.some(({ topic, offset }) => offset !== undefined && topics.has(topic)),
    )
    .map(({ groupId }) => groupId);
}
