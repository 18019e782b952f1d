import { Kafka, logLevel, type LogEntry } from "kafkajs";
import type { KafkaLog } from "../log";
import { AnswerBuffers } from "./answerBuffers";
import { AnswerFrames } from "./answerFrames";
import type { BrokerAddress } from "./bootstrapServers";
import {
  checkPool,
  openCluster,
  quietRequestQueue,
  requireFunctions,
  type InternalBroker,
  type InternalCluster,
  type InternalConnection,
  type InternalPool,
} from "./kafkajsInternals";
import { openSocket } from "./openSocket";
import type { RawRequest, VersionRange } from "./rawRequest";

/** One broker's two sockets: one for Fetch, which may wait on the broker, and one for everything else. */
export interface KafkajsBroker {
  /** TCP, TLS, ApiVersions, SASL. Not bounded in time: `abort` ends it. */
  connect(): Promise<void>;
  isConnected(): boolean;
  /** By API key; empty before `connect`. */
  versions(): ReadonlyMap<number, VersionRange>;
  send<Answer>(request: RawRequest<Answer>): Promise<Answer>;
  /** How long the answer to ApiVersions still asks this client to hold off. Once taken, kafkajs does not wait. */
  takeThrottleMs(): number;
  /** Destroys the sockets at once; whatever is under way fails with `reason`. */
  abort(reason: Error): void;
}

export interface KafkajsOptions {
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/**
 * kafkajs's connections without its cluster: correlation and SASL are its work, what is sent and how it is received
 * is ours.
 */
export class KafkajsCluster {
  /** That all connections receive answers into. */
  readonly buffers = new AnswerBuffers();
  private readonly cluster: InternalCluster;

  constructor(options: KafkajsOptions, log: KafkaLog) {
    const kafka = new Kafka({
      // never used: addresses are given to the connection pool, since kafkajs cannot parse [::1]:9092
      brokers: ["unused.invalid:9092"],
      clientId: options.clientId,
      connectionTimeout: options.connectTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
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

  async broker({ host, port }: BrokerAddress): Promise<KafkajsBroker> {
    const { cluster } = this;
    const pool = await cluster.connectionPoolBuilder.build({ host, port });
    checkPool(pool);
    quietRequestQueue(pool.pool[0].requestQueue);
    const broker = cluster.brokerPool.createBroker({
      logger: cluster.rootLogger,
      connectionPool: pool,
      versions: null,
      nodeId: null,
    });
    requireFunctions("broker", broker, ["connect"]);
    return new PooledBroker(broker, pool, this.buffers);
  }
}

class PooledBroker implements KafkajsBroker {
  private ended: Error | undefined;

  constructor(
    private readonly broker: InternalBroker,
    private readonly pool: InternalPool,
    buffers: AnswerBuffers,
  ) {
    for (const connection of pool.pool) {
      this.guardConnect(connection, receiveInto(connection, buffers));
    }
  }

  async connect(): Promise<void> {
    await this.broker.connect();
  }

  isConnected(): boolean {
    return this.pool.pool[0].isConnected();
  }

  versions(): ReadonlyMap<number, VersionRange> {
    return new Map(
      Object.entries(this.broker.versions ?? {}).map(([key, range]) => [Number(key), range]),
    );
  }

  send<Answer>(request: RawRequest<Answer>): Promise<Answer> {
    const { apiKey, apiName, apiVersion, body } = request;
    return this.pool.send({
      request: { apiKey, apiName, apiVersion, encode: () => Promise.resolve(body) },
      response: {
        // kafkajs reads a property of the decoded answer, so it must be an object; it is decoded in `parse`
        decode: (payload) => Promise.resolve({ payload }),
        parse: ({ payload }) => Promise.resolve().then(() => request.decode(payload)),
      },
      logResponseError: false,
    });
  }

  takeThrottleMs(): number {
    const [{ requestQueue }] = this.pool.pool;
    const leftMs = Math.max(0, requestQueue.throttledUntil - Date.now());
    requestQueue.throttledUntil = -1;
    requestQueue.destroy();
    return leftMs;
  }

  abort(reason: Error): void {
    this.ended ??= reason;
    for (const connection of this.pool.pool) {
      connection.rejectRequests(reason);
      connection.requestQueue.destroy();
      // with an error, so that a connection still being opened rejects and drops its timer
      connection.socket?.destroy(reason);
    }
  }

  /**
   * Of parallel first requests each would open a socket, and so would one that comes after `abort`: sockets
   * that nobody closes. And half an answer, broken off, would be taken for the beginning of the next socket's.
   */
  private guardConnect(connection: InternalConnection, frames: AnswerFrames): void {
    const connect = connection.connect.bind(connection);
    let opening: Promise<unknown> | undefined;
    connection.connect = () => {
      if (this.ended !== undefined) return Promise.reject(this.ended);
      if (!connection.isConnected()) frames.reset();
      opening ??= connect().finally(() => {
        opening = undefined;
      });
      return opening;
    };
  }
}

/** The correlation id. */
const answerHeaderBytes = 4;

/**
 * kafkajs would make new memory for every answer. Bytes that are not Kafka's end the connection: they would be
 * thrown out of the socket's event, where nobody catches.
 */
function receiveInto(connection: InternalConnection, buffers: AnswerBuffers): AnswerFrames {
  const frames = new AnswerFrames(buffers, (answer) => {
    connection.requestQueue.fulfillRequest({
      correlationId: answer.readInt32BE(),
      payload: answer.subarray(answerHeaderBytes),
      size: answer.length,
    });
  });
  const authenticate = connection.processData.bind(connection);
  connection.processData = (chunk) => {
    try {
      if (connection.authHandlers === null) frames.receive(chunk);
      else authenticate(Buffer.from(chunk));
    } catch (error) {
      connection.socket?.destroy(error);
    }
  };
  return frames;
}

/** Of what kafkajs logs, the message and the broker: its other fields may hold answers of the broker. */
function logLine({ log: entry }: LogEntry): string {
  const broker: unknown = entry["broker"];
  return typeof broker === "string" ? `${entry.message} (${broker})` : entry.message;
}
