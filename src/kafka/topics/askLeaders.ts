import { errorCode, failureOf, failureOfError } from "../connection/failure";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { ItemFailure, TopicPartition } from "../model";
import { findLeaders } from "./leaders";

export type LeaderRouter = Pick<Router, "retryBudgetMs" | "sendTo" | "topicMetadata">;

/** What was learned of one item. */
export type Outcome<Value> =
  | { readonly value: Value; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: ItemFailure };

/** Asks one leader about partitions it leads. */
export type AskLeader<Item, Value> = (
  leader: number,
  items: readonly Item[],
) => Promise<ReadonlyMap<Item, Outcome<Value>>>;

/**
 * Puts every item's question to the leader of its partition, one call per leader, and asks again, with fresh
 * metadata, where the leader moved or was lost. For reads only. The outcomes are in the order of the items, which are told
 * apart by identity.
 * @throws KafkaError when no leader at all could be asked
 */
export async function askLeaders<Item extends TopicPartition, Value>(
  router: LeaderRouter,
  items: readonly Item[],
  signal: AbortSignal | undefined,
  ask: AskLeader<Item, Value>,
): Promise<readonly ({ readonly item: Item } & Outcome<Value>)[]> {
  const outcomes = new Map<Item, Outcome<Value>>();
  let open = items;
  let answers = 0;
  let attemptsInVain = 0;
  let error: KafkaError | undefined;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async (isRetry) => {
    const stale = new Set(isRetry ? open.map(({ topic }) => topic) : []);
    const { byLeader, failures } = await findLeaders(router, open, stale, signal);
    for (const [item, failure] of failures) outcomes.set(item, { failure });
    const attempts = await Promise.all(
      [...byLeader].map(([leader, led]) => askOne(leader, led, ask)),
    );
    for (const attempt of attempts) {
      for (const [item, outcome] of attempt.outcomes) outcomes.set(item, outcome);
    }
    error = attempts.find((attempt) => attempt.error !== undefined)?.error;
    // who was only lost may be replaced within seconds; who is silent takes a whole deadline each time
    if (attempts.some((attempt) => (attempt.error?.kind ?? "unreachable") !== "unreachable"))
      attemptsInVain++;
    answers += attempts.filter((attempt) => attempt.error === undefined).length;
    // a partition that has no leader by now is left alone
    open = open.filter((item) => !failures.has(item) && mayImprove(outcomes.get(item)));
    return open.length === 0 || attemptsInVain > 1 ? "done" : "again";
  });
  if (error !== undefined && answers === 0) throw error;
  return items.map((item) => ({ item, ...(outcomes.get(item) ?? leftOut) }));
}

const leftOut = { failure: failureOf(errorCode.networkException) };

async function askOne<Item, Value>(
  leader: number,
  items: readonly Item[],
  ask: AskLeader<Item, Value>,
): Promise<{ outcomes: ReadonlyMap<Item, Outcome<Value>>; error?: KafkaError }> {
  try {
    return { outcomes: await ask(leader, items) };
  } catch (caught) {
    const error = toKafkaError(caught, `broker ${leader}`);
    if (error.kind === "cancelled") throw error;
    const failure = failureOfError(error);
    return { outcomes: new Map(items.map((item) => [item, { failure }])), error };
  }
}

function mayImprove(outcome: Outcome<unknown> | undefined): boolean {
  const code = outcome?.failure?.code;
  if (code === undefined) return false;
  return (
    retriableCodes.has(code) ||
    code === errorCode.networkException ||
    code === errorCode.unknownTopicOrPartition
  );
}
