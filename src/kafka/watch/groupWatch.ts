import { throwIfCancelled, withDeadline } from "../connection/deadline";
import { KafkaError } from "../errors";

/** Time as the watch sees it: tests bring their own. */
export interface WatchClock {
  /** Calls back once after so long, unless the returned function is called before. */
  schedule(callback: () => void, delayMs: number): () => void;
}

export const systemClock: WatchClock = {
  schedule: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

export interface GroupWatchOptions<Sample> {
  /** One reading; it ends with its signal. */
  readonly read: (signal: AbortSignal) => Promise<Sample>;
  readonly onSample: (sample: Sample) => void;
  /** Not for readings that were ended by the watch itself. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: WatchClock;
}

/** No longer than this between two tries, however often reading failed. */
const longestWaitMs = 60_000;

/**
 * Reads again and again, one reading at a time: the next begins so long after the one before has ended. After a
 * failure it waits longer each time; after a refused login it waits to be asked, since brokers lock accounts.
 * Paused or stopped, it ends the reading under way and leaves no timer.
 */
export class GroupWatch<Sample> {
  private readonly clock: WatchClock;
  private intervalMs: number;
  private failuresInRow = 0;
  private isRefused = false;
  private isPaused = true;
  private isStopped = false;
  private cancelTimer: (() => void) | undefined;
  private reading:
    { readonly sample: Promise<Sample>; readonly abort: AbortController } | undefined;

  /** It begins paused. @param intervalMs 0: it reads only when asked to */
  constructor(
    private readonly options: GroupWatchOptions<Sample>,
    intervalMs: number,
  ) {
    this.clock = options.clock ?? systemClock;
    this.intervalMs = intervalMs;
  }

  /** In force at once: the time that was waited already does not count. */
  setInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
    if (this.reading === undefined) this.scheduleNext();
  }

  pause(): void {
    this.isPaused = true;
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.reading?.abort.abort();
  }

  /** Reads at once when it is live. */
  resume(): void {
    if (this.isStopped || !this.isPaused) return;
    this.isPaused = false;
    this.failuresInRow = 0;
    this.isRefused = false;
    if (this.intervalMs > 0) this.readInBackground();
  }

  /** For good. */
  stop(): void {
    this.pause();
    this.isStopped = true;
  }

  /**
   * A reading now, or the one under way. Ending the wait by `signal` does not end the reading.
   * @throws whatever reading throws
   */
  async readNow(signal?: AbortSignal): Promise<Sample> {
    const under = this.reading;
    const usable = under === undefined || under.abort.signal.aborted ? this.begin() : under.sample;
    return withDeadline(usable, { signal });
  }

  private readInBackground(): void {
    this.cancelTimer = undefined;
    if (this.reading === undefined || this.reading.abort.signal.aborted) {
      this.begin().catch(() => undefined);
    }
  }

  private begin(): Promise<Sample> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    const abort = new AbortController();
    if (this.isStopped) abort.abort();
    const reading = { abort, sample: this.read(abort.signal) };
    this.reading = reading;
    const ended = (): void => {
      if (this.reading !== reading) return;
      this.reading = undefined;
      this.scheduleNext();
    };
    reading.sample.then(ended, ended);
    return reading.sample;
  }

  private async read(signal: AbortSignal): Promise<Sample> {
    try {
      const sample = await this.options.read(signal);
      throwIfCancelled(signal);
      this.failuresInRow = 0;
      this.isRefused = false;
      this.options.onSample(sample);
      return sample;
    } catch (error) {
      if (!signal.aborted) {
        this.failuresInRow += 1;
        this.isRefused = error instanceof KafkaError && error.kind === "authentication";
        this.options.onFailure(error);
      }
      throw error;
    }
  }

  private scheduleNext(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.isPaused || this.isRefused || this.intervalMs === 0) return;
    const waitMs = Math.max(
      this.intervalMs,
      Math.min(longestWaitMs, this.intervalMs * 2 ** this.failuresInRow),
    );
    this.cancelTimer = this.clock.schedule(() => {
      this.readInBackground();
    }, waitMs);
  }
}
