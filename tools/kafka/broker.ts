import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { tail } from "../bootstrap/steps.mjs";
import { capture } from "../process/capture";
import { OwnedProcess, type ProcessExit } from "../process/ownedProcess";
import { pollFor } from "../process/poll";
import { isPortFree } from "../process/ports";
import { countBrokers } from "./probe";
import { serverProperties, type BrokerAddress } from "./properties";
import type { KafkaRuntime } from "./java";

/** Any valid id will do: each cluster has data of its own. */
const clusterId = "4L6g3nShT-eMCtK--X86sw";
const startTimeoutMs = 60_000;
const heapOption = "-Xmx512m";

export interface BrokerOptions extends Omit<BrokerAddress, "dataDirectory"> {
  readonly runtime: KafkaRuntime;
  /** Holds the broker's properties, data and log; made if missing, kept afterwards. */
  readonly directory: string;
  readonly extraProperties: Readonly<Record<string, string>>;
  /** For the StorageTool, when the data directory is new. */
  readonly formatArguments?: readonly string[];
}

/** One real broker in a process of its own. It keeps its port and data over stop and start. */
export class Broker {
  readonly id: number;
  readonly port: number;
  /** Where it listens for clients that are told another address; undefined without such a listener. */
  readonly clientPort: number | undefined;
  /** What the broker printed, over all its runs. */
  readonly logFile: string;
  private readonly propertiesFile: string;
  private readonly dataDirectory: string;
  private process: OwnedProcess | undefined;

  constructor(private readonly options: BrokerOptions) {
    this.id = options.id;
    this.port = options.port;
    this.clientPort = options.clientListener?.port;
    this.logFile = path.join(options.directory, "broker.log");
    this.propertiesFile = path.join(options.directory, "server.properties");
    this.dataDirectory = path.join(options.directory, "data");
  }

  get isRunning(): boolean {
    return this.process?.isRunning ?? false;
  }

  /** Settles when the running process ends, asked or not. */
  get exited(): Promise<ProcessExit> {
    if (!this.process) throw new Error(`Kafka broker ${this.id} was never started`);
    return this.process.exited;
  }

  /** Resolves when the broker answers requests. @throws with the end of its log when it gives up. */
  async start(signal?: AbortSignal): Promise<void> {
    await this.launch();
    await this.waitUntilReady(1, signal);
  }

  /** Starts the process without waiting for it. */
  async launch(): Promise<void> {
    // whoever has the port would answer in the broker's stead
    if (!(await isPortFree(this.port))) throw new Error(`Port ${this.port} is taken`);
    const { directory, extraProperties, runtime } = this.options;
    await mkdir(directory, { recursive: true });
    const { dataDirectory, propertiesFile } = this;
    await writeFile(
      propertiesFile,
      serverProperties({ ...this.options, dataDirectory }, extraProperties),
    );
    if (!existsSync(path.join(dataDirectory, "meta.properties"))) await this.format();
    const log = openSync(this.logFile, "a");
    try {
      this.process = await OwnedProcess.start(
        runtime.java,
        [heapOption, ...runtime.options, "kafka.Kafka", propertiesFile],
        { cwd: directory, stdio: ["ignore", log, log] },
      );
    } finally {
      closeSync(log);
    }
  }

  /** Resolves when the broker answers and knows of `brokers` brokers. */
  async waitUntilReady(brokers: number, signal?: AbortSignal): Promise<void> {
    try {
      await pollFor(
        `Kafka broker ${this.id} on port ${this.port}`,
        async () => {
          if (!this.isRunning) throw new Error(`Kafka broker ${this.id} stopped while starting`);
          return ((await countBrokers(this.port)) ?? 0) >= brokers ? true : undefined;
        },
        { timeoutMs: startTimeoutMs, signal },
      );
    } catch (cause) {
      await this.kill();
      if (signal?.aborted) throw cause;
      const printed = await this.logTail();
      throw new Error(`${(cause as Error).message}. The end of ${this.logFile}:\n${printed}`, {
        cause,
      });
    }
  }

  /** Lets the broker close its files, for at most `graceMs`. */
  async stop(graceMs = 10_000): Promise<void> {
    await this.process?.stop(graceMs);
  }

  /** Halts the broker where it is: its sockets stay open, and nothing is answered until `thaw`. Not on Windows. */
  freeze(): void {
    this.process?.signal("SIGSTOP");
  }

  thaw(): void {
    this.process?.signal("SIGCONT");
  }

  /** Ends the broker at once, as a crash would. */
  async kill(): Promise<void> {
    await this.process?.kill();
  }

  private async format(): Promise<void> {
    const { java, options } = this.options.runtime;
    const tool = options.filter((option) => !option.startsWith("-XX:ArchiveClassesAtExit"));
    const { formatArguments = [] } = this.options;
    const args = ["format", "-t", clusterId, "-c", this.propertiesFile, ...formatArguments];
    const result = await capture(java, [...tool, "kafka.tools.StorageTool", ...args]);
    if (result?.exitCode !== 0) {
      throw new Error(
        `Kafka could not format ${this.dataDirectory}:\n${tail(result?.stderr ?? "")}`,
      );
    }
  }

  private async logTail(): Promise<string> {
    return tail(await readFile(this.logFile, "utf8").catch(() => ""));
  }
}
