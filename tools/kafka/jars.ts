import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { ToolError, step, tail } from "../bootstrap/steps.mjs";
import { cacheDirectory, repositoryRoot } from "../paths";
import { capture } from "../process/capture";

const pomFile = path.join(repositoryRoot, "tools/kafka/pom.xml");
const pom = readFileSync(pomFile, "utf8");

export const kafkaVersion = versionIn(pom);

/** Everything made from the jars of one Kafka version. */
export const kafkaCacheDirectory = path.join(cacheDirectory, "kafka", kafkaVersion);

const libsDirectory = path.join(kafkaCacheDirectory, "libs");
const stampFile = path.join(kafkaCacheDirectory, "pom.sha256");

function versionIn(text: string): string {
  const version = /<kafka\.version>([^<]+)</.exec(text)?.[1];
  if (version === undefined) throw new Error(`No kafka.version in ${pomFile}`);
  return version;
}

/** The broker's jars, fetched by Maven the first time. */
export async function ensureJars(): Promise<readonly string[]> {
  if (!(await isFetched())) {
    await withLock(path.join(kafkaCacheDirectory, "libs.lock"), async () => {
      if (!(await isFetched())) {
        await step(`Fetching Apache Kafka ${kafkaVersion} with Maven`, fetchJars);
      }
    });
  }
  const names = await readdir(libsDirectory);
  // the order is part of what an archive of loaded classes was made for
  return names.sort().map((name) => path.join(libsDirectory, name));
}

async function isFetched(): Promise<boolean> {
  return (await readFile(stampFile, "utf8").catch(() => "")) === pomHash();
}

function pomHash(): string {
  return createHash("sha256").update(pom).digest("hex");
}

async function fetchJars(): Promise<void> {
  const unfinished = `${libsDirectory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const result = await capture(process.platform === "win32" ? "mvn.cmd" : "mvn", [
    "-q",
    "-B",
    "-f",
    pomFile,
    "dependency:copy-dependencies",
    `-DoutputDirectory=${unfinished}`,
  ]);
  if (!result) {
    throw new ToolError(
      "The embedded Kafka is fetched with Maven, and there is no `mvn` on the PATH: install it, for example `apt-get install maven` or from https://maven.apache.org.",
    );
  }
  if (result.exitCode !== 0) {
    throw new ToolError(
      `Maven could not fetch Apache Kafka ${kafkaVersion}:\n${tail(`${result.stdout}\n${result.stderr}`)}`,
    );
  }
  await rm(libsDirectory, { recursive: true, force: true });
  await rename(unfinished, libsDirectory);
  await writeFile(stampFile, pomHash());
}
