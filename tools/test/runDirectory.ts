import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

import { isRunning } from "../bootstrap/lock.mjs";
import { outDirectory } from "../paths";

const runsDirectory = path.join(outDirectory, "runs");

/** Of this run alone, so that two at once do not meet. It stays until the next run, for a look at its logs. */
export const runDirectory = path.join(runsDirectory, String(process.pid));

/** Makes this run's folder, and takes away those of runs that have ended. */
export async function prepareRunDirectory(): Promise<void> {
  await mkdir(runDirectory, { recursive: true });
  for (const name of await readdir(runsDirectory)) {
    if (!isRunning(Number(name))) {
      await rm(path.join(runsDirectory, name), { recursive: true, force: true });
    }
  }
}
