import type { WatchClock } from "../../src/kafka/watch/groupWatch";

/** Time that passes when a test says so. */
export class FakeClock implements WatchClock {
  private nowMs = 0;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  /** How long each waiting timer still has. */
  get waitingMs(): readonly number[] {
    return this.timers.map(({ atMs }) => atMs - this.nowMs);
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Calls back what is due, and lets the promises that hang on it settle. */
  async pass(durationMs: number): Promise<void> {
    this.nowMs += durationMs;
    const due = this.timers.filter(({ atMs }) => atMs <= this.nowMs);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { callback } of due) callback();
    await settled();
  }
}

/** Lets promises settle that wait for nothing outside. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
