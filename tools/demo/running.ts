import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { isRunning } from "../bootstrap/lock.mjs";
import { demoDirectory } from "./folder";

interface RunningDemo {
  readonly pid: number;
  readonly url: string;
}

const recordFile = path.join(demoDirectory, "running.json");

/** The demo of this working copy that runs already: two would share one profile. */
export async function findRunningDemo(): Promise<RunningDemo | undefined> {
  try {
    const demo = JSON.parse(await readFile(recordFile, "utf8")) as RunningDemo;
    return isRunning(demo.pid) ? demo : undefined;
  } catch {
    return undefined;
  }
}

export async function recordRunningDemo(url: string): Promise<void> {
  await writeFile(recordFile, JSON.stringify({ pid: process.pid, url }));
}

export async function forgetRunningDemo(): Promise<void> {
  await rm(recordFile, { force: true });
}
