import { failureIfAny, failureOfError } from "../connection/failure";
import { KafkaError } from "../errors";
import type { OffsetQuestion } from "../gateway";
import type { IsolationLevel, ListedOffset } from "../model";
import { partitionKey } from "../partitionMap";
import {
  listOffsetsApi,
  listOffsetsSentinel,
  type ListOffsetsAnswer,
  type ListOffsetsQuestion,
  type PartitionOffset,
} from "../protocol/listOffsets";
import { askLeaders, type LeaderRouter, type Outcome } from "./askLeaders";
import { groupIntoTopics } from "./groupIntoTopics";

/**
 * Answers every question, in the order asked, with one request per leader; more where a partition is asked
 * twice, because a request carries one timestamp per partition.
 * @throws KafkaError when nothing at all could be asked, and `invalidInput` for a negative timestamp
 */
export async function listOffsets(
  router: LeaderRouter,
  questions: readonly OffsetQuestion[],
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<readonly ListedOffset[]> {
  rejectNegativeTimestamps(questions);
  const asked = questions.map((question) => ({ ...question }));
  const outcomes = await askLeaders(router, asked, signal, (leader, led) =>
    askLeader(router, leader, led, isolation, signal),
  );
  return outcomes.map(({ item, ...outcome }) => toListedOffset(item, outcome));
}

function rejectNegativeTimestamps(questions: readonly OffsetQuestion[]): void {
  for (const { at } of questions) {
    if (typeof at === "object" && at.timestampMs < 0n) {
      const message = "A timestamp before 1970 cannot be searched for.";
      throw new KafkaError(message, { kind: "invalidInput" });
    }
  }
}

type Answered = readonly [OffsetQuestion, Outcome<PartitionOffset>];

async function askLeader(
  router: LeaderRouter,
  leader: number,
  asked: readonly OffsetQuestion[],
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<OffsetQuestion, Outcome<PartitionOffset>>> {
  const rounds = await Promise.all(
    roundsOf(asked).map(async (round): Promise<readonly Answered[]> => {
      const question = { isolation, topics: toTopics([...round.values()]) };
      try {
        return answersIn(await router.sendTo(leader, listOffsetsApi, question, signal), round);
      } catch (error) {
        if (!(error instanceof KafkaError) || error.kind !== "unsupported") throw error;
        const failure = failureOfError(error);
        return [...round.values()].map((of) => [of, { failure }]);
      }
    }),
  );
  return new Map(rounds.flat());
}

function toTopics(questions: readonly OffsetQuestion[]): ListOffsetsQuestion["topics"] {
  return groupIntoTopics(
    questions.map(({ topic, partition, at }) => ({
      topic,
      item: { partition, timestamp: toTimestamp(at) },
    })),
  );
}

function answersIn(
  { topics }: ListOffsetsAnswer,
  round: ReadonlyMap<string, OffsetQuestion>,
): Answered[] {
  const answers: Answered[] = [];
  for (const { topic, partitions } of topics) {
    for (const value of partitions) {
      const question = round.get(partitionKey({ topic, partition: value.partition }));
      const failure = failureIfAny(value.errorCode);
      if (question !== undefined) answers.push([question, failure ? { failure } : { value }]);
    }
  }
  return answers;
}

/** Splits into requests: what older brokers do not know must not keep them from answering the rest. */
function roundsOf(asked: readonly OffsetQuestion[]): Map<string, OffsetQuestion>[] {
  const isNew = ({ at }: OffsetQuestion): boolean => at === "maxTimestamp";
  return [
    ...oncePerPartition(asked.filter((question) => !isNew(question))),
    ...oncePerPartition(asked.filter(isNew)),
  ];
}

/** Within one request a partition may occur once. */
function oncePerPartition(asked: readonly OffsetQuestion[]): Map<string, OffsetQuestion>[] {
  const rounds: Map<string, OffsetQuestion>[] = [];
  const timesAsked = new Map<string, number>();
  for (const question of asked) {
    const key = partitionKey(question);
    const times = timesAsked.get(key) ?? 0;
    timesAsked.set(key, times + 1);
    const round = rounds[times] ?? new Map<string, OffsetQuestion>();
    rounds[times] = round.set(key, question);
  }
  return rounds;
}

function toTimestamp(at: OffsetQuestion["at"]): bigint {
  return typeof at === "object" ? at.timestampMs : listOffsetsSentinel[at];
}

function toListedOffset(
  { topic, partition, at }: OffsetQuestion,
  { value, failure }: Outcome<PartitionOffset>,
): ListedOffset {
  if (failure !== undefined || value.offset < 0n) {
    return { topic, partition, offset: undefined, timestampMs: undefined, failure };
  }
  const { offset, timestamp } = value;
  const isEnd = at === "earliest" || at === "latest";
  const timestampMs = isEnd ? undefined : timestamp;
  return { topic, partition, offset, timestampMs, failure: undefined };
}
