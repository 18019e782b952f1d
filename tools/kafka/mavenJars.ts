import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { ToolError, step, tail } from "../bootstrap/steps.mjs";
import { capture } from "../process/capture";

export interface MavenJars {
  /** For messages, such as "Apache Kafka 4.3.1". */
  readonly title: string;
  readonly pomFile: string;
  /** Set in the pom, which may leave them open. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Keeps what was fetched, in `libs`, until the pom or a property changes. */
  readonly directory: string;
}

/**
 * The jars that a pom names, sorted, fetched by Maven the first time.
 * @throws ToolError saying what to do when they cannot be had
 */
export async function ensureMavenJars(jars: MavenJars): Promise<readonly string[]> {
  const libs = path.join(jars.directory, "libs");
  const stampFile = path.join(jars.directory, "pom.sha256");
  const stamp = await stampOf(jars);
  const isFetched = async (): Promise<boolean> =>
    (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (!(await isFetched())) {
    await withLock(path.join(jars.directory, "libs.lock"), async () => {
      if (await isFetched()) return;
      await step(`Fetching ${jars.title} with Maven`, () => fetchInto(libs, jars));
      await writeFile(stampFile, stamp);
    });
  }
  return (await readdir(libs)).sort().map((name) => path.join(libs, name));
}

async function stampOf({ pomFile, properties }: MavenJars): Promise<string> {
  const hash = createHash("sha256").update(await readFile(pomFile, "utf8"));
  if (properties !== undefined) hash.update(JSON.stringify(properties));
  return hash.digest("hex");
}

async function fetchInto(
  libs: string,
  { title, pomFile, properties = {} }: MavenJars,
): Promise<void> {
  const unfinished = `${libs}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const result = await capture(process.platform === "win32" ? "mvn.cmd" : "mvn", [
    "-q",
    "-B",
    "-f",
    pomFile,
    ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
    "dependency:copy-dependencies",
    `-DoutputDirectory=${unfinished}`,
  ]);
  if (!result) {
    throw new ToolError(
      `${title} is fetched with Maven, and there is no \`mvn\` on the PATH: install it, for example \`apt-get install maven\` or from https://maven.apache.org.`,
    );
  }
  if (result.exitCode !== 0) {
    throw new ToolError(
      `Maven could not fetch ${title}:\n${tail(`${result.stdout}\n${result.stderr}`)}`,
    );
  }
  await rm(libs, { recursive: true, force: true });
  await rename(unfinished, libs);
}
