/** A longer timer fires at once. */
const maxTimerMs = 2 ** 31 - 1;

/** Wakes the one who waits. A ring while nobody does is kept for who waits next. */
export class Bell {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Until it rings, the time is over or the signal is aborted; which of them it was is for the caller to see. */
  async wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    if (!this.hasRung && timeoutMs > 0 && signal?.aborted !== true) {
      let timer: NodeJS.Timeout | undefined;
      let onAbort: (() => void) | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        onAbort = () => {
          resolve();
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        if (Number.isFinite(timeoutMs)) {
          timer = setTimeout(resolve, Math.min(timeoutMs, maxTimerMs));
        }
      });
      clearTimeout(timer);
      if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
      this.wake = undefined;
    }
    this.hasRung = false;
  }
}
