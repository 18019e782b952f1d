import path from "node:path";

import { ensureJars } from "../../kafka/jars";
import { findJava } from "../../kafka/java";
import { repositoryRoot } from "../../paths";
import type { JobCommand } from "./jobProcess";

/** Java compiles the one file by itself. Unlike Kafka's tools here, it may optimise fully: it lives long. */
export async function javaProgram(bootstrapServers: string): Promise<JobCommand> {
  const { executable } = await findJava();
  return {
    command: executable,
    args: [
      ...["-Xmx512m", "-XX:+UseSerialGC", "-Xlog:disable"],
      "-Dorg.apache.logging.log4j.level=WARN",
      ...["-cp", (await ensureJars()).join(path.delimiter)],
      path.join(repositoryRoot, "tools/bench/peers/JavaJobs.java"),
      bootstrapServers,
    ],
  };
}
