import type { Handlers } from "../rpc";
import type { RequestTable } from "../shared/protocol";

/** The host's side of one tab of the lab. It lives as long as the panel, also while its page is hidden. */
export interface LabPart<R extends RequestTable<R>> {
  readonly handlers: Handlers<R>;
  /** Ends everything it runs. */
  dispose(): Promise<void>;
}

/** Pushes an event to the page; dropped while there is none. */
export type Emit<E extends object> = <K extends Extract<keyof E, string>>(
  event: K,
  payload: E[K],
) => void;
