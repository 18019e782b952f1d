import { errorCode, failureOf, failureOfError } from "../connection/failure";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { IsolationLevel, ItemFailure, Offset } from "../model";
import { fetchApi, type FetchedPartition } from "../protocol/fetch";

export interface FetchPosition {
  readonly offset: Offset;
  /** A batch larger than this comes all the same, when it is the first. */
  readonly maxBytes: number;
}

export type FetchOutcome =
  | { readonly fetched: FetchedPartition; readonly failure?: undefined }
  | { readonly fetched?: undefined; readonly failure: ItemFailure };

/** Fetches from one partition; bound to router, topic, partition and isolation level by its maker. */
export type FetchPartition = (
  position: FetchPosition,
  signal: AbortSignal | undefined,
) => Promise<FetchOutcome>;

export type FetchRouter = Pick<Router, "retryBudgetMs" | "sendTo" | "topicMetadata">;

/** Only what is known to exist is fetched, so the broker waits at most where all data was compacted away. */
const maxWaitMs = 250;
const minBytes = 1;

/**
 * Fetches without a group, and with a request per partition: in a shared one a large partition could leave no
 * room for the others. Follows a moving leader for a few seconds.
 */
export function partitionFetcher(
  router: FetchRouter,
  topic: string,
  partition: number,
  isolation: IsolationLevel,
): FetchPartition {
  const fetchFrom = async (
    leader: number,
    { offset, maxBytes }: FetchPosition,
    signal: AbortSignal | undefined,
  ): Promise<FetchOutcome> => {
    const topics = [{ topic, partitions: [{ partition, offset, maxBytes }] }];
    const question = { maxWaitMs, minBytes, maxBytes, isolation, topics };
    const answer = await router.sendTo(leader, fetchApi, question, signal);
    if (answer.errorCode !== errorCode.none) return { failure: failureOf(answer.errorCode) };
    const fetched = answer.topics
      .find((answered) => answered.topic === topic)
      ?.partitions.find((answered) => answered.partition === partition);
    // a client over its quota is answered without the partition (KIP-219)
    if (fetched === undefined) return { failure: failureOf(errorCode.throttlingQuotaExceeded) };
    if (fetched.errorCode === errorCode.none) return { fetched };
    return { failure: failureOf(fetched.errorCode) };
  };

  return async (position, signal) => {
    let outcome: FetchOutcome = { failure: failureOf(errorCode.leaderNotAvailable) };
    let lost = 0;
    await retry({ budgetMs: router.retryBudgetMs, signal }, async (isRetry) => {
      const stale = new Set(isRetry ? [topic] : []);
      const metadata = (await router.topicMetadata([topic], stale, signal)).get(topic);
      const leader = metadata?.partitions.find((p) => p.partition === partition)?.leader ?? -1;
      const missing =
        metadata === undefined ? errorCode.unknownTopicOrPartition : metadata.errorCode;
      if (leader < 0) {
        const code = missing === errorCode.none ? errorCode.leaderNotAvailable : missing;
        outcome = { failure: failureOf(code) };
        return isRetry ? "done" : "again";
      }
      try {
        outcome = await fetchFrom(leader, position, signal);
      } catch (caught) {
        const error = toKafkaError(caught, `broker ${leader}`);
        if (!isLostConnection(error)) throw error;
        outcome = { failure: failureOfError(error) };
        return ++lost > 1 ? "done" : "again";
      }
      const code = outcome.failure?.code;
      return code !== undefined && retriableCodes.has(code) ? "again" : "done";
    });
    return outcome;
  };
}

function isLostConnection({ kind }: KafkaError): boolean {
  return kind === "unreachable" || kind === "timeout";
}
