import type { DockerHost } from "./dockerHost";
import { oldestJava, searchJava } from "./javaSearch";
import type { JarSource } from "./kafkaJars";
import { LocalKafkaError } from "./localKafkaError";
import type { LocalKafkaSettings } from "./localKafkaSettings";

/** What runs the broker. */
export type Runtime =
  { readonly kind: "docker" } | { readonly kind: "java"; readonly java: string };

export interface RuntimeSources {
  readonly docker: Pick<DockerHost, "isAvailable">;
  readonly jars: Pick<JarSource, "versions">;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Docker where it runs, else Java, unless the settings say which.
 * @throws LocalKafkaError `nothingToRunItWith` or `unknownVersion`, KafkaError `cancelled`
 */
export async function chooseRuntime(
  settings: LocalKafkaSettings,
  { docker, jars, environment }: RuntimeSources,
  signal: AbortSignal,
): Promise<Runtime> {
  const { runWith, version, javaHome } = settings;
  requireVersion(version);
  if (runWith !== "java" && (await docker.isAvailable(signal))) return { kind: "docker" };
  if (runWith === "docker") {
    const message =
      "Docker does not answer. Start or install it, or choose java in the setting kafkaOffsets.localKafka.runWith.";
    throw new LocalKafkaError("nothingToRunItWith", message);
  }
  const { java, tooOld } = await searchJava(javaHome, environment, signal);
  if (java === undefined) {
    const message = nothingFound(settings, tooOld);
    throw new LocalKafkaError("nothingToRunItWith", message);
  }
  if (!jars.versions.includes(version)) {
    const known = jars.versions.join(", ");
    const message = `With Java, Apache Kafka ${known} can be started; ${version} needs Docker, which does not run. Choose a version in the setting kafkaOffsets.localKafka.version.`;
    throw new LocalKafkaError("unknownVersion", message);
  }
  return { kind: "java", java };
}

function requireVersion(version: string): void {
  if (/^\d+\.\d+\.\d+$/.test(version)) return;
  const message =
    "The setting kafkaOffsets.localKafka.version must be a version of Apache Kafka, such as 4.3.1.";
  throw new LocalKafkaError("unknownVersion", message);
}

function nothingFound(settings: LocalKafkaSettings, tooOld: readonly number[]): string {
  const { runWith, javaHome } = settings;
  const found =
    tooOld.length > 0
      ? `only Java ${tooOld.join(" and ")} was found`
      : javaHome === ""
        ? "no Java was found"
        : `there is no Java in ${javaHome}`;
  const docker = runWith === "java" ? "" : "Docker does not run, and ";
  const start = `${docker}${found}`;
  const sentence = start.charAt(0).toUpperCase() + start.slice(1);
  const or = runWith === "java" ? "" : "start Docker, or ";
  const advice = `To run Kafka here, ${or}install Java ${oldestJava} or later, or name its folder in the setting kafkaOffsets.localKafka.javaHome.`;
  return `${sentence}. ${advice}`;
}
