import type {
  MethodOf,
  PageMessage,
  Request,
  RequestTable,
} from "../../src/panels/shared/protocol";

/*
 * Page side of the conversation with the host.
 *
 *   const page = await host.call("read", { from: … }, controller.signal);   // typed by the method
 *   const stop = host.on("seek", (position) => { … });                      // typed by the event
 *
 * A failed request rejects with `HostError` (its message is for the person, `kind` for code). Aborting the
 * signal tells the host to stop and rejects at once with kind `cancelled`; the late answer is dropped by its id.
 */

/** The host said no; the message is a sentence for a person. */
export class HostError extends Error {
  override readonly name = "HostError";

  constructor(
    message: string,
    readonly kind: string,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: HostError): void;
}

export class HostClient<R extends RequestTable<R>, E extends object> {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();

  /** `nextId`: ids count up from here. See connectHost for why a page does not begin at 1. */
  constructor(
    private readonly post: (message: PageMessage<R>) => void,
    private nextId = 1,
  ) {}

  call<M extends MethodOf<R>>(
    method: M,
    params: R[M]["params"],
    signal?: AbortSignal,
  ): Promise<R[M]["result"]> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.waiting.delete(id);
        this.post({ cancel: id });
        reject(cancelled());
      };
      signal?.addEventListener("abort", cancel, { once: true });
      const settle = (): void => {
        signal?.removeEventListener("abort", cancel);
      };
      this.waiting.set(id, {
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      this.post({ id, method, params } as Request<R>);
    });
  }

  /** Returns what takes the listener away again. */
  on<K extends Extract<keyof E, string>>(event: K, listener: (payload: E[K]) => void): () => void {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners);
    const untyped = listener as (payload: unknown) => void;
    listeners.add(untyped);
    return () => {
      listeners.delete(untyped);
    };
  }

  /** Takes whatever was posted to the window; what is no message of our host is ignored. */
  receive(message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    if ("event" in message && typeof message.event === "string" && "payload" in message) {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message.payload);
    } else if ("id" in message && typeof message.id === "number") {
      this.settle(message.id, message);
    }
  }

  private settle(id: number, reply: object): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    if ("ok" in reply && reply.ok === true && "result" in reply) waiting.resolve(reply.result);
    else waiting.reject(errorOf(reply));
  }
}

function cancelled(): HostError {
  return new HostError("This was cancelled.", "cancelled");
}

function errorOf(reply: object): HostError {
  const error: unknown = "error" in reply ? reply.error : undefined;
  if (typeof error === "object" && error !== null && "message" in error && "kind" in error) {
    return new HostError(String(error.message), String(error.kind));
  }
  return new HostError("The extension sent an answer that cannot be read.", "unexpected");
}
