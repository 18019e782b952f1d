import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { tail } from "../../bootstrap/steps.mjs";
import { cacheDirectory, repositoryRoot } from "../../paths";
import { OwnedProcess } from "../../process/ownedProcess";
import { pollFor } from "../../process/poll";
import { findFreePorts } from "../../process/ports";
import { findJava } from "../java";
import { ensureMavenJars } from "../mavenJars";
import { countBrokers } from "../probe";

/** Those that are tried: the oldest supported, and one of the years between. Both run on Java 17. */
export type OldKafkaVersion = "2.1.1" | "2.8.2";

export interface OldKafkaOptions {
  readonly version: OldKafkaVersion;
  /** Properties, data and logs; what it holds is thrown away before the start. */
  readonly dataDirectory: string;
  readonly extraProperties?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One old broker with the ZooKeeper it needs. Whoever started it closes it; it does not outlive this process. */
export interface OldKafka {
  readonly bootstrapServers: readonly string[];
  /** At once. */
  close(): Promise<void>;
}

const sourceDirectory = path.join(repositoryRoot, "tools/kafka/old");
const startTimeoutMs = 60_000;

/**
 * Starts a real Apache Kafka from before KRaft and resolves when it answers requests.
 * @throws ToolError when its jars cannot be had, and with the end of its log when it does not start
 */
export async function startOldKafka(options: OldKafkaOptions): Promise<OldKafka> {
  const { version, extraProperties = {}, signal } = options;
  const directory = path.resolve(options.dataDirectory);
  const java = await findJava();
  const jars = await ensureMavenJars({
    title: `Apache Kafka ${version}`,
    pomFile: path.join(sourceDirectory, "pom.xml"),
    properties: { "kafka.version": version },
    directory: path.join(cacheDirectory, "kafka", version),
  });
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const [port = 0, zooKeeperPort = 0] = await findFreePorts(2);
  const program: Program = { java: java.executable, jars, directory };
  const zooKeeper = await start(program, "org.apache.zookeeper.server.ZooKeeperServerMain", {
    dataDir: path.join(directory, "zookeeper"),
    clientPort: zooKeeperPort,
    clientPortAddress: "127.0.0.1",
    "admin.enableServer": false,
  });
  const processes = [zooKeeper];
  const close = async (): Promise<void> => {
    await Promise.all(processes.map((process) => process.kill()));
  };
  try {
    const broker = await start(program, "kafka.Kafka", {
      ...brokerProperties(directory, port, zooKeeperPort),
      ...extraProperties,
    });
    processes.push(broker);
    await pollFor(
      `Kafka ${version} on port ${port}`,
      async () => {
        const ended = processes.find((process) => !process.isRunning);
        if (ended) throw new Error(`Kafka ${version} stopped while starting`);
        return ((await countBrokers(port)) ?? 0) > 0 ? true : undefined;
      },
      { timeoutMs: startTimeoutMs, signal },
    );
  } catch (cause) {
    await close();
    if (signal?.aborted) throw cause;
    const printed = tail(await readFile(logFileOf(directory), "utf8").catch(() => ""));
    throw new Error(`${(cause as Error).message}. The end of its log:\n${printed}`, { cause });
  }
  return { bootstrapServers: [`127.0.0.1:${port}`], close };
}

type Properties = Readonly<Record<string, string | number | boolean>>;

interface Program {
  readonly java: string;
  readonly jars: readonly string[];
  readonly directory: string;
}

async function start(
  { java, jars, directory }: Program,
  className: string,
  properties: Properties,
): Promise<OwnedProcess> {
  const propertiesFile = path.join(directory, `${className}.properties`);
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`);
  await writeFile(propertiesFile, lines.join("").replaceAll("\\", "/"));
  const log = openSync(logFileOf(directory), "a");
  try {
    return await OwnedProcess.start(
      java,
      [
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dzookeeper.jmx.log4j.disable=true",
        `-Dlog4j.configuration=${pathToFileURL(path.join(sourceDirectory, "log4j.properties")).href}`,
        "-cp",
        jars.join(path.delimiter),
        className,
        propertiesFile,
      ],
      { cwd: directory, stdio: ["ignore", log, log] },
    );
  } finally {
    closeSync(log);
  }
}

function brokerProperties(directory: string, port: number, zooKeeperPort: number): Properties {
  return {
    "broker.id": 1,
    listeners: `PLAINTEXT://127.0.0.1:${port}`,
    "zookeeper.connect": `127.0.0.1:${zooKeeperPort}`,
    "log.dirs": path.join(directory, "data"),
    "auto.create.topics.enable": false,
    // messages carry timestamps of years ago, and stay
    "log.retention.ms": -1,
    "log.cleaner.dedupe.buffer.size": 2_000_000,
    "group.initial.rebalance.delay.ms": 0,
    "offsets.topic.num.partitions": 5,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.num.partitions": 5,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
  };
}

function logFileOf(directory: string): string {
  return path.join(directory, "kafka.log");
}
