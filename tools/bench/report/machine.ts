import { cpus, totalmem, type as systemType } from "node:os";

import { kafkaVersion } from "../../kafka/jars";
import { findJava } from "../../kafka/java";
import { capture } from "../../process/capture";

/** What the figures depend on, in one sentence; nothing that tells whose machine it is. */
export async function describeMachine(): Promise<string> {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const java = /version "([^"]+)"/.exec((await findJava()).build)?.[1] ?? "?";
  const kcat = /Version (\S+)/.exec((await capture("kcat", ["-V"]))?.stdout ?? "")?.[1];
  const librdkafka = /librdkafka (\S+)/.exec((await capture("kcat", ["-V"]))?.stdout ?? "")?.[1];
  const python = await capture("python3", ["-c", "import kafka; print(kafka.__version__)"]);
  const date = new Date().toISOString().slice(0, 10);
  return [
    `Measured on ${date}: ${processors.length} cores (${processors[0]?.model ?? "unknown"}), ${gigabytes} GB, ${systemType()}`,
    `Node.js ${process.versions.node}, Java ${java}, Apache Kafka ${kafkaVersion}`,
    ...(kcat === undefined ? [] : [`kcat ${kcat} (librdkafka ${librdkafka ?? "?"})`]),
    ...(python?.exitCode === 0 ? [`kafka-python ${python.stdout.trim()}`] : []),
  ].join("; ");
}
