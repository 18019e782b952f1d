import { randomUUID } from "node:crypto";
import type { BrokerHost, Launch } from "./brokerHost";
import { brokerProperties, containerVariables } from "./brokerProperties";
import type { DockerRun } from "./kafkaRun";
import { volumeOf } from "./kafkaData";
import { LocalKafkaError } from "./localKafkaError";
import type { ReportStep } from "./localKafkaSettings";
import { runProgram, type ProgramResult } from "./runProgram";

const infoTimeoutMs = 5_000;
const pullTimeoutMs = 30 * 60_000;
const commandTimeoutMs = 60_000;
const graceSeconds = 10;
const lastLineCount = 20;
const controllerPorts = [29_093, 29_094] as const;
/** The image keeps data there, writable for the user it runs as. */
const dataDirectory = "/var/lib/kafka/data";

/** Brokers in containers of the image `apache/kafka`, with their data in a volume of Docker. */
export class DockerHost implements BrokerHost<DockerRun> {
  /** @param program found on the PATH */
  constructor(private readonly program = "docker") {}

  /** Whether containers can be started. @throws KafkaError `cancelled` */
  async isAvailable(signal?: AbortSignal): Promise<boolean> {
    const args = ["info", "--format", "{{.ServerVersion}}"];
    const answer = await runProgram(this.program, args, { timeoutMs: infoTimeoutMs, signal });
    return answer?.exitCode === 0 && answer.stdout.trim() !== "";
  }

  /** Fetches the image where it is missing. @throws LocalKafkaError `notFetched`, KafkaError `cancelled` */
  async ensureImage(version: string, report: ReportStep, signal: AbortSignal): Promise<void> {
    const image = imageOf(version);
    const known = await this.run(["image", "inspect", "--format", "{{.Id}}", image], signal);
    if (known?.exitCode === 0) return;
    report(`Fetching the Docker image ${image}`);
    const limits = { timeoutMs: pullTimeoutMs, signal };
    const pulled = await runProgram(this.program, ["pull", "--quiet", image], limits);
    if (pulled?.exitCode === 0) return;
    const message = `Docker could not fetch the image ${image}. Choose another version in the setting kafkaOffsets.localKafka.version, or java in kafkaOffsets.localKafka.runWith.`;
    throw new LocalKafkaError("notFetched", message, { cause: causeOf(pulled) });
  }

  /** Starts the container without waiting for the broker in it. @throws LocalKafkaError `notStarted` */
  async launch(launch: Launch): Promise<DockerRun> {
    const name = `kafka-offsets-local-${randomUUID().slice(0, 8)}`;
    const started = await this.run(runArguments(name, launch));
    const containerId = started?.stdout.trim() ?? "";
    const { version, port, clusterId } = launch;
    if (started?.exitCode === 0 && /^[0-9a-f]{12,64}$/.test(containerId)) {
      return { kind: "docker", version, port, clusterId, containerId };
    }
    // a container whose port could not be published is left behind
    await this.run(["rm", "--force", "--volumes", name]);
    const message = "Docker could not start the container. The log has what it printed.";
    throw new LocalKafkaError("notStarted", message, { cause: causeOf(started) });
  }

  async isRunning({ containerId }: DockerRun): Promise<boolean> {
    const args = ["container", "inspect", "--format", "{{.State.Running}}", containerId];
    return (await this.run(args))?.stdout.trim() === "true";
  }

  async stop({ containerId }: DockerRun): Promise<void> {
    await this.run(["stop", "-t", String(graceSeconds), containerId]);
    // the volume with the data has a name, and stays
    const removed = await this.run(["rm", "--force", "--volumes", containerId]);
    if (removed?.exitCode === 0 || isMissing(removed)) return;
    const message = `Docker does not remove the container ${containerId.slice(0, 12)} of the local Kafka.`;
    throw new LocalKafkaError("notStopped", message, { cause: causeOf(removed) });
  }

  async lastLines({ containerId }: DockerRun): Promise<string> {
    const printed = await this.run(["logs", "--tail", String(lastLineCount), containerId]);
    return `${printed?.stdout ?? ""}${printed?.stderr ?? ""}`.trimEnd();
  }

  /** @throws LocalKafkaError `notStopped` when Docker does not run, or the volume is used */
  async deleteVolume(volume: string): Promise<void> {
    const removed = await this.run(["volume", "rm", "--force", volume]);
    if (removed?.exitCode === 0 || isMissing(removed)) return;
    const message = `The data are in the volume ${volume} of Docker, which could not be deleted. Start Docker, and try again.`;
    throw new LocalKafkaError("notStopped", message, { cause: causeOf(removed) });
  }

  private run(args: readonly string[], signal?: AbortSignal): Promise<ProgramResult | undefined> {
    return runProgram(this.program, args, { timeoutMs: commandTimeoutMs, signal });
  }
}

function imageOf(version: string): string {
  return `apache/kafka:${version}`;
}

function runArguments(name: string, { version, port, clusterId }: Launch): readonly string[] {
  const [usual, other] = controllerPorts;
  const variables = {
    CLUSTER_ID: clusterId,
    ...containerVariables(
      brokerProperties({
        port,
        controllerPort: port === usual ? other : usual,
        listenHost: "0.0.0.0",
        dataDirectory,
      }),
    ),
  };
  return [
    "run",
    "--detach",
    "--name",
    name,
    "--publish",
    `127.0.0.1:${port}:${port}`,
    "--volume",
    `${volumeOf(clusterId)}:${dataDirectory}`,
    ...Object.entries(variables).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
    imageOf(version),
  ];
}

function isMissing(result: ProgramResult | undefined): boolean {
  return /no such (container|volume)/i.test(result?.stderr ?? "");
}

function causeOf(result: ProgramResult | undefined): Error {
  return new Error(result === undefined ? "Docker did not answer" : result.stdout + result.stderr);
}
