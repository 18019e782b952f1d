/**
 * What every page and its host say to each other, whatever the panel. Types only: the page imports it too.
 *
 * A panel describes itself in its own `protocol.ts` by two interfaces,
 *
 *   export interface PeekRequests { read: { params: ReadParams; result: Page }; … }
 *   export interface PeekEvents { seek: Position; … }
 *
 * and both sides take their types from these. Everything crosses as JSON: offsets and timestamps are decimal
 * strings, never `bigint`, and never `number` where they may pass 2^53.
 */

export interface MethodShape {
  readonly params: unknown;
  readonly result: unknown;
}

/** Constraint for a panel's table of requests: `R extends RequestTable<R>`. */
export type RequestTable<R> = { readonly [M in keyof R]: MethodShape };

export type MethodOf<R> = Extract<keyof R, string>;

/** Page to host. */
export type PageMessage<R extends RequestTable<R>> = Request<R> | Cancel;

export type Request<R extends RequestTable<R>> = {
  readonly [M in MethodOf<R>]: {
    readonly id: number;
    readonly method: M;
    readonly params: R[M]["params"];
  };
}[MethodOf<R>];

/** The page no longer waits for this request; its answer may still come and is dropped. */
export interface Cancel {
  readonly cancel: number;
}

/** Host to page. */
export type HostMessage = Reply | Event;

export type Reply =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: RpcError };

export interface RpcError {
  /** What went wrong, for code: a `KafkaErrorKind`, or `badRequest` for what the host did not understand. */
  readonly kind: string;
  /** What went wrong, for a person: whole sentences. */
  readonly message: string;
}

export interface Event {
  readonly event: string;
  readonly payload: unknown;
}
