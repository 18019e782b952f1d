import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { ReadRequest, TopicIds } from "../gateway";
import type { TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import type { FirstFetch } from "./firstFetch";
import { failuresOfError, recreatedFailure } from "./partitionFailure";
import type { ReadRanges } from "./readRanges";
import { pinTopics } from "./topicIds";

export interface LookedUp extends ReadRanges {
  readonly topicIds: TopicIds;
}

/** Ids and ranges, as far as `first` does not tell them; without the topics that are other ones by now. */
export async function lookUp(
  router: Pick<Router, "topicMetadata">,
  { from, ranges: given = [], topicIds }: ReadRequest,
  first: FirstFetch,
  ask: (partitions: readonly TopicPartition[]) => Promise<ReadRanges>,
  signal: AbortSignal | undefined,
): Promise<LookedUp> {
  const late = new PartitionMap(first.failures);
  const known = new PartitionMap([...given, ...first.answers.values().map(({ range }) => range)]);
  const unknown = from.filter((position) => !known.has(position) && !late.has(position));
  const pinned = new Map([...(topicIds ?? []), ...first.topicIds]);
  const topics = new Set(from.map(({ topic }) => topic));
  const stale = new Set(unknown.map(({ topic }) => topic));
  const [{ topicIds: ids, recreated }, asked] = await Promise.all([
    pinTopics(router, { topics, stale, pinned }, signal),
    askOr(known.values().length > 0, unknown, ask),
  ]);
  const isSame = ({ topic }: TopicPartition): boolean => !recreated.has(topic);
  const found = from.flatMap((at) => known.get(at) ?? asked.ranges.get(at) ?? []);
  return {
    topicIds: ids,
    ranges: new PartitionMap(found.filter(isSame)),
    failures: [
      ...from.filter((at) => !isSame(at)).map(recreatedFailure),
      ...[...first.failures, ...asked.failures].filter(isSame),
    ],
  };
}

/** Where other partitions were answered for, brokers that cannot be reached fail only their own. */
async function askOr(
  isAnyKnown: boolean,
  partitions: readonly TopicPartition[],
  ask: (partitions: readonly TopicPartition[]) => Promise<ReadRanges>,
): Promise<ReadRanges> {
  try {
    return await ask(partitions);
  } catch (caught) {
    const error = toKafkaError(caught, "the brokers");
    if (error.kind === "cancelled" || !isAnyKnown) throw error;
    return { ranges: new PartitionMap(), failures: failuresOfError(partitions, error) };
  }
}
