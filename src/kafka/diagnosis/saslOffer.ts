import { errorCode } from "../connection/failure";
import { saslHandshakeApi } from "../protocol/sasl";
import type { Link } from "./link";

/** How a listener logs clients in: not at all, or by one of these mechanisms. */
export type SaslOffer = "none" | readonly string[];

/** Ends before any login: no user is named. */
export async function askSaslOffer(link: Link, mechanism: string): Promise<SaslOffer> {
  const answer = await link.ask(saslHandshakeApi, { mechanism });
  return answer.errorCode === errorCode.illegalSaslState ? "none" : answer.mechanisms;
}
