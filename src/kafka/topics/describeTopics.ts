import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import type { Router } from "../connection/router";
import type { PartitionDescription, TopicDescription } from "../model";
import type { PartitionMetadata, TopicMetadata } from "../protocol/metadata";

type Metadata = Pick<Router, "metadata">;

/** All topics the user may see, sorted by name. */
export async function listTopics(
  router: Metadata,
  signal: AbortSignal | undefined,
): Promise<readonly TopicDescription[]> {
  const { topics } = await router.metadata("all", signal);
  return topics.map(describe).sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** In the order asked; a missing or forbidden one carries its failure. */
export async function describeTopics(
  router: Metadata,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly TopicDescription[]> {
  if (names.length === 0) return [];
  const { topics } = await router.metadata([...new Set(names)], signal);
  const byName = new Map(topics.map((topic) => [topic.topic, describe(topic)]));
  return names.map((topic) => byName.get(topic) ?? missing(topic));
}

/** A partition without a leader has an error of its own; the topic is fine. */
function describe(metadata: TopicMetadata): TopicDescription {
  const { topic, topicId, isInternal, errorCode: code } = metadata;
  return {
    topic,
    topicId,
    isInternal,
    partitions:
      code === errorCode.none
        ? metadata.partitions.map(describePartition).sort((a, b) => a.partition - b.partition)
        : [],
    failure: failureIfAny(code),
  };
}

function describePartition(metadata: PartitionMetadata): PartitionDescription {
  const { partition, leader, leaderEpoch, replicas, inSyncReplicas, offlineReplicas } = metadata;
  return {
    partition,
    leader: leader < 0 ? undefined : leader,
    leaderEpoch,
    replicas,
    inSyncReplicas,
    offlineReplicas,
  };
}

function missing(topic: string): TopicDescription {
  return {
    topic,
    topicId: undefined,
    isInternal: false,
    partitions: [],
    failure: failureOf(errorCode.unknownTopicOrPartition),
  };
}
