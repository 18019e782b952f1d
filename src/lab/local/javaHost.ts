import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { access, mkdir, open, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pause } from "../../kafka/connection/deadline";
import type { BrokerHost, Launch } from "./brokerHost";
import { brokerProperties, propertiesText } from "./brokerProperties";
import { commandLineOf } from "./commandLine";
import type { JavaRun } from "./kafkaRun";
import { LocalKafkaError } from "./localKafkaError";
import { findFreePort } from "./loopbackPort";
import { runProgram } from "./runProgram";

/** A Java, and the classes of Kafka for it. */
export interface KafkaJava {
  readonly java: string;
  readonly classPath: string;
}

const formatTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;
const killTimeoutMs = 5_000;
const pauseMs = 100;
const propertiesName = "server.properties";
const dataName = "data";
const logName = "broker.log";
const lastLineCount = 20;

/**
 * Brokers that are processes of this machine. They outlive the window that started them; whoever ends one looks first
 * whether the process is still that broker.
 */
export class JavaHost implements BrokerHost<JavaRun> {
  /** @param directory holds properties, data and log; Kafka runs in it, so that no path needs quoting in a property */
  constructor(private readonly directory: string) {}

  /** Starts the process without waiting for it. @throws LocalKafkaError `notStarted` */
  async launch({ java, classPath }: KafkaJava, launch: Launch): Promise<JavaRun> {
    const { port, version, clusterId } = launch;
    await mkdir(this.directory, { recursive: true });
    const properties = brokerProperties({
      port,
      controllerPort: await findFreePort(),
      listenHost: "127.0.0.1",
      dataDirectory: dataName,
    });
    await writeFile(this.file(propertiesName), propertiesText(properties));
    const common = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath];
    await this.format(java, common, clusterId);
    const mark = randomUUID();
    const options = [`-Dkafka.offsets.local=${mark}`, "-Xmx512m", ...common];
    const pid = await this.spawn(java, [...options, "kafka.Kafka", propertiesName]);
    return { kind: "java", port, version, clusterId, pid, mark };
  }

  async isRunning({ pid, mark }: JavaRun): Promise<boolean> {
    return exists(pid) && ((await commandLineOf(pid))?.includes(mark) ?? false);
  }

  async stop(run: JavaRun): Promise<void> {
    if (await this.endedAfter("SIGTERM", run, stopTimeoutMs)) return;
    if (await this.endedAfter("SIGKILL", run, killTimeoutMs)) return;
    const message = `The process ${run.pid} of the local Kafka does not end. End it by hand.`;
    throw new LocalKafkaError("notStopped", message);
  }

  async lastLines(): Promise<string> {
    const printed = await readFile(this.file(logName), "utf8").catch(() => "");
    return printed.trimEnd().split("\n").slice(-lastLineCount).join("\n");
  }

  private async endedAfter(
    signal: NodeJS.Signals,
    run: JavaRun,
    timeoutMs: number,
  ): Promise<boolean> {
    if (!(await this.isRunning(run))) return true;
    try {
      process.kill(run.pid, signal);
    } catch {
      // it ended in between
    }
    const endMs = performance.now() + timeoutMs;
    while (performance.now() < endMs) {
      if (!(await this.isRunning(run))) return true;
      await pause(pauseMs, undefined);
    }
    return false;
  }

  /** New data must be told which cluster they are of. */
  private async format(java: string, options: readonly string[], clusterId: string): Promise<void> {
    const isFormatted = await access(this.file(path.join(dataName, "meta.properties"))).then(
      () => true,
      () => false,
    );
    if (isFormatted) return;
    const tool = ["kafka.tools.StorageTool", "format", "-t", clusterId, "-c", propertiesName];
    const result = await runProgram(java, [...options, ...tool], {
      timeoutMs: formatTimeoutMs,
      cwd: this.directory,
    });
    if (result?.exitCode === 0) return;
    const message = "Kafka could not prepare its data folder. The log has what it printed.";
    const cause = new Error(result === undefined ? "No answer" : result.stdout + result.stderr);
    throw new LocalKafkaError("notStarted", message, { cause });
  }

  private async spawn(java: string, args: readonly string[]): Promise<number> {
    const log = await open(this.file(logName), "w");
    try {
      const child = spawn(java, args, {
        cwd: this.directory,
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
        windowsHide: true,
      });
      const pid = await startedPid(child);
      child.unref();
      return pid;
    } finally {
      await log.close();
    }
  }

  private file(name: string): string {
    return path.join(this.directory, name);
  }
}

async function startedPid(child: ChildProcess): Promise<number> {
  if (child.pid !== undefined) return child.pid;
  const [cause] = (await once(child, "error")) as [Error];
  throw new LocalKafkaError("notStarted", "Java could not be started.", { cause });
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
