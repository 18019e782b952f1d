import type { ConnectionSecurity } from "../clusterConnection";
import type { Connector } from "../connection/brokerConnection";
import { loginMissing } from "../connection/sasl/wantsLogin";
import { KafkaError } from "../errors";
import { CheckFailure } from "./checkFailure";
import type { Found } from "./checklist";
import type { Link } from "./link";
import { saslFinding } from "./saslFinding";
import { askSaslOffer, type SaslOffer } from "./saslOffer";
import type { Server } from "./server";

/** Every listener with SASL names what it accepts in answer to whichever mechanism is asked for. */
const anyMechanism = "PLAIN";

/**
 * Logs in once, as the product does; and where it would not log in, whether the listener wants a login.
 * @param open connects, without a login
 * @throws KafkaError
 */
export async function saslCheck(
  server: Server,
  security: ConnectionSecurity | undefined,
  open: () => Promise<Link>,
  connector: Connector,
  signal: AbortSignal,
): Promise<Found<Server>> {
  const offer = await offerOf(open);
  if (security?.sasl === undefined) {
    if (offer === "none") return { finding: "The listener wants no login.", value: server };
    const protocol = security?.protocol === "SSL" ? "SASL_SSL" : "SASL_PLAINTEXT";
    throw new CheckFailure(
      loginMissing(server.address, offer),
      `Choose ${protocol} as the protocol.`,
    );
  }
  const connection = await connector.open(server.server, signal);
  connection.close(new KafkaError("The test is over.", { kind: "cancelled" }));
  const offered = offer === "none" ? [] : offer;
  return { ...saslFinding(security, offered), value: server };
}

/** Servers that imitate Kafka may not know the question: they are taken to want no login. */
async function offerOf(open: () => Promise<Link>): Promise<SaslOffer> {
  const link = await open();
  try {
    return await askSaslOffer(link, anyMechanism);
  } catch (error) {
    if (error instanceof KafkaError && error.kind !== "cancelled") return "none";
    throw error;
  } finally {
    link.close();
  }
}
