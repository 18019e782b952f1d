import { isIP } from "node:net";
import { formatAddress } from "../connection/bootstrapServers";
import type { Found } from "./checklist";
import type { CheckLimits } from "./checkLimits";
import { resolveHost } from "./resolveHost";
import type { Server } from "./server";

export interface ResolvedServer extends Server {
  /** All of its addresses, IPv4 and IPv6. */
  readonly ips: readonly string[];
}

/** @throws KafkaError */
export async function dnsCheck(
  server: Server,
  limits: CheckLimits,
): Promise<Found<ResolvedServer>> {
  const { host } = server.target;
  const ips = await resolveHost(server.target, limits);
  const found =
    isIP(host) === 0 ? `${host} is ${ips.join(", ")}.` : "An address already: nothing to look up.";
  const target = formatAddress(server.target);
  const mapped = target === server.address ? "" : `Mapped to ${target}. `;
  return { finding: `${mapped}${found}`, value: { ...server, ips } };
}
