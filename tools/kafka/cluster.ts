import { rm } from "node:fs/promises";
import path from "node:path";

import { findFreePorts } from "../process/ports";
import { Broker } from "./broker";
import { ensureRuntime } from "./runtime";

export interface KafkaOptions {
  /** 1 by default. The first is the controller as well: stopping it stops elections. */
  readonly brokers?: 1 | 2 | 3;
  /** Data, logs and properties; a cluster started again in the same folder has its data back. */
  readonly dataDirectory: string;
  /** Throws away what the folder holds before the start. */
  readonly fresh?: boolean;
  /** The brokers' ports on loopback, one each; free ones if not given. */
  readonly ports?: readonly number[];
  /** Gives each broker a second listener, which tells clients to use this `host:port`: that of a proxy, say. */
  readonly advertisedToClients?: readonly string[];
  readonly extraProperties?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A running cluster. Whoever started it closes it; it does not outlive this process. */
export interface KafkaCluster {
  /** `host:port` of every broker, running or not. */
  readonly bootstrapServers: readonly string[];
  readonly brokers: readonly Broker[];
  /** The broker of that id, from 1 on. */
  broker(id: number): Broker;
  close(graceMs?: number): Promise<void>;
}

/** Starts a real Apache Kafka and resolves when every broker answers requests and knows all the others. */
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { signal } = options;
  const dataDirectory = path.resolve(options.dataDirectory);
  const runtime = await ensureRuntime();
  if (options.fresh) await rm(dataDirectory, { recursive: true, force: true });
  const count = options.brokers ?? 1;
  const [controllerPort = 0, ...freePorts] = await findFreePorts(2 * count + 1);
  const clientListeners = options.advertisedToClients?.map((advertised, index) => ({
    port: freePorts[count + index] ?? 0,
    advertised,
  }));
  const brokers = (options.ports ?? freePorts).slice(0, count).map(
    (port, index) =>
      new Broker({
        runtime,
        directory: path.join(dataDirectory, `broker-${index + 1}`),
        id: index + 1,
        port,
        controllerPort,
        isController: index === 0,
        copies: count,
        clientListener: clientListeners?.[index],
        extraProperties: options.extraProperties ?? {},
      }),
  );
  const cluster = new RunningCluster(brokers);
  try {
    await Promise.all(brokers.map((broker) => broker.launch()));
    await Promise.all(brokers.map((broker) => broker.waitUntilReady(count, signal)));
  } catch (error) {
    await cluster.close(0);
    throw error;
  }
  return cluster;
}

class RunningCluster implements KafkaCluster {
  constructor(readonly brokers: readonly Broker[]) {}

  get bootstrapServers(): readonly string[] {
    return this.brokers.map((broker) => `127.0.0.1:${broker.port}`);
  }

  broker(id: number): Broker {
    const broker = this.brokers.find((candidate) => candidate.id === id);
    if (!broker) throw new Error(`No broker ${id} among ${this.brokers.length}`);
    return broker;
  }

  async close(graceMs = 3_000): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.stop(graceMs)));
  }
}
