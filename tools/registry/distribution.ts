import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { ToolError, step, tail } from "../bootstrap/steps.mjs";
import { ensureMavenJars } from "../kafka/mavenJars";
import { cacheDirectory, repositoryRoot } from "../paths";
import { capture } from "../process/capture";

const version = "2.6.13.Final";
const title = `Apicurio Registry ${version}`;

/** The folder of Apicurio Registry as it is distributed, fetched by Maven and unpacked the first time. */
export async function ensureDistribution(): Promise<string> {
  const directory = path.join(cacheDirectory, "registry", version);
  const unpacked = path.join(directory, "app");
  if (existsSync(unpacked)) return unpacked;
  const [archive] = await ensureMavenJars({
    title,
    pomFile: path.join(repositoryRoot, "tools/registry/pom.xml"),
    properties: { "registry.version": version },
    directory,
  });
  if (archive === undefined) throw new ToolError(`Maven fetched nothing for ${title}.`);
  await withLock(`${unpacked}.lock`, async () => {
    if (!existsSync(unpacked)) await step(`Unpacking ${title}`, () => unpack(archive, unpacked));
  });
  return unpacked;
}

async function unpack(archive: string, directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const result = await capture("tar", ["-xzf", archive, "-C", unfinished]);
  if (result?.exitCode !== 0) {
    throw new ToolError(`${title} could not be unpacked with tar:\n${tail(result?.stderr ?? "")}`);
  }
  await rename(unfinished, directory);
}
