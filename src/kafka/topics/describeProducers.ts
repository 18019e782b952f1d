import { failureIfAny } from "../connection/failure";
import type { ActiveProducer, PartitionProducers, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import { describeProducersApi, type DescribedProducer } from "../protocol/describeProducers";
import { askLeaders, type LeaderRouter, type Outcome } from "./askLeaders";
import { groupIntoTopics } from "./groupIntoTopics";

type Producers = readonly ActiveProducer[];

/**
 * In the order asked; failures stay per partition.
 * @throws KafkaError when no leader could be asked, `unsupported` below Kafka 2.8
 */
export async function describeProducers(
  router: LeaderRouter,
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<readonly PartitionProducers[]> {
  const outcomes = await askLeaders(router, partitions, signal, (leader, led) =>
    askLeader(router, leader, led, signal),
  );
  return outcomes.map(({ item: { topic, partition }, value = [], failure }) => ({
    topic,
    partition,
    producers: value,
    failure,
  }));
}

async function askLeader(
  router: LeaderRouter,
  leader: number,
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<TopicPartition, Outcome<Producers>>> {
  const unique = new PartitionMap(partitions).values();
  const question = {
    topics: groupIntoTopics(unique.map(({ topic, partition }) => ({ topic, item: partition }))),
  };
  const { topics } = await router.sendTo(leader, describeProducersApi, question, signal);
  const answers = new PartitionMap(
    topics.flatMap(({ topic, partitions: answered }) =>
      answered.map((answer) => ({ topic, ...answer })),
    ),
  );
  const outcomes = new Map<TopicPartition, Outcome<Producers>>();
  for (const asked of partitions) {
    const answer = answers.get(asked);
    if (answer === undefined) continue;
    const failure = failureIfAny(answer.errorCode);
    const value = answer.producers.map(toActiveProducer);
    outcomes.set(asked, failure === undefined ? { value } : { failure });
  }
  return outcomes;
}

function toActiveProducer(described: DescribedProducer): ActiveProducer {
  const { lastTimestamp, currentTransactionStart, ...producer } = described;
  return {
    ...producer,
    lastTimestampMs: lastTimestamp,
    openTransactionStart: currentTransactionStart < 0n ? undefined : currentTransactionStart,
  };
}
