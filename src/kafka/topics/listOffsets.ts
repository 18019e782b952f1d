import { errorCode, failureIfAny, failureOf, failureOfError } from "../connection/failure";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import type { OffsetQuestion } from "../gateway";
import type { IsolationLevel, ItemFailure, ListedOffset } from "../model";
import {
  listOffsetsApi,
  listOffsetsSentinel,
  type ListOffsetsQuestion,
  type PartitionOffset,
} from "../protocol/listOffsets";
import { partitionKey } from "../partitionMap";
import { groupIntoTopics } from "./groupIntoTopics";

type LeaderRouter = Pick<Router, "retryBudgetMs" | "sendTo" | "topicMetadata">;

interface Asked extends OffsetQuestion {
  /** Its place among the answers. */
  readonly index: number;
}

/** What one attempt learned about one question. */
type Outcome = { readonly answer: PartitionOffset } | { readonly failure: ItemFailure };

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
  const outcomes = new Map<number, Outcome>();
  let open: readonly Asked[] = questions.map((question, index) => ({ ...question, index }));
  let lostLeaders = 0;
  let error: KafkaError | undefined;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async (isRetry) => {
    const stale = new Set(isRetry ? open.map(({ topic }) => topic) : []);
    const { byLeader, failures } = await leadersOf(router, open, stale, signal);
    for (const [index, failure] of failures) outcomes.set(index, { failure });
    const attempts = await Promise.all(
      [...byLeader].flatMap(([leader, asked]) =>
        leader === undefined ? [] : [askLeader(router, leader, asked, isolation, signal)],
      ),
    );
    for (const attempt of attempts)
      for (const [index, outcome] of attempt.outcomes) outcomes.set(index, outcome);
    error = attempts.find((attempt) => attempt.error !== undefined)?.error;
    if (error !== undefined) lostLeaders++;
    open = open.filter(({ index }) => mayImprove(outcomes.get(index)));
    return open.length === 0 || lostLeaders > 1 ? "done" : "again";
  });
  const everythingFailed = [...outcomes.values()].every((outcome) => "failure" in outcome);
  if (error !== undefined && everythingFailed) throw error;
  return questions.map((question, index) => toListedOffset(question, outcomes.get(index)));
}

function rejectNegativeTimestamps(questions: readonly OffsetQuestion[]): void {
  for (const { at } of questions) {
    if (typeof at === "object" && at.timestampMs < 0n) {
      const message = "A timestamp before 1970 cannot be searched for.";
      throw new KafkaError(message, { kind: "invalidInput" });
    }
  }
}

/** The questions by leader; those without one are under `undefined` and have failed. */
async function leadersOf(
  router: LeaderRouter,
  open: readonly Asked[],
  stale: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<{ byLeader: Map<number | undefined, Asked[]>; failures: Map<number, ItemFailure> }> {
  const topics = open.map(({ topic }) => topic);
  let metadata = await router.topicMetadata(topics, stale, signal);
  let leaders = leadersIn(metadata);
  const outdated = topicsWithout(leaders, open);
  if (outdated.size > 0) {
    const newer = await router.topicMetadata(outdated, outdated, signal);
    metadata = new Map([...metadata, ...newer]);
    leaders = leadersIn(metadata);
  }
  const byLeader = Map.groupBy(open, (asked) => leaders.get(partitionKey(asked)));
  const leaderless = byLeader.get(undefined) ?? [];
  const failures = new Map(leaderless.map((asked) => [asked.index, whyNoLeader(metadata, asked)]));
  return { byLeader, failures };
}

type TopicMetadataMap = Awaited<ReturnType<LeaderRouter["topicMetadata"]>>;

/** The leader of each partition that has one, by partition. */
function leadersIn(metadata: TopicMetadataMap): ReadonlyMap<string, number> {
  const leaders = new Map<string, number>();
  for (const [topic, { partitions }] of metadata) {
    for (const { partition, leader } of partitions) {
      if (leader >= 0) leaders.set(partitionKey({ topic, partition }), leader);
    }
  }
  return leaders;
}

function topicsWithout(
  leaders: ReadonlyMap<string, number>,
  open: readonly Asked[],
): ReadonlySet<string> {
  const without = open.filter((asked) => !leaders.has(partitionKey(asked)));
  return new Set(without.map(({ topic }) => topic));
}

function whyNoLeader(metadata: TopicMetadataMap, { topic, partition }: Asked): ItemFailure {
  const found = metadata.get(topic);
  if (found === undefined) return failureOf(errorCode.unknownTopicOrPartition);
  if (found.errorCode !== errorCode.none) return failureOf(found.errorCode);
  const exists = found.partitions.some((p) => p.partition === partition);
  return failureOf(exists ? errorCode.leaderNotAvailable : errorCode.unknownTopicOrPartition);
}

async function askLeader(
  router: LeaderRouter,
  leader: number,
  asked: readonly Asked[],
  isolation: IsolationLevel,
  signal: AbortSignal | undefined,
): Promise<{ outcomes: Map<number, Outcome>; error?: KafkaError }> {
  const outcomes = new Map<number, Outcome>();
  try {
    await Promise.all(
      oncePerPartition(asked).map(async (round) => {
        const question: ListOffsetsQuestion = {
          isolation,
          topics: groupIntoTopics(
            [...round.values()].map(({ topic, partition, at }) => ({
              topic,
              item: { partition, timestamp: toTimestamp(at) },
            })),
          ),
        };
        const { topics } = await router.sendTo(leader, listOffsetsApi, question, signal);
        for (const { topic, partitions } of topics) {
          for (const answer of partitions) {
            const of = round.get(partitionKey({ topic, partition: answer.partition }));
            if (of !== undefined) outcomes.set(of.index, { answer });
          }
        }
      }),
    );
    return { outcomes };
  } catch (caught) {
    const error = toKafkaError(caught, `broker ${leader}`);
    if (error.kind === "cancelled") throw error;
    for (const { index } of asked) outcomes.set(index, { failure: failureOfError(error) });
    return { outcomes, error };
  }
}

/** Splits into requests: within one, a partition may occur once. */
function oncePerPartition(asked: readonly Asked[]): Map<string, Asked>[] {
  const rounds: Map<string, Asked>[] = [];
  const timesAsked = new Map<string, number>();
  for (const question of asked) {
    const key = partitionKey(question);
    const times = timesAsked.get(key) ?? 0;
    timesAsked.set(key, times + 1);
    const round = rounds[times] ?? new Map<string, Asked>();
    rounds[times] = round.set(key, question);
  }
  return rounds;
}

function toTimestamp(at: OffsetQuestion["at"]): bigint {
  return typeof at === "object" ? at.timestampMs : listOffsetsSentinel[at];
}

/** Worth another attempt, with fresh metadata. A partition that has no leader by then is left alone. */
function mayImprove(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return false;
  if ("failure" in outcome) {
    const { code } = outcome.failure;
    return code === errorCode.networkException;
  }
  const code = outcome.answer.errorCode;
  return retriableCodes.has(code) || code === errorCode.unknownTopicOrPartition;
}

function toListedOffset(
  { topic, partition, at }: OffsetQuestion,
  outcome: Outcome | undefined,
): ListedOffset {
  const nothing = { topic, partition, offset: undefined, timestampMs: undefined };
  if (outcome === undefined) return { ...nothing, failure: failureOf(errorCode.networkException) };
  if ("failure" in outcome) return { ...nothing, failure: outcome.failure };
  const { offset, timestamp, errorCode: code } = outcome.answer;
  const failure = failureIfAny(code);
  if (failure !== undefined || offset < 0n) return { ...nothing, failure };
  return {
    topic,
    partition,
    offset,
    timestampMs: typeof at === "object" ? timestamp : undefined,
    failure: undefined,
  };
}
