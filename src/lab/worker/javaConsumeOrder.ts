import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { JavaConsumeOrder, LabMessage, LabReport } from "./orders";

const consoleConsumer = "org.apache.kafka.tools.consumer.ConsoleConsumer";
/** How it prints a message with the options below. */
const printed = /^Partition:(\d+)\tOffset:(\d+)\t([^\t]*)\t(.*)$/;

/**
 * Kafka's own console consumer under the supervision of this process. Which partitions it has it does not tell: the
 * group does.
 */
export class JavaConsumer {
  private child: ChildProcess | undefined;
  private isStopping = false;
  private lastError = "";

  constructor(
    private readonly order: JavaConsumeOrder,
    private readonly report: (report: LabReport) => void,
  ) {
    // however this process ends, the other one goes with it
    process.on("exit", () => {
      this.kill();
    });
  }

  /** Settles when it has left its group. Rejects with what it said last when it ended by itself. */
  async run(): Promise<void> {
    const { java, classPath } = this.order.java;
    const child = spawn(java, ["-Xmx128m", "-XX:TieredStopAtLevel=1", ...this.options(classPath)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    createInterface(child.stdout).on("line", (line) => {
      const message = messageOf(line);
      if (message !== undefined) this.report({ kind: "received", ...message });
    });
    createInterface(child.stderr).on("line", (line) => {
      if (line.trim() !== "" && !/^\s+at /.test(line)) this.lastError = line.trim();
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (this.isStopping) return;
    throw new Error(this.lastError || `Java ended with code ${String(code)}.`);
  }

  /** Its shutdown hook leaves the group. */
  stop(): void {
    this.isStopping = true;
    this.child?.kill("SIGTERM");
  }

  kill(): void {
    this.child?.kill("SIGKILL");
  }

  private options(classPath: string): readonly string[] {
    const { bootstrapServers, topic, groupId, clientId, properties } = this.order;
    const consumer = { ...properties, "client.id": clientId, "auto.offset.reset": "earliest" };
    const formatter = { "print.partition": "true", "print.offset": "true", "print.key": "true" };
    return [
      ...["-cp", classPath, consoleConsumer],
      ...["--bootstrap-server", bootstrapServers.join()],
      ...["--topic", topic, "--group", groupId],
      ...named("--command-property", consumer),
      ...named("--formatter-property", formatter),
    ];
  }
}

/** Undefined for a line that is no message. */
export function messageOf(line: string): LabMessage | undefined {
  const [, partition, offset = "", key = "", value = ""] = printed.exec(line) ?? [];
  return partition === undefined
    ? undefined
    : { partition: Number(partition), offset, key: key === "null" ? "" : key, value };
}

function named(option: string, values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}
