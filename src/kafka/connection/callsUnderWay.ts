import { KafkaError } from "../errors";
import { throwIfCancelled } from "./deadline";

interface Entered {
  /** Aborted with the caller's signal, and by `endAll`. */
  readonly ending: AbortSignal;
  /** To be thrown instead of the error. */
  readonly explain: (error: unknown) => unknown;
  readonly leave: () => void;
}

/**
 * Calls that end when their caller gives up, and all at once when what they are asked of is closed. Then, and ever
 * after, the reason of `endAll` is thrown; a call that says more than that it was cancelled keeps its error.
 */
export class CallsUnderWay {
  private readonly endings = new Set<AbortController>();
  private endedBy: KafkaError | undefined;

  /** @throws KafkaError `cancelled` when the signal is aborted already, and what the call throws */
  async run<Result>(
    signal: AbortSignal | undefined,
    call: (ending: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { ending, explain, leave } = this.enter(signal);
    try {
      return await call(ending);
    } catch (error) {
      throw explain(error);
    } finally {
      leave();
    }
  }

  /** Like `run`, for a call that goes on from step to step. */
  async *steps<Step>(
    signal: AbortSignal | undefined,
    call: (ending: AbortSignal) => AsyncGenerator<Step, void, undefined>,
  ): AsyncGenerator<Step, void, undefined> {
    const { ending, explain, leave } = this.enter(signal);
    try {
      yield* call(ending);
    } catch (error) {
      throw explain(error);
    } finally {
      leave();
    }
  }

  endAll(reason: KafkaError): void {
    this.endedBy = reason;
    for (const ending of this.endings) ending.abort();
  }

  private enter(signal: AbortSignal | undefined): Entered {
    if (this.endedBy !== undefined) throw this.endedBy;
    throwIfCancelled(signal);
    const ending = new AbortController();
    const end = (): void => {
      ending.abort();
    };
    signal?.addEventListener("abort", end, { once: true });
    this.endings.add(ending);
    return {
      ending: ending.signal,
      explain: (error) => {
        // a write that left tells more: that its outcome is unknown
        const isCancelled = error instanceof KafkaError && error.kind === "cancelled";
        return isCancelled && signal?.aborted !== true ? (this.endedBy ?? error) : error;
      },
      leave: () => {
        this.endings.delete(ending);
        signal?.removeEventListener("abort", end);
      },
    };
  }
}
