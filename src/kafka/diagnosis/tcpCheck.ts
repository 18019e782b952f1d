import type { Found } from "./checklist";
import type { CheckLimits } from "./checkLimits";
import type { ResolvedServer } from "./dnsCheck";
import { reachAny } from "./reachAny";
import type { Server } from "./server";
import { tcpFinding } from "./tcpFinding";

/** @throws KafkaError when none of the server's addresses accepts a connection */
export async function tcpCheck(
  server: ResolvedServer,
  limits: CheckLimits,
): Promise<Found<Server>> {
  const attempts = await reachAny(server.ips, server.target.port, limits);
  return { finding: tcpFinding(attempts), value: server };
}
