import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { formatAddress, type BrokerAddress } from "../connection/bootstrapServers";
import { withDeadline } from "../connection/deadline";
import { toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import type { CheckLimits } from "./checkLimits";

/**
 * All addresses of a host, IPv4 and IPv6, in the order of the system; an address is its own.
 * @throws KafkaError
 */
export async function resolveHost(
  server: BrokerAddress,
  { timeoutMs, signal }: CheckLimits,
): Promise<readonly string[]> {
  const { host } = server;
  if (isIP(host) !== 0) return [host];
  const timedOut = (): KafkaError => {
    const message = `No name server told the address of ${host} in ${timeoutMs / 1000} s.`;
    return new KafkaError(message, { kind: "timeout" });
  };
  try {
    const found = lookup(host, { all: true, order: "verbatim" });
    const addresses = await withDeadline(found, { timeoutMs, signal }, timedOut);
    return [...new Set(addresses.map(({ address }) => address))];
  } catch (error) {
    throw toKafkaError(error, formatAddress(server));
  }
}
