import * as v from "valibot";
import { visibleText } from "../decode/visibleText";
import { KafkaError } from "../kafka/errors";
import { failureLine, isCancellation } from "../ui/userMessage";
import type {
  HostMessage,
  MethodOf,
  Reply,
  Request,
  RequestTable,
  RpcError,
} from "./shared/protocol";

/*
 * Host side of the conversation with a page. No vscode in here.
 *
 * A panel brings three things that are typed by its protocol's table of requests:
 *
 *   const schemas: Schemas<PeekRequests> = { read: v.strictObject({ … }), … };   // parseRequest.ts
 *   const handlers: Handlers<PeekRequests> = { read: (params, signal) => session.read(params, signal), … };
 *   const server = new RpcServer<PeekRequests, PeekEvents>({ schemas, handlers, post, report });
 *
 * `server.receive(message)` takes whatever the page posted. Every request that carries an id is answered once:
 * with the handler's result, with its failure, or with `badRequest` when it does not fit the schema. Messages
 * without an id are reported and dropped. The page may cancel a request, which aborts the handler's signal;
 * `dispose` aborts all of them, and nothing is posted afterwards. `server.emit("seek", …)` pushes an event.
 * Handlers throw `KafkaError`s (their sentence is shown); anything else is reported in full to the log and
 * shown as an unexpected failure.
 */

/** One validator a method. Use `v.strictObject` and cap every length: the page is not trusted. */
export type Schemas<R extends RequestTable<R>> = {
  readonly [M in MethodOf<R>]: v.GenericSchema<unknown, R[M]["params"]>;
};

/** Total: a method without a handler does not compile. */
export type Handlers<R extends RequestTable<R>> = {
  readonly [M in MethodOf<R>]: (
    params: R[M]["params"],
    signal: AbortSignal,
  ) => Promise<R[M]["result"]>;
};

export type ParsedMessage<R extends RequestTable<R>> =
  | { readonly kind: "request"; readonly request: Request<R> }
  | { readonly kind: "cancel"; readonly id: number }
  /** `id` is known when the message had at least that: it must be answered. */
  | { readonly kind: "invalid"; readonly id: number | undefined; readonly reason: string };

const requestId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const envelope = v.strictObject({
  id: requestId,
  method: v.pipe(v.string(), v.maxLength(64)),
  params: v.unknown(),
});
const cancellation = v.strictObject({ cancel: requestId });

/** Validates what a page posted. Never throws, and never repeats the message's contents in `reason`. */
export function parseMessage<R extends RequestTable<R>>(
  message: unknown,
  schemas: Schemas<R>,
): ParsedMessage<R> {
  const cancel = v.safeParse(cancellation, message);
  if (cancel.success) return { kind: "cancel", id: cancel.output.cancel };

  const call = v.safeParse(envelope, message);
  if (!call.success) return { kind: "invalid", id: idOf(message), reason: "not a request" };

  const { id, method } = call.output;
  if (!isMethod(schemas, method)) return { kind: "invalid", id, reason: "unknown method" };

  const params = v.safeParse(schemas[method], call.output.params);
  if (!params.success) {
    const where = v.getDotPath(params.issues[0])?.slice(0, 64) ?? "params";
    return { kind: "invalid", id, reason: `${method}: ${where} is not valid` };
  }
  return { kind: "request", request: { id, method, params: params.output } };
}

function isMethod<R extends RequestTable<R>>(
  schemas: Schemas<R>,
  method: string,
): method is MethodOf<R> {
  return Object.hasOwn(schemas, method);
}

function idOf(message: unknown): number | undefined {
  const id = v.safeParse(v.object({ id: requestId }), message);
  return id.success ? id.output.id : undefined;
}

/** Answers one request; a failure becomes an error reply, so the page never waits for ever. */
export async function dispatch<R extends RequestTable<R>>(
  request: Request<R>,
  handlers: Handlers<R>,
  signal: AbortSignal,
  report: (error: unknown, method: string) => void,
): Promise<Reply> {
  const { id, method, params } = request;
  try {
    return { id, ok: true, result: await handlers[method](params, signal) };
  } catch (error) {
    if (!signal.aborted && !isCancellation(error)) report(error, method);
    return { id, ok: false, error: toRpcError(error, signal) };
  }
}

function toRpcError(error: unknown, signal: AbortSignal): RpcError {
  const isCancelled = signal.aborted && !(error instanceof KafkaError);
  if (isCancelled) return { kind: "cancelled", message: "This was cancelled." };
  const kind = error instanceof KafkaError ? error.kind : "unexpected";
  return { kind, message: visibleText(failureLine(error)) };
}

export interface RpcServerOptions<R extends RequestTable<R>> {
  readonly schemas: Schemas<R>;
  readonly handlers: Handlers<R>;
  readonly post: (message: HostMessage) => void;
  /** For the log: a handler's failure, or a message that is not valid. `method` is safe to print. */
  readonly report: (error: unknown, method: string) => void;
}

export class RpcServer<R extends RequestTable<R>, E extends object> {
  private readonly running = new Map<number, AbortController>();
  private disposed = false;

  constructor(private readonly options: RpcServerOptions<R>) {}

  receive(message: unknown): void {
    if (this.disposed) return;
    const parsed = parseMessage(message, this.options.schemas);
    switch (parsed.kind) {
      case "cancel":
        this.running.get(parsed.id)?.abort();
        return;
      case "invalid":
        this.refuse(parsed.id, parsed.reason);
        return;
      case "request":
        if (this.running.has(parsed.request.id)) this.refuse(undefined, "an id in use");
        else void this.answer(parsed.request);
    }
  }

  /** Dropped when nobody listens any more. */
  emit<K extends Extract<keyof E, string>>(event: K, payload: E[K]): void {
    this.post({ event, payload });
  }

  dispose(): void {
    this.disposed = true;
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private async answer(request: Request<R>): Promise<void> {
    const controller = new AbortController();
    this.running.set(request.id, controller);
    const { handlers, report } = this.options;
    const reply = await dispatch(request, handlers, controller.signal, report);
    this.running.delete(request.id);
    this.post(reply);
  }

  private refuse(id: number | undefined, reason: string): void {
    this.options.report(
      new Error(`The page sent a message that is not valid: ${reason}`),
      "message",
    );
    if (id === undefined) return;
    const message = "The panel asked for something the extension does not understand.";
    this.post({ id, ok: false, error: { kind: "badRequest", message } });
  }

  private post(message: HostMessage): void {
    if (!this.disposed) this.options.post(message);
  }
}
