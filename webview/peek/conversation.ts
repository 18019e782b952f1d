import type { PeekEvents, PeekRequests } from "../../src/panels/peek/protocol";
import type { Query } from "../../src/panels/peek/protocol/query";
import { HostError } from "../shared/rpc";
import type { HostClient } from "../shared/rpc";
import type { Activity, PeekState } from "./peekState";
import type { Store } from "./store";

/** One read, live view or search at a time: what begins ends what was before it. */
export class Conversation {
  private current: AbortController | undefined;
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly host: HostClient<PeekRequests, PeekEvents>,
    readonly store: Store,
  ) {}

  get state(): PeekState {
    return this.store.state;
  }

  /** The controller whose signal the new activity's requests take. */
  begin(activity: Activity, query?: Query): AbortController {
    const own = this.take();
    this.store.apply({ kind: "started", activity, ...(query === undefined ? {} : { query }) });
    return own;
  }

  /** As `begin`, for what ends an activity. */
  take(): AbortController {
    this.current?.abort();
    const own = new AbortController();
    this.current = own;
    return own;
  }

  /** False once something else has begun: what arrives then is dropped. */
  isCurrent(own: AbortController): boolean {
    return this.current === own;
  }

  stop(): void {
    this.current?.abort();
    this.current = undefined;
    this.store.apply({ kind: "stopped" });
  }

  /** After a failure of what `own` stands for. */
  failed(own: AbortController, error: unknown, retry: Activity): void {
    if (!this.isCurrent(own)) return;
    this.current = undefined;
    if (error instanceof HostError && error.kind === "cancelled") {
      this.store.apply({ kind: "stopped" });
      return;
    }
    const isInput = error instanceof HostError && error.kind === "invalidInput";
    const problem = { message: messageOf(error), retry: isInput ? undefined : retry };
    this.store.apply({ kind: "failed", problem });
  }

  /** What a person typed cannot be asked for. */
  refuse(message: string): void {
    this.store.apply({ kind: "told", message });
  }

  /** A question beside whatever is going on; its failure is told. */
  async ask(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      this.refuse(messageOf(error));
    }
  }

  /** Requests that would overtake each other, one after the other. */
  inTurn<T>(request: () => Promise<T>): Promise<T> {
    const own = this.lastTurn.then(request, request);
    this.lastTurn = own.catch(() => undefined);
    return own;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
