import path from "node:path";

import { ToolError } from "../bootstrap/steps.mjs";
import { capture } from "../process/capture";

const oldestMajor = 17;
const howToInstall =
  "install a JDK, for example `apt-get install openjdk-17-jdk-headless` or from https://adoptium.net";

export interface Java {
  readonly executable: string;
  /** As `java -version` prints it: archives of loaded classes fit one build only. */
  readonly build: string;
}

/** What every Java process of Kafka is started with. */
export interface KafkaRuntime {
  readonly java: string;
  /** Options for a short start and little memory, the class path included. */
  readonly options: readonly string[];
}

/** The first Java of `JAVA_HOME` and the PATH that is new enough. @throws ToolError saying what to install. */
export async function findJava(): Promise<Java> {
  const home = process.env["JAVA_HOME"];
  const candidates = [...(home ? [path.join(home, "bin", "java")] : []), "java"];
  const tooOld: string[] = [];
  for (const executable of candidates) {
    const build = (await capture(executable, ["-version"]))?.stderr ?? "";
    const version = /version "(?:1\.)?(\d+)[^"]*"/.exec(build);
    if (!version) continue;
    if (Number(version[1]) >= oldestMajor) return { executable, build };
    tooOld.push(version[0]);
  }
  throw new ToolError(
    tooOld.length > 0
      ? `The embedded Kafka needs Java ${oldestMajor} or later, and found ${tooOld.join(" and ")}: ${howToInstall}.`
      : `The embedded Kafka needs Java ${oldestMajor} or later, and there is none on the PATH: ${howToInstall}.`,
  );
}
