import { isInDoubt } from "../connection/inDoubt";
import type { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type { TopicResult, TopicToCreate } from "../model";
import { asKafkaError } from "../reset/asKafkaError";
import type { ResultSummary } from "../reset/describeResult";
import { isTopicInDoubt } from "./writeTopics";

export type TopicsResult =
  | { readonly kind: "answered"; readonly results: readonly TopicResult[] }
  /** Surely nothing was done. */
  | { readonly kind: "refused"; readonly error: KafkaError }
  | { readonly kind: "unknown"; readonly error: KafkaError };

/** Writes. Does not reject. */
export function applyTopicCreation(
  gateway: Pick<ClusterGateway, "createTopics">,
  topics: readonly TopicToCreate[],
  signal?: AbortSignal,
): Promise<TopicsResult> {
  return outcomeOf(() => gateway.createTopics(topics, signal));
}

/** Writes. Does not reject. */
export function applyTopicDeletion(
  gateway: Pick<ClusterGateway, "deleteTopics">,
  topics: readonly string[],
  signal?: AbortSignal,
): Promise<TopicsResult> {
  return outcomeOf(() => gateway.deleteTopics(topics, signal));
}

async function outcomeOf(write: () => Promise<readonly TopicResult[]>): Promise<TopicsResult> {
  try {
    return { kind: "answered", results: await write() };
  } catch (thrown) {
    const error = asKafkaError(thrown);
    return { kind: isInDoubt(error) ? "unknown" : "refused", error };
  }
}

/** @param done "created" or "deleted" */
export function describeTopicsResult(result: TopicsResult, done: string): ResultSummary {
  if (result.kind !== "answered") {
    const claim = result.kind === "refused" ? "Nothing was" : "It is not known which topics were";
    return { ok: false, message: `${result.error.message} ${claim} ${done}.` };
  }
  const { results } = result;
  const failures = results.flatMap(({ failure }) => failure ?? []);
  const unknown = failures.filter(isTopicInDoubt).length;
  const counted = `${results.length - failures.length} of ${results.length} ${done}`;
  const told = [
    unknown === 0 ? `${counted}.` : `${counted}; of ${unknown} it is not known.`,
    ...results.flatMap(({ topic, failure }) => (failure ? `${topic}: ${failure.message}` : [])),
  ];
  return { ok: failures.length === 0, message: told.join(" ") };
}
