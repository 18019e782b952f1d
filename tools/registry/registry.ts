import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import path from "node:path";

import { tail } from "../bootstrap/steps.mjs";
import { findJava } from "../kafka/java";
import { OwnedProcess } from "../process/ownedProcess";
import { pollFor } from "../process/poll";
import { findFreePorts } from "../process/ports";
import { ensureDistribution } from "./distribution";

const startTimeoutMs = 60_000;

export interface RegistryOptions {
  /** Holds its log; made if missing. */
  readonly directory: string;
  readonly signal?: AbortSignal;
}

/** A running schema registry. Whoever started it closes it; it does not outlive this process. */
export interface Registry {
  /** Of its REST API in Confluent's style. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a real Apicurio Registry, with its storage in memory, and resolves when it answers. */
export async function startRegistry({ directory, signal }: RegistryOptions): Promise<Registry> {
  const app = await ensureDistribution();
  const java = await findJava();
  const [port = 0] = await findFreePorts(1);
  await mkdir(directory, { recursive: true });
  const logFile = path.join(directory, "registry.log");
  const log = openSync(logFile, "w");
  const process = await OwnedProcess.start(java.executable, await javaArguments(app, port), {
    cwd: directory,
    stdio: ["ignore", log, log],
  }).finally(() => {
    closeSync(log);
  });
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  try {
    await pollFor(
      `The schema registry on port ${port}`,
      async () => {
        if (!process.isRunning) throw new Error("The schema registry stopped while starting");
        return (await isReady(url)) ? true : undefined;
      },
      { timeoutMs: startTimeoutMs, signal },
    );
  } catch (cause) {
    await process.kill();
    const printed = tail(await readFile(logFile, "utf8"));
    throw new Error(`${(cause as Error).message}. The end of ${logFile}:\n${printed}`, { cause });
  }
  return { url, close: () => process.kill() };
}

async function javaArguments(app: string, port: number): Promise<readonly string[]> {
  const runner = (await readdir(app)).find((name) => name.endsWith("-runner.jar"));
  if (runner === undefined) throw new Error(`No runner in ${app}`);
  return [
    "-Xmx256m",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    `-Dquarkus.http.port=${port}`,
    "-Dquarkus.http.host=127.0.0.1",
    "-jar",
    path.join(app, runner),
  ];
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
