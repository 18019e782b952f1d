import { errorCode } from "./failure";
import { pause } from "./deadline";

/** Leaders and coordinators move; what was asked of the wrong broker, or too early, is asked again. */
export const retriableCodes: ReadonlySet<number> = new Set([
  errorCode.leaderNotAvailable,
  errorCode.notLeaderOrFollower,
  errorCode.replicaNotAvailable,
  errorCode.coordinatorLoadInProgress,
  errorCode.coordinatorNotAvailable,
  errorCode.notCoordinator,
  errorCode.kafkaStorageError,
  errorCode.fencedLeaderEpoch,
  errorCode.unknownLeaderEpoch,
  errorCode.offsetNotAvailable,
  errorCode.throttlingQuotaExceeded,
]);

const firstPauseMs = 50;
const maxPauseMs = 1_000;
const maxAttempts = 10;

export interface RetryLimits {
  /** After this long no further attempt begins. */
  readonly budgetMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Calls `attempt` until it says it is done, with growing pauses, at most for `budgetMs`. What is still undone
 * then is for the caller to report. A write may say "again" only where its refusal proves that nothing was done.
 */
export async function retry(
  { budgetMs, signal }: RetryLimits,
  attempt: (isRetry: boolean) => Promise<"done" | "again">,
): Promise<void> {
  const endMs = performance.now() + budgetMs;
  for (let count = 0; count < maxAttempts; count++) {
    if ((await attempt(count > 0)) === "done") return;
    const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** count);
    if (count === maxAttempts - 1 || performance.now() + pauseMs > endMs) return;
    await pause(pauseMs, signal);
  }
}
