import { errorCode, failureOf, failureOfError } from "../connection/failure";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { GroupResult } from "../model";

export type CoordinatorRouter = Pick<
  Router,
  "broker" | "connect" | "coordinators" | "retryBudgetMs" | "sendTo" | "topicMetadata"
>;

/** Asks one coordinator about the groups it coordinates. Groups it leaves out are answered as not existing. */
export type AskCoordinator<Value> = (
  nodeId: number,
  groupIds: readonly string[],
) => Promise<readonly GroupResult<Value>[]>;

/**
 * Sends every group's question to its coordinator, one call per coordinator, and asks again those whose
 * coordinator moved or was loading. For reads only.
 * @throws KafkaError when no coordinator at all could be reached
 */
export async function askCoordinators<Value>(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
  ask: AskCoordinator<Value>,
): Promise<readonly GroupResult<Value>[]> {
  const results = new Map<string, GroupResult<Value>>();
  let open: readonly string[] = [...new Set(groupIds)];
  let attemptsWithLoss = 0;
  let error: KafkaError | undefined;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async (isRetry) => {
    const stale = new Set(isRetry ? open : []);
    const { byNode, failures } = await coordinatorsOf(router, open, stale, signal);
    for (const failure of failures) results.set(failure.groupId, failure);
    const attempts = await Promise.all(
      [...byNode].map(([nodeId, ids]) => askOne<Value>(nodeId, ids, ask)),
    );
    for (const attempt of attempts) {
      for (const result of attempt.results) results.set(result.groupId, result);
    }
    error = attempts.find((attempt) => attempt.error !== undefined)?.error;
    if (error !== undefined) attemptsWithLoss++;
    open = open.filter((groupId) => mayImprove(results.get(groupId)));
    return open.length === 0 || attemptsWithLoss > 1 ? "done" : "again";
  });
  const everythingFailed = [...results.values()].every(({ failure }) => failure !== undefined);
  if (error !== undefined && everythingFailed) throw error;
  return groupIds.map((groupId) => results.get(groupId) ?? notFound(groupId));
}

async function coordinatorsOf(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  stale: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<{ byNode: Map<number, string[]>; failures: GroupResult<never>[] }> {
  const byNode = new Map<number, string[]>();
  const failures: GroupResult<never>[] = [];
  for (const [groupId, lookup] of await router.coordinators(groupIds, stale, signal)) {
    if ("errorCode" in lookup) {
      failures.push({ groupId, failure: failureOf(lookup.errorCode) });
      continue;
    }
    const others = byNode.get(lookup.nodeId);
    if (others === undefined) byNode.set(lookup.nodeId, [groupId]);
    else others.push(groupId);
  }
  return { byNode, failures };
}

async function askOne<Value>(
  nodeId: number,
  groupIds: readonly string[],
  ask: AskCoordinator<Value>,
): Promise<{ results: readonly GroupResult<Value>[]; error?: KafkaError }> {
  try {
    return { results: await ask(nodeId, groupIds) };
  } catch (caught) {
    const error = toKafkaError(caught, `broker ${nodeId}`);
    if (error.kind === "cancelled") throw error;
    const failure = failureOfError(error);
    return { results: groupIds.map((groupId) => ({ groupId, failure })), error };
  }
}

function mayImprove(result: GroupResult<unknown> | undefined): boolean {
  const code = result?.failure?.code;
  return code !== undefined && (retriableCodes.has(code) || code === errorCode.networkException);
}

export function notFound(groupId: string): GroupResult<never> {
  return { groupId, failure: failureOf(errorCode.groupIdNotFound) };
}
