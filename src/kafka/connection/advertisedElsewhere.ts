import { KafkaError } from "../errors";
import { errorCode } from "./failure";

/**
 * The cluster is up, yet tells clients to use an address that does not work from here. Unlike a lost broker, which
 * has no code, asking again does not help.
 * @param bootstrap `host:port` that works
 * @param advertised `host:port` that does not
 */
export function advertisedElsewhere(
  bootstrap: string,
  advertised: string,
  cause: KafkaError,
): KafkaError {
  const message = `Connected to ${bootstrap}, but the cluster tells clients to use ${advertised}, which this machine cannot reach: ${cause.message} This is the broker's advertised.listeners, not your password.`;
  const code = errorCode.brokerNotAvailable;
  return new KafkaError(message, { kind: "unreachable", code, broker: advertised, cause });
}
