import { setTimeout as delay } from "node:timers/promises";

export interface PollOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Asks until the answer is something other than undefined. @throws after `timeoutMs` or when aborted. */
export async function pollFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, everyMs = 50, signal }: PollOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) {
      throw new Error(`${what}: nothing after ${(timeoutMs / 1000).toFixed(1)} s`);
    }
    await delay(everyMs, undefined, signal ? { signal } : {});
  }
}
