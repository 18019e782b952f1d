import type { ClusterGateway } from "../../kafka/gateway";
import type { CommittedOffset, GroupDescription, Offset, TopicPartition } from "../../kafka/model";
import { PartitionMap, partitionKey } from "../../kafka/partitionMap";

/** More are not looked at: the check is repeated every few seconds. */
const maxGroups = 200;

export interface SampledGroup {
  readonly groupId: string;
  readonly members: GroupDescription["members"];
  /** Only where there is a commit. */
  readonly commits: readonly (TopicPartition & { readonly offset: Offset })[];
}

export interface PartitionSize extends TopicPartition {
  readonly start: Offset;
  readonly end: Offset;
}

/** The groups of consumers, and how much is in the partitions that they read. */
export interface ClusterSample {
  readonly groups: readonly SampledGroup[];
  readonly sizes: readonly PartitionSize[];
}

type SampleGateway = Pick<
  ClusterGateway,
  "listGroups" | "describeGroups" | "fetchCommittedOffsets" | "listOffsets"
>;

/** Reads; what cannot be read is left out. @throws KafkaError when the cluster cannot be asked at all */
export async function readClusterSample(
  gateway: SampleGateway,
  signal?: AbortSignal,
): Promise<ClusterSample> {
  const listed = await gateway.listGroups(signal);
  const groupIds = listed
    .filter(({ type }) => type === "classic" || type === "consumer")
    .slice(0, maxGroups)
    .map(({ groupId }) => groupId);
  const [described, committed] = await Promise.all([
    gateway.describeGroups(groupIds, signal),
    gateway.fetchCommittedOffsets(groupIds, signal),
  ]);
  const commits = new Map(committed.map(({ groupId, value = [] }) => [groupId, value]));
  const groups = described.flatMap(({ groupId, value }) =>
    value === undefined
      ? []
      : [{ groupId, members: value.members, commits: madeCommits(commits.get(groupId)) }],
  );
  return { groups, sizes: await readSizes(gateway, groups, signal) };
}

function madeCommits(commits: readonly CommittedOffset[] = []): SampledGroup["commits"] {
  return commits.flatMap(({ topic, partition, offset }) =>
    offset === undefined ? [] : [{ topic, partition, offset }],
  );
}

async function readSizes(
  gateway: SampleGateway,
  groups: readonly SampledGroup[],
  signal: AbortSignal | undefined,
): Promise<readonly PartitionSize[]> {
  const all = groups.flatMap(({ members, commits }) => [
    ...commits,
    ...members.flatMap(({ assignment }) => assignment),
  ]);
  const partitions = [...new Map(all.map((one) => [partitionKey(one), one])).values()];
  const ask = async (
    at: "earliest" | "latest",
  ): Promise<PartitionMap<TopicPartition & { readonly offset: Offset | undefined }>> => {
    const questions = partitions.map(({ topic, partition }) => ({ topic, partition, at }));
    return new PartitionMap(await gateway.listOffsets(questions, "readUncommitted", signal));
  };
  const [starts, ends] = await Promise.all([ask("earliest"), ask("latest")]);
  return partitions.flatMap(({ topic, partition }) => {
    const start = starts.get({ topic, partition })?.offset;
    const end = ends.get({ topic, partition })?.offset;
    return start === undefined || end === undefined ? [] : [{ topic, partition, start, end }];
  });
}
