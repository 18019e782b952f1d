import type { ClusterConnection } from "../clusterConnection";
import { parseBootstrapServers } from "../connection/bootstrapServers";
import { createRouter } from "../connection/createRouter";
import { Access } from "./access";
import { advertisedCheck } from "./advertisedCheck";
import { apiVersionsCheck } from "./apiVersionsCheck";
import { asWarning } from "./asWarning";
import { Checklist } from "./checklist";
import type { Diagnosis, DiagnosisEvent } from "./diagnosis";
import { dnsCheck } from "./dnsCheck";
import { groupPermissionsCheck } from "./groupPermissionsCheck";
import { metadataCheck } from "./metadataCheck";
import { saslCheck } from "./saslCheck";
import type { Server } from "./server";
import { tcpCheck } from "./tcpCheck";
import { tlsCheck } from "./tlsCheck";
import { topicPermissionsCheck } from "./topicPermissionsCheck";

/** What the checks find out, they say themselves. */
const silent = { debug: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Goes through all that lies between this machine and the cluster's data, and stops where nothing is left to go on
 * with. It writes nothing, joins no group, logs in at one server only, and leaves no connection open.
 * @param onEvent is told of each check as it begins and as it ends
 * @throws KafkaError `cancelled` as soon as `signal` is aborted; `invalidInput` when an address cannot be read
 */
export async function diagnose(
  connection: ClusterConnection,
  onEvent: (event: DiagnosisEvent) => void,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const list = new Checklist(onEvent, signal);
  const access = new Access(connection, signal);
  const [server] = await speakingServers(connection, access, list);
  if (server === undefined) return list.finish();

  const servers = { bootstrapServers: [server.address] };
  const { router, connector } = createRouter({ ...connection, ...servers }, silent);
  try {
    const entered = await list.each("sasl", [server], () =>
      saslCheck(server, connection.security, () => access.open(server), connector, signal),
    );
    const described = await list.each("metadata", entered, () => metadataCheck(router, signal));
    const advertised = described.flat().map((broker) => ({
      ...access.server(broker),
      nodeId: broker.nodeId,
      bootstrap: server.address,
    }));
    const reached = await list.each("advertised", advertised, (broker) =>
      advertisedCheck(broker, access),
    );
    const cluster = reached.length > 0 ? [{}] : [];
    await list.each("topicPermissions", cluster, () =>
      asWarning("topicPermissions", topicPermissionsCheck(router, signal)),
    );
    await list.each("groupPermissions", cluster, () =>
      asWarning("groupPermissions", groupPermissionsCheck(router, signal)),
    );
    return list.finish();
  } finally {
    router.close();
  }
}

/** The bootstrap servers that answer as Kafka does. */
async function speakingServers(
  { bootstrapServers }: ClusterConnection,
  access: Access,
  list: Checklist,
): Promise<readonly Server[]> {
  const { limits } = access;
  const servers = parseBootstrapServers(bootstrapServers).map((one) => access.server(one));
  const resolved = await list.each("dns", servers, (one) => dnsCheck(one, limits));
  const accepting = await list.each("tcp", resolved, (one) => tcpCheck(one, limits));
  if (!access.isEncrypted) list.skip("tls", "This connection is not encrypted.");
  const greeted = access.isEncrypted
    ? await list.each("tls", accepting, (one) => tlsCheck(one, access))
    : accepting;
  return list.each("apiVersions", greeted, (one) => apiVersionsCheck(one, access));
}
