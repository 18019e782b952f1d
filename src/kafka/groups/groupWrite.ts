import { throwIfCancelled } from "../connection/deadline";
import { errorCode, failureOf } from "../connection/failure";
import { KafkaError, type KafkaErrorKind } from "../errors";
import type { GroupResult } from "../model";
import type { Api } from "../protocol/api";
import { askCoordinators, type CoordinatorRouter } from "./askCoordinators";
import { fetchGroupOffsets } from "./fetchGroupOffsets";

/** With these the coordinator may have done it all the same: in time, or before it lost its place. */
const unknownOutcome: ReadonlySet<number> = new Set([
  errorCode.requestTimedOut,
  errorCode.coordinatorNotAvailable,
  errorCode.notCoordinator,
]);

/** Kinds that stand for themselves: the request was never sent, or callers know what these mean. */
const tellsOutcome: ReadonlySet<KafkaErrorKind> = new Set([
  "invalidInput",
  "unsupported",
  "timeout",
  "unreachable",
]);

/** A request that changes groups. It is sent once, and never again once its outcome is in doubt. */
export interface GroupWrite<Question, Answer> {
  readonly api: Api<Question, Answer>;
  /** A sentence: what is not known when the answer is lost, and what to do. */
  readonly doubt: string;
}

/**
 * The groups' coordinators, by node id, once they answer for them. A coordinator that has just got a group may
 * refuse with a code that leaves a write in doubt; a question can be repeated until it is ready, a write cannot.
 */
export function readyCoordinators(
  router: CoordinatorRouter,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly GroupResult<number>[]> {
  return askCoordinators<number>(router, groupIds, signal, async (nodeId, ids) => {
    const answers = await fetchGroupOffsets(router, nodeId, ids, [], signal);
    return answers.map(({ groupId, errorCode: code }) => {
      const isReady = code === errorCode.none || code === errorCode.groupIdNotFound;
      return isReady ? { groupId, value: nodeId } : { groupId, failure: failureOf(code) };
    });
  });
}

/**
 * Writes. An error after the request has left says nothing about what the coordinator does with it.
 * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown, also when the call is cancelled or
 * the gateway closed after it was sent
 */
export async function sendOnce<Question, Answer>(
  router: CoordinatorRouter,
  nodeId: number,
  { api, doubt }: GroupWrite<Question, Answer>,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const connection = await router.connect(nodeId, signal);
  throwIfCancelled(signal);
  try {
    return await connection.send(api, question, signal);
  } catch (error) {
    if (error instanceof KafkaError && tellsOutcome.has(error.kind)) throw error;
    throw new KafkaError(doubt, { kind: "timeout", cause: error });
  }
}

/** @throws KafkaError `timeout` when one of the answer's codes leaves the outcome unknown */
export function throwIfInDoubt(codes: Iterable<number>, doubt: string): void {
  for (const code of codes) {
    if (unknownOutcome.has(code)) throw new KafkaError(doubt, { kind: "timeout", code });
  }
}
