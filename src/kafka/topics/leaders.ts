import { errorCode, failureOf } from "../connection/failure";
import type { Router } from "../connection/router";
import type { ItemFailure, TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { TopicMetadata } from "../protocol/metadata";

export interface LedPartitions<T extends TopicPartition> {
  /** By node id. */
  readonly byLeader: ReadonlyMap<number, readonly T[]>;
  /** Those without a leader, and why. */
  readonly failures: ReadonlyMap<T, ItemFailure>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

/**
 * Groups by the broker that leads each partition. Topics in `stale` are asked again, and so is what lacks a leader
 * by what is remembered.
 */
export async function findLeaders<T extends TopicPartition>(
  router: Pick<Router, "topicMetadata">,
  partitions: readonly T[],
  stale: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<LedPartitions<T>> {
  const names = partitions.map(({ topic }) => topic);
  let topics = await router.topicMetadata(names, stale, signal);
  let leaders = leadersIn(topics);
  const outdated = partitions.filter(
    (one) => !leaders.has(partitionKey(one)) && !stale.has(one.topic),
  );
  if (outdated.length > 0) {
    const again = new Set(outdated.map(({ topic }) => topic));
    topics = new Map([...topics, ...(await router.topicMetadata(again, again, signal))]);
    leaders = leadersIn(topics);
  }
  const byLeader = new Map<number, T[]>();
  const failures = new Map<T, ItemFailure>();
  for (const one of partitions) {
    const leader = leaders.get(partitionKey(one));
    if (leader === undefined) failures.set(one, whyNoLeader(topics, one));
    else if (byLeader.get(leader)?.push(one) === undefined) byLeader.set(leader, [one]);
  }
  return { byLeader, failures, topics };
}

/** The leader of each partition that has one, by partition. */
function leadersIn(topics: ReadonlyMap<string, TopicMetadata>): ReadonlyMap<string, number> {
  const leaders = new Map<string, number>();
  for (const [topic, { partitions }] of topics) {
    for (const { partition, leader } of partitions) {
      if (leader >= 0) leaders.set(partitionKey({ topic, partition }), leader);
    }
  }
  return leaders;
}

function whyNoLeader(
  topics: ReadonlyMap<string, TopicMetadata>,
  { topic, partition }: TopicPartition,
): ItemFailure {
  const found = topics.get(topic);
  if (found === undefined) return failureOf(errorCode.unknownTopicOrPartition);
  if (found.errorCode !== errorCode.none) return failureOf(found.errorCode);
  const exists = found.partitions.some((p) => p.partition === partition);
  return failureOf(exists ? errorCode.leaderNotAvailable : errorCode.unknownTopicOrPartition);
}
