import type { ConnectionOptions } from "node:tls";
import type { Kafka } from "kafkajs";
import { KafkaError } from "../errors";
import type { BrokerAddress } from "./bootstrapServers";
import type { VersionRange } from "./rawRequest";

// What is used of the internals of kafkajs, version 2.2.4; each is checked before use.

const createClusterSymbol = "private:Kafka:createCluster";

export interface InternalCluster {
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

export interface InternalBroker {
  readonly versions: Readonly<Record<string, VersionRange>> | null;
  connect(): Promise<void>;
}

export interface InternalPool {
  /** One for everything but Fetch, and one for Fetch. */
  readonly pool: readonly [InternalConnection, InternalConnection];
}

export interface InternalProtocol<Decoded extends object, Answer> {
  readonly request: {
    readonly apiKey: number;
    readonly apiName: string;
    readonly apiVersion: number;
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
  };
  readonly response: {
    decode(payload: Buffer): Promise<Decoded>;
    parse(decoded: Decoded): Promise<Answer>;
  };
  readonly logResponseError: boolean;
}

export interface InternalConnection {
  readonly socket?: { readonly connecting: boolean; destroy(reason: unknown): void };
  /** Handed to the socket factory when the next socket is opened; none for plaintext. */
  ssl: ConnectionOptions | null;
  processData(chunk: Buffer): void;
  readonly requestQueue: InternalRequestQueue;
  connect(): Promise<unknown>;
  isConnected(): boolean;
  send<Decoded extends object, Answer>(
    protocol: InternalProtocol<Decoded, Answer>,
  ): Promise<Answer>;
  rejectRequests(reason: Error): void;
}

interface InternalRequestQueue {
  /** Milliseconds since the epoch; kafkajs sets it only for answers it decodes itself, as ours carry no such field. */
  throttledUntil: number;
  fulfillRequest(answer: { correlationId: number; payload: Buffer; size: number }): void;
  /** Drops its timers. */
  destroy(): void;
}

export function openCluster(kafka: Kafka): InternalCluster {
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

export function checkPool(pool: InternalPool): void {
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
      "send",
    ]);
    requireFunctions("request queue", connection.requestQueue, [
      "destroy",
      "fulfillRequest",
      "scheduleCheckPendingRequests",
    ]);
    if (!("ssl" in connection)) throw changed("a connection has no ssl");
    if (typeof connection.requestQueue.throttledUntil !== "number") {
      throw changed("a request queue has no throttledUntil");
    }
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
export function quietRequestQueue(queue: InternalRequestQueue): void {
  const prototype = Object.getPrototypeOf(queue) as RequestQueuePrototype;
  if (prototype[quieted] === true) return;
  const schedule = Reflect.get(prototype, "scheduleCheckPendingRequests");
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  prototype[quieted] = true;
}

export function requireFunctions(what: string, value: unknown, names: readonly string[]): void {
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
