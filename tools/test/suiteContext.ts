import path from "node:path";

import { startKafka, type KafkaCluster } from "../kafka/cluster";
import type { Lifetime } from "../process/lifetime";
import { runDirectory } from "./runDirectory";

export interface Selection {
  readonly grep?: string | undefined;
  readonly file?: string | undefined;
}

/** What the suites of one run share: the selection of tests, what to stop, and one real Kafka. */
export class SuiteContext {
  private kafka: Promise<KafkaCluster> | undefined;

  constructor(
    readonly selection: Selection,
    readonly lifetime: Lifetime,
  ) {}

  /** `host:port` of the run's Kafka, started when the first suite asks. */
  async bootstrapServers(): Promise<string> {
    this.kafka ??= this.startKafka();
    return (await this.kafka).bootstrapServers.join(",");
  }

  private async startKafka(): Promise<KafkaCluster> {
    const cluster = await startKafka({
      dataDirectory: path.join(runDirectory, "kafka"),
      signal: this.lifetime.signal,
    });
    this.lifetime.own(() => cluster.close(0));
    return cluster;
  }
}
