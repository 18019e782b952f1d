import type { ClusterConnection } from "../clusterConnection";
import type { KafkaLog } from "../log";
import { parseBootstrapServers } from "./bootstrapServers";
import { KafkajsConnector, type Connector } from "./brokerConnection";
import { Connections } from "./connections";
import { KafkajsCluster } from "./kafkajsCluster";
import { Router } from "./router";

interface CreatedRouter {
  /** The caller closes it. */
  readonly router: Router;
  /** What the router opens its connections with. */
  readonly connector: Connector;
}

/**
 * Opens nothing yet: the first request does.
 * @param nowMs the wall clock
 * @throws KafkaError `invalidInput` when the bootstrap servers cannot be read
 */
export function createRouter(
  connection: ClusterConnection,
  log: KafkaLog,
  nowMs?: () => number,
): CreatedRouter {
  const servers = parseBootstrapServers(connection.bootstrapServers);
  const cluster = new KafkajsCluster(connection, log);
  const connector = new KafkajsConnector(cluster, connection, log, nowMs);
  const connections = new Connections(servers, connector, log);
  const { requestTimeoutMs } = connection;
  const router = new Router(connections, requestTimeoutMs, connector.traffic, cluster.buffers);
  return { router, connector };
}
