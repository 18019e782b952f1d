import type { KafkaError } from "../errors";
import { cancelled, throwIfCancelled } from "./deadline";

/** More than Kafka's quotas ever ask for at once by default; only a broken broker asks for more. */
const maxThrottleMs = 60_000;

/**
 * Holds back the requests of one connection for as long as its broker asks (KIP-219). The broker does not read
 * from a throttled connection meanwhile, so what is under way takes that much longer too.
 */
export class Throttle {
  private untilMs = 0;
  /** For how long requests were or will be held back; what several answers ask for at once counts once. */
  private sumMs = 0;
  private isThrottled = false;
  private readonly waiting = new Set<(reason: Error) => void>();
  private endedBy: KafkaError | undefined;

  /** @param onBegin told once, when answers begin to ask for patience, and again only after one that did not */
  constructor(private readonly onBegin: (throttleMs: number) => void) {}

  /** Takes over what one answer said; 0 is the ordinary case. */
  obey(throttleMs: number): void {
    const boundedMs = Math.min(throttleMs, maxThrottleMs);
    if (boundedMs > 0) {
      const now = performance.now();
      const leftMs = Math.max(0, this.untilMs - now);
      this.sumMs += Math.max(0, boundedMs - leftMs);
      this.untilMs = Math.max(this.untilMs, now + boundedMs);
      if (!this.isThrottled) this.onBegin(boundedMs);
    }
    this.isThrottled = boundedMs > 0;
  }

  /**
   * For a request that leaves now: tells, each time, how much longer it may take because the broker did not read
   * from the connection since it was last asked. In all no more than a minute, so that every request ends.
   */
  allowance(): () => number {
    let knownMs = this.sumMs;
    let leftMs = maxThrottleMs;
    return () => {
      const moreMs = Math.min(this.sumMs - knownMs, leftMs);
      knownMs = this.sumMs;
      leftMs -= moreMs;
      return moreMs;
    };
  }

  /**
   * Resolves when the next request may be sent.
   * @throws KafkaError `cancelled`, or the reason of `end`
   */
  async pass(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      if (this.endedBy !== undefined) throw this.endedBy;
      const leftMs = this.untilMs - performance.now();
      if (leftMs <= 0) return;
      throwIfCancelled(signal);
      await this.wait(leftMs, signal);
    }
  }

  /** Nobody waits any longer, or again: all fail with `reason`. */
  end(reason: KafkaError): void {
    this.endedBy ??= reason;
    for (const reject of [...this.waiting]) reject(reason);
  }

  private wait(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.waiting.delete(fail);
      };
      const fail = (reason: Error): void => {
        settle();
        reject(reason);
      };
      const onAbort = (): void => {
        fail(cancelled());
      };
      const timer = setTimeout(() => {
        settle();
        resolve();
      }, durationMs);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.waiting.add(fail);
    });
  }
}
