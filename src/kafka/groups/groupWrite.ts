import { errorCode, failureOf } from "../connection/failure";
import { KafkaError } from "../errors";
import type { GroupResult } from "../model";
import { askCoordinators, type CoordinatorRouter } from "./askCoordinators";
import { fetchGroupOffsets } from "./fetchGroupOffsets";

/** With these the coordinator may have done it all the same: in time, or before it lost its place. */
const unknownOutcome: ReadonlySet<number> = new Set([
  errorCode.requestTimedOut,
  errorCode.coordinatorNotAvailable,
  errorCode.notCoordinator,
]);

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

/** @throws KafkaError `timeout` when one of the answer's codes leaves the outcome unknown */
export function throwIfInDoubt(codes: Iterable<number>, doubt: string): void {
  for (const code of codes) {
    if (unknownOutcome.has(code)) throw new KafkaError(doubt, { kind: "timeout", code });
  }
}
