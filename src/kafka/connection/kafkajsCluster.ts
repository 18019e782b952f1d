import { Kafka, logLevel, type LogEntry } from "kafkajs";
import { KafkaError } from "../errors";
import type { KafkaLog } from "../log";
import type { BrokerAddress } from "./bootstrapServers";

/** What kafkajs frames and sends: the body is ours, the header is its own. */
export interface RawRequest<Answer> {
  readonly apiKey: number;
  readonly apiName: string;
  readonly apiVersion: number;
  /** An object with the two buffers kafkajs's own encoder has. */
  readonly body: { readonly buf: Buffer; readonly buffer: Buffer };
  decode(payload: Buffer): Answer;
}

export interface VersionRange {
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** One broker's two sockets: one for Fetch, which may wait on the broker, and one for everything else. */
export interface KafkajsBroker {
  /** TCP, TLS, ApiVersions, SASL. Not bounded in time: `abort` ends it. */
  connect(): Promise<void>;
  isConnected(): boolean;
  /** By API key; empty before `connect`. */
  versions(): ReadonlyMap<number, VersionRange>;
  send<Answer>(request: RawRequest<Answer>): Promise<Answer>;
  /** Destroys the sockets at once; whatever is under way fails with `reason`. */
  abort(reason: Error): void;
}

export interface KafkajsOptions {
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/**
 * kafkajs's connections without its cluster: framing, correlation, TLS and SASL are its work, what is sent
 * is ours. This is the only file that knows its internals (version 2.2.4), and checks each before use.
 */
export class KafkajsCluster {
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
    pool.pool.forEach(surviveGarbage);
    const broker = cluster.brokerPool.createBroker({
      logger: cluster.rootLogger,
      connectionPool: pool,
      versions: null,
      nodeId: null,
    });
    requireFunctions("broker", broker, ["connect"]);
    return new PooledBroker(broker, pool);
  }
}

class PooledBroker implements KafkajsBroker {
  private ended: Error | undefined;

  constructor(
    private readonly broker: InternalBroker,
    private readonly pool: InternalPool,
  ) {
    for (const connection of pool.pool) this.guardConnect(connection);
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
   * that nobody closes.
   */
  private guardConnect(connection: InternalConnection): void {
    const connect = connection.connect.bind(connection);
    let opening: Promise<unknown> | undefined;
    connection.connect = () => {
      if (this.ended !== undefined) return Promise.reject(this.ended);
      opening ??= connect().finally(() => {
        opening = undefined;
      });
      return opening;
    };
  }
}

const createClusterSymbol = "private:Kafka:createCluster";

interface InternalCluster {
  readonly rootLogger: unknown;
  readonly connectionPoolBuilder: { build(address: BrokerAddress): Promise<InternalPool> };
  readonly brokerPool: {
    createBroker(options: {
      logger: unknown;
      connectionPool: InternalPool;
      versions: null;
      nodeId: null;
    }): InternalBroker;
  };
}

interface InternalBroker {
  readonly versions: Readonly<Record<string, VersionRange>> | null;
  connect(): Promise<void>;
}

interface InternalPool {
  readonly pool: readonly [InternalConnection, InternalConnection];
  send<Decoded extends object, Answer>(protocol: {
    request: {
      apiKey: number;
      apiName: string;
      apiVersion: number;
      encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
    };
    response: {
      decode(payload: Buffer): Promise<Decoded>;
      parse(decoded: Decoded): Promise<Answer>;
    };
    logResponseError: boolean;
  }): Promise<Answer>;
}

interface InternalConnection {
  readonly socket?: { destroy(reason: unknown): void };
  processData(chunk: Buffer): void;
  readonly requestQueue: InternalRequestQueue;
  connect(): Promise<unknown>;
  isConnected(): boolean;
  rejectRequests(reason: Error): void;
}

interface InternalRequestQueue {
  destroy(): void;
}

function openCluster(kafka: Kafka): InternalCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === createClusterSymbol,
  );
  const create: unknown = symbol && Reflect.get(kafka, symbol);
  if (typeof create !== "function") throw changed(`no ${createClusterSymbol}`);
  const cluster = (create as (options: object) => InternalCluster)({
    allowAutoTopicCreation: false,
  });
  requireFunctions("cluster.connectionPoolBuilder", cluster.connectionPoolBuilder, ["build"]);
  requireFunctions("cluster.brokerPool", cluster.brokerPool, ["createBroker"]);
  return cluster;
}

function checkPool(pool: InternalPool): void {
  requireFunctions("connection pool", pool, ["send"]);
  const connections: unknown = pool.pool;
  if (!Array.isArray(connections) || connections.length !== 2) {
    throw changed("a connection pool is not two connections");
  }
  for (const connection of pool.pool) {
    requireFunctions("connection", connection, [
      "connect",
      "isConnected",
      "processData",
      "rejectRequests",
    ]);
    requireFunctions("request queue", connection.requestQueue, [
      "destroy",
      "scheduleCheckPendingRequests",
    ]);
  }
}

const quieted = Symbol("quieted");

interface RequestQueuePrototype {
  [quieted]?: true;
  scheduleCheckPendingRequests(this: { pending: unknown[]; throttledUntil: number }): void;
}

/**
 * Every idle connection re-arms a timer of 1 ms for ever (kafkajs #1704, #1751). The timer is only of use
 * while something waits in the queue or the broker throttles. The prototype is changed once.
 */
function quietRequestQueue(queue: InternalRequestQueue): void {
  const prototype = Object.getPrototypeOf(queue) as RequestQueuePrototype;
  if (prototype[quieted] === true) return;
  const schedule = Reflect.get(prototype, "scheduleCheckPendingRequests");
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  prototype[quieted] = true;
}

/** Bytes that are not Kafka's would be thrown out of the socket's event, where nobody catches. */
function surviveGarbage(connection: InternalConnection): void {
  const processData = connection.processData.bind(connection);
  connection.processData = (chunk) => {
    try {
      processData(chunk);
    } catch (error) {
      connection.socket?.destroy(error);
    }
  };
}

function requireFunctions(what: string, value: unknown, names: readonly string[]): void {
  for (const name of names) {
    const member: unknown =
      typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
    if (typeof member !== "function") throw changed(`${what} has no ${name}()`);
  }
}

function changed(what: string): KafkaError {
  return new KafkaError(`The bundled Kafka client is not version 2.2.4 of kafkajs: ${what}.`, {
    kind: "unexpected",
  });
}

/** Of what kafkajs logs, the message and the broker: its other fields may hold answers of the broker. */
function logLine({ log: entry }: LogEntry): string {
  const broker: unknown = entry["broker"];
  return typeof broker === "string" ? `${entry.message} (${broker})` : entry.message;
}
