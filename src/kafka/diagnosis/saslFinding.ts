import type { ConnectionSecurity } from "../clusterConnection";
import type { Found } from "./checklist";

/**
 * @param offered the mechanisms the listener accepts
 */
export function saslFinding(
  { protocol, sasl }: ConnectionSecurity,
  offered: readonly string[],
): Omit<Found<never>, "value"> {
  const who = sasl?.username === undefined ? "" : ` as ${sasl.username}`;
  const mechanism = sasl?.mechanism ?? "SASL";
  const others = offered.length === 0 ? "" : ` The listener accepts ${offered.join(", ")}.`;
  const finding = `Logged in${who} by ${mechanism}.${others}`;
  if (protocol !== "SASL_PLAINTEXT" || (mechanism !== "PLAIN" && mechanism !== "OAUTHBEARER")) {
    return { finding };
  }
  const secret = mechanism === "PLAIN" ? "password" : "token";
  const advice = `The ${secret} crosses the network unencrypted. Choose SASL_SSL unless the network is your own.`;
  return { finding, advice };
}
