import { advertisedElsewhere } from "../connection/advertisedElsewhere";
import { formatAddress } from "../connection/bootstrapServers";
import { toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import type { Access } from "./access";
import type { Found } from "./checklist";
import { reachAny } from "./reachAny";
import { resolveHost } from "./resolveHost";
import type { Server } from "./server";
import { tcpFinding } from "./tcpFinding";
import { tlsCheck } from "./tlsCheck";

/** A broker, at the address it tells clients to use. */
export interface AdvertisedBroker extends Server {
  readonly nodeId: number;
  /** `host:port` that told of it. */
  readonly bootstrap: string;
}

/** Whether a client gets to a broker where the cluster says it is. @throws KafkaError */
export async function advertisedCheck(
  broker: AdvertisedBroker,
  access: Access,
): Promise<Found<true>> {
  const { limits } = access;
  const { address, nodeId, bootstrap } = broker;
  const target = formatAddress(broker.target);
  const mapped = target === address ? "" : `, mapped to ${target}`;
  const path = `${bootstrap} tells of broker ${nodeId} at ${address}${mapped}`;
  try {
    const ips = await resolveHost(broker.target, limits);
    const attempts = await reachAny(ips, broker.target.port, limits);
    if (access.isEncrypted) await tlsCheck(broker, access);
    return { finding: `${path}: reachable. ${tcpFinding(attempts)}`, value: true };
  } catch (error) {
    const failure = toKafkaError(error, target);
    if (failure.kind === "unreachable" || failure.kind === "timeout") {
      throw advertisedElsewhere(bootstrap, `${address}${mapped}`, failure);
    }
    if (failure.kind === "cancelled") throw failure;
    const { kind, code, message } = failure;
    throw new KafkaError(`${path}: ${message}`, { kind, code, broker: address, cause: failure });
  }
}
