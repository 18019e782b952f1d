import { KafkaError } from "../errors";

export interface Limits {
  readonly timeoutMs?: number | undefined;
  /** Asked when the time has run out: more than 0 is so much more time. */
  readonly moreMs?: (() => number) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function cancelled(): KafkaError {
  return new KafkaError("Cancelled.", { kind: "cancelled" });
}

/** @throws KafkaError `cancelled` */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

/**
 * Settles as `work` does, unless its time runs out or its signal is aborted before. Neither ends the work
 * itself; timer and listener are gone in every case.
 * @param onTimeout makes the error to reject with when the time runs out
 */
export function withDeadline<T>(
  work: Promise<T>,
  { timeoutMs, moreMs, signal }: Limits,
  onTimeout: () => KafkaError = cancelled,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: Error): void => {
      end();
      reject(error);
    };
    const onAbort = (): void => {
      fail(cancelled());
    };
    const onTime = (): void => {
      const extraMs = moreMs?.() ?? 0;
      if (extraMs > 0) timer = setTimeout(onTime, extraMs);
      else fail(onTimeout());
    };
    work.then((value) => {
      end();
      resolve(value);
    }, fail);
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined) timer = setTimeout(onTime, timeoutMs);
  });
}

/** Waits without doing anything; ends at once, with `cancelled`, when the signal is aborted. */
export async function pause(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, durationMs);
  });
  try {
    await withDeadline(waited, { signal });
  } finally {
    clearTimeout(timer);
  }
}
