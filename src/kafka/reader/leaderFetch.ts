import { errorCode, failureOf, failureOfError } from "../connection/failure";
import type { Sender } from "../connection/lane";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { IsolationLevel, ItemFailure, Position } from "../model";
import { PartitionMap } from "../partitionMap";
import { fetchApi, type FetchedPartition, type FetchTopic } from "../protocol/fetch";
import { findLeaders } from "../topics/leaders";

export interface FetchPosition extends Position {
  /** A batch larger than this comes all the same, when the partition is the first that has any. */
  readonly maxBytes: number;
  /** The topic's id when reading began: one created again under its name is not read. */
  readonly topicId?: string | undefined;
}

/** What all partitions of a fetch have in common. */
export interface FetchLimits {
  readonly isolation: IsolationLevel;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  /** Of one broker's answer. */
  readonly maxBytes: number;
}

export type FetchOutcome =
  | { readonly fetched: FetchedPartition; readonly failure?: undefined }
  | { readonly fetched?: undefined; readonly failure: ItemFailure };

type LeaderRouter = Pick<Router, "retryBudgetMs" | "topicMetadata">;

/** How often a leader may be silent before its partitions are given up: each time takes a whole deadline. */
const maxSilentLeaders = 1;

/**
 * Fetches without a group: one request per leader, whose partitions get room in the order given here. It follows
 * moving and lost leaders for a few seconds; outcomes are in the order asked.
 * @param sender where the fetches go: the router, or a lane for those that wait
 * @throws KafkaError when not one broker could be asked
 */
export async function fetchFromLeaders(
  router: LeaderRouter,
  sender: Pick<Sender, "sendTo">,
  positions: readonly FetchPosition[],
  limits: FetchLimits,
  signal: AbortSignal | undefined,
): Promise<readonly FetchOutcome[]> {
  const outcomes = new Map<FetchPosition, FetchOutcome>();
  let open = positions;
  let silentLeaders = 0;
  let lost: KafkaError | undefined;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async (isRetry) => {
    const losses: KafkaError[] = [];
    const stale = new Set(isRetry ? open.map(({ topic }) => topic) : []);
    const { byLeader, failures, topics } = await findLeaders(router, open, stale, signal);
    for (const [position, failure] of failures) outcomes.set(position, { failure });
    const hopeless = new Set(
      open.filter((position) => isRecreated(position, topics.get(position.topic)?.topicId)),
    );
    for (const position of hopeless) {
      outcomes.set(position, { failure: failureOf(errorCode.inconsistentTopicId) });
    }
    await Promise.all(
      [...byLeader].map(async ([leader, all]) => {
        // brokers that know no topic ids would send the new topic's messages
        const led = all.filter((position) => !hopeless.has(position));
        if (led.length === 0) return;
        const known = led.map((position) => {
          const topicId = topics.get(position.topic)?.topicId;
          return { ...position, topicId: position.topicId ?? topicId };
        });
        try {
          const answers = await fetchFromLeader(sender, leader, known, limits, signal);
          for (const [index, position] of led.entries()) {
            outcomes.set(position, answers[index] ?? leftOut);
          }
        } catch (caught) {
          const error = toKafkaError(caught, `broker ${leader}`);
          if (error.kind === "cancelled") throw error;
          losses.push(error);
          for (const position of led) {
            outcomes.set(position, { failure: failureOfError(error) });
            if (!isLostConnection(error)) hopeless.add(position);
          }
        }
      }),
    );
    lost = losses[0];
    if (losses.some(({ kind }) => kind === "timeout")) silentLeaders++;
    open = open.filter(
      (position) => needsMetadata(outcomes.get(position)?.failure) && !hopeless.has(position),
    );
    return open.length === 0 || silentLeaders > maxSilentLeaders ? "done" : "again";
  });
  const everythingFailed = [...outcomes.values()].every(({ failure }) => failure !== undefined);
  if (lost !== undefined && everythingFailed) throw lost;
  return positions.map((position) => outcomes.get(position) ?? leftOut);
}

/**
 * One request to one broker, outcomes in the order of the positions. Failures for which `needsMetadata` says so may
 * be gone once the partition's leader was looked up again.
 * @throws KafkaError when the request as a whole failed
 */
export async function fetchFromLeader(
  sender: Pick<Sender, "sendTo">,
  nodeId: number,
  positions: readonly FetchPosition[],
  { isolation, maxWaitMs, minBytes, maxBytes }: FetchLimits,
  signal: AbortSignal | undefined,
): Promise<readonly FetchOutcome[]> {
  const question = { isolation, maxWaitMs, minBytes, maxBytes, topics: toTopics(positions) };
  const answer = await sender.sendTo(nodeId, fetchApi, question, signal);
  if (answer.errorCode !== errorCode.none) {
    return positions.map(() => ({ failure: failureOf(answer.errorCode) }));
  }
  const answered = new PartitionMap(
    answer.topics.flatMap(({ topic, partitions }) =>
      partitions.map((fetched) => ({ topic, partition: fetched.partition, fetched })),
    ),
  );
  return positions.map((position) => {
    const fetched = answered.get(position)?.fetched;
    if (fetched === undefined) return leftOut;
    return fetched.errorCode === errorCode.none
      ? { fetched }
      : { failure: failureOf(fetched.errorCode) };
  });
}

/** Whether asking again, after a look at who leads the partition now, may help. */
export function needsMetadata(failure: ItemFailure | undefined): boolean {
  if (failure === undefined) return false;
  return retriableCodes.has(failure.code) || staleMetadataCodes.has(failure.code);
}

/** Whether the topic is another one by now than it was when reading began. Never so where a broker tells no ids. */
export function isRecreated(
  { topicId }: Pick<FetchPosition, "topicId">,
  idNow: string | undefined,
): boolean {
  return topicId !== undefined && idNow !== undefined && topicId !== idNow;
}

/** A broker just started may not know yet what others know; the connection may be lost by a restart. */
const staleMetadataCodes: ReadonlySet<number> = new Set([
  errorCode.unknownTopicOrPartition,
  errorCode.networkException,
  errorCode.requestTimedOut,
  errorCode.unknownTopicId,
  errorCode.inconsistentTopicId,
]);

/** A client over its quota is answered without the partition (KIP-219). */
const leftOut: FetchOutcome = { failure: failureOf(errorCode.throttlingQuotaExceeded) };

function isLostConnection({ kind, code }: KafkaError): boolean {
  if (code === errorCode.brokerNotAvailable) return false;
  return kind === "unreachable" || kind === "timeout";
}

function toTopics(positions: readonly FetchPosition[]): readonly FetchTopic[] {
  return [...Map.groupBy(positions, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
    topic,
    topicId: ofTopic[0]?.topicId,
    partitions: ofTopic.map(({ partition, offset, maxBytes }) => ({
      partition,
      offset,
      maxBytes,
    })),
  }));
}
