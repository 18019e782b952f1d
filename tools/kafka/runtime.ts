import path from "node:path";

import { ensureArchive } from "./archive";
import { ensureJars } from "./jars";
import { findJava, type KafkaRuntime } from "./java";

let runtime: Promise<KafkaRuntime> | undefined;

/** Finds Java, and fetches the jars and prepares the class archive the first time on this machine. */
export function ensureRuntime(): Promise<KafkaRuntime> {
  runtime ??= prepareRuntime();
  return runtime;
}

async function prepareRuntime(): Promise<KafkaRuntime> {
  const java = await findJava();
  const plain = { java: java.executable, options: plainOptions(await ensureJars()) };
  const archive = await ensureArchive(plain, java.build);
  return { ...plain, options: [...plain.options, `-XX:SharedArchiveFile=${archive}`] };
}

function plainOptions(jars: readonly string[]): readonly string[] {
  return [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    // the JVM's own warnings, such as an archive that does not fit, would mix with a tool's output
    "-Xlog:disable",
    "-Dorg.apache.logging.log4j.level=WARN",
    "-cp",
    jars.join(path.delimiter),
  ];
}
