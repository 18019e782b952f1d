import { KafkaError } from "../../src/kafka/errors";

/** What happens to calls before they are answered: they are counted, and held up or failed as a test says. */
export class GatewayCalls<Name extends string> {
  /** In order. */
  readonly names: Name[] = [];
  private readonly failures = new Map<Name, unknown[]>();
  private readonly holds = new Map<Name, Promise<void>>();

  failNext(call: Name, error: unknown): void {
    this.failures.set(call, [...(this.failures.get(call) ?? []), error]);
  }

  hold(call: Name): () => void {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.holds.set(call, held);
    return () => {
      this.holds.delete(call);
      release();
    };
  }

  async enter(call: Name, signal: AbortSignal | undefined): Promise<void> {
    this.names.push(call);
    throwIfCancelled(signal);
    await Promise.race([this.holds.get(call) ?? Promise.resolve(), abortOf(signal)]);
    throwIfCancelled(signal);
    const waiting = this.failures.get(call);
    if (waiting !== undefined && waiting.length > 0) throw waiting.shift();
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new KafkaError("Cancelled.", { kind: "cancelled" });
}

function abortOf(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
