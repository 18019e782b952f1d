import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { isRunning } from "../bootstrap/lock.mjs";
import { repositoryRoot } from "../paths";

/** The one Kafka kept for this working copy: by `npm run kafka -- start`, or by the demo while it runs. */
export interface StandingKafka {
  /** Of the process that owns the broker, which ends it in order when asked to by SIGTERM. */
  readonly ownerPid: number;
  readonly port: number;
}

export const standingDirectory = path.join(repositoryRoot, ".kafka");
const recordFile = path.join(standingDirectory, "running.json");

export async function readStandingKafka(): Promise<StandingKafka | undefined> {
  try {
    const record = JSON.parse(await readFile(recordFile, "utf8")) as StandingKafka;
    return isRunning(record.ownerPid) ? record : undefined;
  } catch {
    return undefined;
  }
}

export async function recordStandingKafka(record: StandingKafka): Promise<void> {
  await mkdir(standingDirectory, { recursive: true });
  await writeFile(recordFile, JSON.stringify(record));
}

export async function forgetStandingKafka(): Promise<void> {
  await rm(recordFile, { force: true });
}
