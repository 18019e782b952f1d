import { KafkaError } from "../../errors";
import { saslHandshakeApi } from "../../protocol/sasl";
import { errorCode } from "../failure";
import type { KafkajsBroker } from "../kafkajsBroker";
import { encodeRequest } from "../send";
import { mechanismsOf } from "./mechanismsOf";

/** Every listener with SASL names what it accepts in answer to whichever mechanism is asked for. */
const anyMechanism = "PLAIN";

/**
 * A listener with SASL hangs up on the first request of whoever has not logged in. Asks one whether it does that;
 * nobody is named, and nothing secret is sent.
 * @param broker has not sent anything yet
 * @returns undefined where the listener wants no login
 */
export async function wantsLogin(
  broker: KafkajsBroker,
  address: string,
): Promise<KafkaError | undefined> {
  await broker.connect();
  const question = { mechanism: anyMechanism };
  const request = encodeRequest(saslHandshakeApi, question, broker.versions(), address);
  const { mechanisms, errorCode: code } = (await broker.send(request)).answer;
  if (code === errorCode.illegalSaslState) return undefined;
  return loginMissing(address, mechanisms);
}

/** @param mechanisms those that the listener accepts */
export function loginMissing(address: string, mechanisms: readonly string[]): KafkaError {
  const message = `${address} wants a login by SASL (${mechanismsOf(mechanisms)}); this connection has none.`;
  return new KafkaError(message, { kind: "authentication", broker: address });
}
