import type { Broker, GroupDescription, TopicPartition } from "../model";
import type { DescribedStreamsGroup, StreamsTasks } from "../protocol/streamsGroupDescribe";
import type { CoordinatorRouter } from "./askCoordinators";

/** Partitions of a topic; undefined where that is not known. */
export type PartitionCounts = (topic: string) => number | undefined;

/** How many partitions the topics of these applications have. Nothing is asked when there are no groups. */
export async function partitionCountsOf(
  router: CoordinatorRouter,
  groups: readonly DescribedStreamsGroup[],
  signal: AbortSignal | undefined,
): Promise<PartitionCounts> {
  const topics = new Set(groups.flatMap(({ subtopologies }) => subtopologies.flatMap(topicsOf)));
  if (topics.size === 0) return () => undefined;
  const metadata = await router.topicMetadata(topics, new Set(), signal);
  return (topic) => {
    const count = metadata.get(topic)?.partitions.length;
    return count === 0 ? undefined : count;
  };
}

/** A member's assignment is what its active tasks read; standby and warm-up tasks read no topic of these. */
export function fromStreamsGroup(
  group: DescribedStreamsGroup,
  partitionCounts: PartitionCounts,
  coordinator: Broker,
): GroupDescription {
  const { groupId, state, groupEpoch, assignmentEpoch, subtopologies } = group;
  const topics = new Map(subtopologies.map((part) => [part.subtopologyId, topicsOf(part)]));
  const read = (tasks: readonly StreamsTasks[]): readonly TopicPartition[] =>
    tasks.flatMap(({ subtopologyId, partitions }) =>
      (topics.get(subtopologyId) ?? []).flatMap((topic) => {
        // there are as many tasks as the largest of the topics has partitions
        const count = partitionCounts(topic) ?? Infinity;
        return partitions
          .filter((partition) => partition < count)
          .map((partition) => ({ topic, partition }));
      }),
    );
  const subscription = [...new Set(subtopologies.flatMap(({ sourceTopics }) => sourceTopics))];
  return {
    groupId,
    type: "streams",
    state,
    protocolType: "streams",
    assignor: "",
    coordinator,
    groupEpoch,
    assignmentEpoch,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: read(member.activeTasks),
      targetAssignment: read(member.targetActiveTasks),
      memberEpoch: member.memberEpoch,
      rack: member.rackId,
      subscription,
    })),
  };
}

function topicsOf(subtopology: DescribedStreamsGroup["subtopologies"][number]): readonly string[] {
  return [...subtopology.sourceTopics, ...subtopology.repartitionSourceTopics];
}
