import { rm } from "node:fs/promises";
import path from "node:path";

import { startKafka, type KafkaOptions } from "../kafka/cluster";
import { outDirectory } from "../paths";
import type { Lifetime } from "../process/lifetime";
import type { Comparison, Peer } from "./comparison";
import type { JobRun } from "./jobs";
import { Clients } from "./peers/clients";
import { race, type Contestant, type RaceResult } from "./race";
import type { Sizes } from "./sizes";

/** One file of `lines/`: what it can compare, and the work. */
export interface Benchmark {
  /** What can be asked for on the command line. */
  readonly name: string;
  run(bench: Bench): Promise<readonly Comparison[]>;
}

type ClusterOptions = Pick<KafkaOptions, "brokers" | "extraProperties">;

interface StartedCluster {
  readonly clients: Clients;
  /** May be called again. */
  readonly close: () => Promise<void>;
}

/** What the benchmarks share: the broker, the clients, and where progress is told. */
export class Bench {
  private shared: Promise<StartedCluster> | undefined;
  private clusters = 0;
  private readonly skipped = new Set<Peer>();

  constructor(
    readonly sizes: Sizes,
    private readonly lifetime: Lifetime,
    private readonly options: { readonly isProfiled: boolean },
  ) {}

  /** Clients of the one-broker cluster that most benchmarks share. */
  async clients(): Promise<Clients> {
    this.shared ??= this.start({ brokers: 1 });
    return (await this.shared).clients;
  }

  /** Does the work on a cluster of its own with clients of its own, and ends them. */
  async withCluster<T>(
    options: ClusterOptions,
    work: (clients: Clients) => Promise<T>,
  ): Promise<T> {
    const { clients, close } = await this.start(options);
    try {
      return await work(clients);
    } finally {
      await close();
    }
  }

  private async start(options: ClusterOptions): Promise<StartedCluster> {
    const name = `cluster-${process.pid}-${++this.clusters}`;
    const dataDirectory = path.join(outDirectory, "tools/bench", name);
    this.progress("Starting Kafka");
    const { signal } = this.lifetime;
    const cluster = await startKafka({ ...options, dataDirectory, fresh: true, signal });
    const clients = new Clients(cluster.bootstrapServers.join(","), {
      isProfiled: this.options.isProfiled,
      skip: (peer, reason) => {
        this.skip(peer, reason);
      },
    });
    const close = async (): Promise<void> => {
      await clients.close();
      await cluster.close(0);
      await rm(dataDirectory, { recursive: true, force: true });
    };
    this.lifetime.own(close);
    return { clients, close };
  }

  /** Interleaved, and each outcome checked against the others. */
  race(
    name: string,
    contestants: readonly Contestant[],
    rounds = this.sizes.rounds,
  ): Promise<RaceResult> {
    return race(contestants, rounds, (peer, run) => {
      this.lifetime.signal.throwIfAborted();
      this.progress(`${name}  ${peer}  ${describe(run)}`);
    });
  }

  progress(text: string): void {
    process.stderr.write(`  ${text}\n`);
  }

  private skip(peer: Peer, reason: string): void {
    if (this.skipped.has(peer)) return;
    this.skipped.add(peer);
    this.progress(`Skipped ${peer}: ${reason}.`);
  }
}

function describe({ ms, figures = {} }: JobRun): string {
  const parts = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return [`${ms.toFixed(1)} ms`, ...parts].join("  ");
}
