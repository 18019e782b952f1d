import { parseBootstrapServers } from "../../../src/kafka/connection/bootstrapServers";
import { KafkajsConnector } from "../../../src/kafka/connection/brokerConnection";
import { Connections } from "../../../src/kafka/connection/connections";
import { createClusterGateway } from "../../../src/kafka/connection/createClusterGateway";
import { KafkajsCluster } from "../../../src/kafka/connection/kafkajsCluster";
import { Router } from "../../../src/kafka/connection/router";
import type { ClusterConnection } from "../../../src/kafka/clusterConnection";
import type { ClusterGateway } from "../../../src/kafka/gateway";
import { idleJobs } from "./idleWatch";
import { ourAdminJobs } from "./ourAdminJobs";
import { ourReadJobs } from "./ourReadJobs";
import { serveJobs } from "./serveJobs";
import { walkHeaders } from "./walkHeaders";

const quietLog = { debug: () => undefined, warn: () => undefined, error: () => undefined };

void serveJobs((bootstrapServers) => {
  const connection: ClusterConnection = {
    bootstrapServers,
    clientId: "bench",
    connectTimeoutMs: 5_000,
    requestTimeoutMs: 60_000,
  };
  const gateway = createClusterGateway(connection, quietLog);
  const idle: ClusterGateway[] = [];
  return {
    ...ourAdminJobs(gateway),
    ...ourReadJobs(gateway),
    ...idleJobs(async () => {
      const another = createClusterGateway(connection, quietLog);
      idle.push(another);
      return another.describeCluster();
    }),
    walk: async (params) => {
      const router = openRouter(connection);
      try {
        return await walkHeaders(router, params);
      } finally {
        router.close();
      }
    },
  };
});

function openRouter(connection: ClusterConnection): Router {
  const cluster = new KafkajsCluster(connection, quietLog);
  const connector = new KafkajsConnector(cluster, connection, quietLog);
  const servers = parseBootstrapServers(connection.bootstrapServers);
  const connections = new Connections(servers, connector, quietLog);
  return new Router(connections, connection.requestTimeoutMs, connector.traffic, cluster.buffers);
}
