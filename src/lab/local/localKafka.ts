import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ClusterConnection } from "../../kafka/clusterConnection";
import { throwIfCancelled } from "../../kafka/connection/deadline";
import { hostOf, type BrokerHosts, type Launch } from "./brokerHost";
import { untilReady, type ClusterProbe } from "./brokerReadiness";
import { chooseRuntime } from "./chooseRuntime";
import { DockerHost } from "./dockerHost";
import { JavaHost } from "./javaHost";
import type { JarSource } from "./kafkaJars";
import { KafkaData } from "./kafkaData";
import { addressOf, RunRecord, type KafkaRun } from "./kafkaRun";
import { LocalKafkaError } from "./localKafkaError";
import type { LocalKafkaSettings, ReportStep } from "./localKafkaSettings";
import { isPortFree } from "./loopbackPort";

export interface LocalKafkaOptions {
  /** Of this extension alone; made when it is needed. */
  readonly directory: string;
  readonly jars: JarSource;
  readonly openGateway: (connection: ClusterConnection) => ClusterProbe;
  readonly docker?: DockerHost;
  /** To look for Java in. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * One real Apache Kafka on this machine's loopback, with its data kept. It outlives the window that started it, and is
 * known to every window by a file in the directory. Nothing is ended that was not started by this class.
 */
export class LocalKafka {
  private readonly docker: DockerHost;
  private readonly java: JavaHost;
  private readonly hosts: BrokerHosts;
  private readonly data: KafkaData;
  private readonly record: RunRecord;
  private isBusy = false;

  constructor(private readonly options: LocalKafkaOptions) {
    const { directory, docker = new DockerHost() } = options;
    this.data = new KafkaData(directory);
    this.record = new RunRecord(path.join(directory, "running.json"));
    this.docker = docker;
    this.java = new JavaHost(this.data.javaDirectory);
    this.hosts = { java: this.java, docker };
  }

  /** What runs now, whichever window started it. */
  async running(): Promise<KafkaRun | undefined> {
    const run = await this.record.read();
    return run !== undefined && (await hostOf(this.hosts, run).isRunning(run)) ? run : undefined;
  }

  /**
   * Resolves when the broker answers; at once when it runs already. A start that fails or is cancelled leaves nothing
   * running.
   * @throws LocalKafkaError, KafkaError `cancelled`
   */
  async start(
    settings: LocalKafkaSettings,
    report: ReportStep,
    signal: AbortSignal,
  ): Promise<KafkaRun> {
    return this.alone(async () => {
      const running = await this.running();
      if (running !== undefined) return running;
      await this.requireFreePort(settings.port);
      await mkdir(this.options.directory, { recursive: true });
      report("Looking for Docker and Java");
      const launch = await this.prepare(settings, report, signal);
      // fetching takes its time, and another window may have been faster
      const faster = await this.running();
      if (faster !== undefined) return faster;
      await this.clearRecord();
      throwIfCancelled(signal);
      report(`Starting Apache Kafka ${settings.version}`);
      const run = await launch();
      await this.claim(run);
      try {
        report(`Waiting for Kafka at ${addressOf(run)}`);
        await this.untilReady(run, signal);
      } catch (error) {
        throw await this.failed(run, error);
      }
      return run;
    });
  }

  /** Its data are kept. Returns what was ended. @throws LocalKafkaError `notStopped` */
  async stop(): Promise<KafkaRun | undefined> {
    return this.alone(() => this.end());
  }

  /** Stops it, and deletes topics, messages and groups: the next start makes a new cluster. @throws LocalKafkaError */
  async deleteData(): Promise<void> {
    await this.alone(async () => {
      await this.end();
      const volume = await this.data.volume();
      if (volume !== undefined) await this.docker.deleteVolume(volume);
      await this.data.delete();
    });
  }

  private async end(): Promise<KafkaRun | undefined> {
    const run = await this.running();
    if (run !== undefined) await hostOf(this.hosts, run).stop(run);
    await this.clearRecord();
    return run;
  }

  /** Fetches what is missing, and returns what starts the broker. */
  private async prepare(
    settings: LocalKafkaSettings,
    report: ReportStep,
    signal: AbortSignal,
  ): Promise<() => Promise<KafkaRun>> {
    const { jars, environment = process.env } = this.options;
    const { version, port, mavenRepository: repository } = settings;
    const sources = { docker: this.docker, jars, environment };
    const runtime = await chooseRuntime(settings, sources, signal);
    const usesDocker = runtime.kind === "docker";
    const launch = async (): Promise<Launch> => ({
      version,
      port,
      clusterId: await this.data.clusterId({ usesDocker }),
    });
    if (runtime.kind === "docker") {
      await this.docker.ensureImage(version, report, signal);
      return async () => this.docker.launch(await launch());
    }
    const classPath = await jars.ensure(version, { repository, report, signal });
    return async () => this.java.launch({ java: runtime.java, classPath }, await launch());
  }

  /** Of a run that is over, with what it left. */
  private async clearRecord(): Promise<void> {
    const run = await this.record.read();
    // a container that has ended, for instance with the machine, is still there; without Docker it cannot run either
    if (run?.kind === "docker") await this.docker.stop(run).catch(() => undefined);
    await this.record.forget();
  }

  private async claim(run: KafkaRun): Promise<void> {
    if (await this.record.claim(run)) return;
    await hostOf(this.hosts, run).stop(run);
    throw busy();
  }

  private async untilReady(run: KafkaRun, signal: AbortSignal): Promise<void> {
    await untilReady({
      address: addressOf(run),
      clusterId: run.clusterId,
      openGateway: this.options.openGateway,
      isRunning: () => hostOf(this.hosts, run).isRunning(run),
      signal,
    });
  }

  /** Ends what was started, and gives the error what the broker printed as its cause. */
  private async failed(run: KafkaRun, error: unknown): Promise<unknown> {
    const host = hostOf(this.hosts, run);
    const printed = await host.lastLines(run);
    await host.stop(run);
    await this.record.forget();
    if (!(error instanceof LocalKafkaError)) return error;
    return new LocalKafkaError(error.failure, error.message, { cause: new Error(printed) });
  }

  private async requireFreePort(port: number): Promise<void> {
    if (await isPortFree(port)) return;
    const message = `Another program uses port ${port}. End it, or choose another port in the setting kafkaOffsets.localKafka.port. If it is a Kafka of yours, add it with Add Cluster.`;
    throw new LocalKafkaError("portInUse", message);
  }

  /** One thing at a time. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.isBusy) throw busy();
    this.isBusy = true;
    try {
      return await work();
    } finally {
      this.isBusy = false;
    }
  }
}

function busy(): LocalKafkaError {
  return new LocalKafkaError("busy", "The local Kafka is being started or stopped already.");
}
