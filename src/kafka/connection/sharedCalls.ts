import { throwIfCancelled, withDeadline } from "./deadline";

/** One call under way per key, for all who ask for the same meanwhile. */
export class SharedCalls<Key, Result> {
  private readonly underWay = new Map<Key, Promise<Result>>();

  /**
   * Begins the call unless it is under way already. A caller whose signal is aborted gets `cancelled`; the call
   * itself goes on, for the others, so `start` must end by itself.
   */
  async run(
    key: Key,
    signal: AbortSignal | undefined,
    start: () => Promise<Result>,
  ): Promise<Result> {
    throwIfCancelled(signal);
    let call = this.underWay.get(key);
    if (call === undefined) {
      call = start().finally(() => this.underWay.delete(key));
      this.underWay.set(key, call);
    }
    return withDeadline(call, { signal });
  }
}
