import type { IsolationLevel } from "../model";

/** The isolation level as the protocol writes it (KIP-98). */
export function isolationCode(isolation: IsolationLevel): number {
  return isolation === "readCommitted" ? 1 : 0;
}
