import { existsSync } from "node:fs";
import path from "node:path";

/** The folder of package.json, found upwards from the running bundle (somewhere under out/). */
export const repositoryRoot = findRoot(__dirname);

export const outDirectory = path.join(repositoryRoot, "out");
export const cacheDirectory = path.join(repositoryRoot, ".cache");

function findRoot(directory: string): string {
  if (existsSync(path.join(directory, "tools/run.mjs"))) return directory;
  const parent = path.dirname(directory);
  if (parent === directory) throw new Error(`No repository above ${__dirname}`);
  return findRoot(parent);
}
