import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { PartitionFailure, ReadableRange, TopicIds } from "../gateway";
import type { IsolationLevel, Position, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import type { FetchedPartition } from "../protocol/fetch";
import { findLeaders } from "../topics/leaders";
import { fetchFromLeader, type FetchOutcome, type FetchPosition } from "./leaderFetch";
import type { PageFetches } from "./pageFetches";
import { failuresOfError } from "./partitionFailure";

export interface FirstAnswer extends TopicPartition {
  readonly range: ReadableRange;
  readonly fetched: FetchedPartition;
}

export interface FirstFetch {
  readonly answers: PartitionMap<FirstAnswer>;
  /** Of the topics answered for, as they were asked for. */
  readonly topicIds: TopicIds;
  /** Of brokers that did not answer in time; it would not be better to ask them once more. */
  readonly failures: readonly PartitionFailure[];
}

interface FirstFetches extends PageFetches {
  readonly firstFetchBytes: number;
}

/**
 * Asks every leader once for messages, before it is known where its partitions begin and end: a good answer tells
 * that too, and nothing else has to be asked. What is answered otherwise is left out, for who asks with more care.
 * @throws KafkaError `timeout` when no leader answered in time
 */
export async function fetchFirst(
  { router, sender, isolation, topicIds: pinned, maxBytes, firstFetchBytes }: FirstFetches,
  positions: readonly Position[],
  signal: AbortSignal | undefined,
): Promise<FirstFetch> {
  const { byLeader, topics } = await findLeaders(router, positions, new Set(), signal);
  const limits = { isolation, minBytes: 1, maxWaitMs: 0, maxBytes };
  const answers: FirstAnswer[] = [];
  const failures: PartitionFailure[] = [];
  const topicIds = new Map<string, string>();
  const fetchLed = async (leader: number, led: readonly Position[]): Promise<void> => {
    const asked = led.map((position): FetchPosition => {
      const topicId = pinned.get(position.topic) ?? topics.get(position.topic)?.topicId;
      return { ...position, topicId, maxBytes: firstFetchBytes };
    });
    const outcomes = await fetchFromLeader(sender, leader, asked, limits, signal);
    for (const [index, position] of asked.entries()) {
      const answer = answerOf(position, outcomes[index], isolation);
      if (answer === undefined) continue;
      answers.push(answer);
      if (position.topicId !== undefined) topicIds.set(position.topic, position.topicId);
    }
  };
  let late: KafkaError | undefined;
  await Promise.all(
    [...byLeader].map(async ([leader, led]) => {
      try {
        await fetchLed(leader, led);
      } catch (caught) {
        const error = toKafkaError(caught, `broker ${leader}`);
        if (error.kind === "cancelled") throw error;
        if (error.kind !== "timeout") return;
        late = error;
        failures.push(...failuresOfError(led, error));
      }
    }),
  );
  if (late !== undefined && failures.length === positions.length) throw late;
  return { answers: new PartitionMap(answers), topicIds, failures };
}

function answerOf(
  { topic, partition }: TopicPartition,
  outcome: FetchOutcome | undefined,
  isolation: IsolationLevel,
): FirstAnswer | undefined {
  const fetched = outcome?.fetched;
  if (fetched === undefined) return undefined;
  const { logStartOffset: start, highWatermark, lastStableOffset } = fetched;
  // older brokers do not tell them all
  if (start < 0n || highWatermark < 0n || lastStableOffset < 0n) return undefined;
  const end = isolation === "readCommitted" ? lastStableOffset : highWatermark;
  return {
    topic,
    partition,
    range: { topic, partition, start, end, highWatermark, lastStableOffset },
    fetched,
  };
}
