import { Kafka, logLevel, type LogEntry } from "kafkajs";
import type { ConnectionSecurity } from "../clusterConnection";
import type { KafkaLog } from "../log";
import { AddressMap } from "./addressMap";
import { AnswerBuffers } from "./answerBuffers";
import type { BrokerAddress } from "./bootstrapServers";
import { PooledBroker, type KafkajsBroker } from "./kafkajsBroker";
import {
  checkPool,
  openCluster,
  quietRequestQueue,
  requireFunctions,
  type InternalCluster,
} from "./kafkajsInternals";
import { Logins } from "./logins";
import { openSocket } from "./openSocket";

export interface KafkajsOptions {
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly security?: ConnectionSecurity;
  readonly addressMap?: Readonly<Record<string, string>>;
}

/**
 * kafkajs's connections without its cluster: sockets and correlation are its work; what is sent, how it is received
 * and how a user logs in is ours.
 */
export class KafkajsCluster {
  /** That all connections receive answers into. */
  readonly buffers = new AnswerBuffers();
  private readonly cluster: InternalCluster;
  private readonly addressMap: AddressMap;
  private readonly logins: Logins;

  /** @throws KafkaError `invalidInput` when the address map cannot be read */
  constructor(options: KafkajsOptions, log: KafkaLog) {
    this.addressMap = new AddressMap(options.addressMap);
    const { security, requestTimeoutMs, connectTimeoutMs } = options;
    this.logins = new Logins(security, requestTimeoutMs, connectTimeoutMs / 2);
    const kafka = new Kafka({
      // never used: addresses are given to the connection pool, since kafkajs cannot parse [::1]:9092
      brokers: ["unused.invalid:9092"],
      clientId: options.clientId,
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // our own deadlines end requests; this would be a timer every 100 ms on each connection
      enforceRequestTimeout: false,
      socketFactory: openSocket,
      retry: { retries: 0 },
      logLevel: logLevel.ERROR,
      logCreator: () => (entry) => {
        log.debug(logLine(entry));
      },
    });
    this.cluster = openCluster(kafka);
  }

  /**
   * Opens nothing yet, but reads the credentials.
   * @throws KafkaError when there are none to connect with
   */
  async broker(address: BrokerAddress, until?: AbortSignal): Promise<KafkajsBroker> {
    const { cluster, logins, buffers } = this;
    const login = await logins.prepare(address.host, until);
    const reachedAt = this.addressMap.reachable(address);
    const pool = await cluster.connectionPoolBuilder.build(reachedAt);
    checkPool(pool);
    quietRequestQueue(pool.pool[0].requestQueue);
    const broker = cluster.brokerPool.createBroker({
      logger: cluster.rootLogger,
      connectionPool: pool,
      versions: null,
      nodeId: null,
    });
    requireFunctions("broker", broker, ["connect"]);
    return new PooledBroker(broker, pool, { address, reachedAt, login, logins, buffers });
  }
}

/** Of what kafkajs logs, the message and the broker: its other fields may hold answers of the broker. */
function logLine({ log: entry }: LogEntry): string {
  const broker: unknown = entry["broker"];
  return typeof broker === "string" ? `${entry.message} (${broker})` : entry.message;
}
