import { parseBootstrapServers } from "../../src/kafka/connection/bootstrapServers";
import { KafkajsConnector } from "../../src/kafka/connection/brokerConnection";
import { Connections } from "../../src/kafka/connection/connections";
import { KafkajsCluster } from "../../src/kafka/connection/kafkajsCluster";
import { Router } from "../../src/kafka/connection/router";
import { recordingLog } from "./recordingLog";

interface OpenRouter {
  readonly router: Router;
  /** What was logged so far. */
  readonly lines: readonly string[];
}

/** A router to a real cluster, for tests below the gateway; the caller closes it. */
export function openRouter(bootstrapServers: readonly string[], clientId: string): OpenRouter {
  const limits = { clientId, connectTimeoutMs: 2_500, requestTimeoutMs: 15_000 };
  const log = recordingLog();
  const connector = new KafkajsConnector(new KafkajsCluster(limits, log), limits, log);
  const connections = new Connections(parseBootstrapServers(bootstrapServers), connector, log);
  const router = new Router(connections, limits.requestTimeoutMs, connector.traffic);
  return { router, lines: log.lines };
}
