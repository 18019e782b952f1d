import type { DockerRun, JavaRun, KafkaRun } from "./kafkaRun";

/** What a broker is started with. */
export interface Launch {
  readonly version: string;
  readonly port: number;
  readonly clusterId: string;
}

/** Where brokers run: the same for those that another window started. */
export interface BrokerHost<Run extends KafkaRun> {
  /** Whether the run is there still, and is the one that was started. */
  isRunning(run: Run): Promise<boolean>;
  /** Ends it, in order where it lets itself; nothing happens when it is gone. @throws LocalKafkaError `notStopped` */
  stop(run: Run): Promise<void>;
  /** The end of what it printed. */
  lastLines(run: Run): Promise<string>;
}

export type BrokerHosts = {
  readonly [Kind in KafkaRun["kind"]]: BrokerHost<Extract<KafkaRun, { kind: Kind }>>;
};

/** The host of a run, which takes that run alone. */
export function hostOf(hosts: BrokerHosts, run: JavaRun | DockerRun): BrokerHost<KafkaRun> {
  return run.kind === "java" ? hosts.java : hosts.docker;
}
