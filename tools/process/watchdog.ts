import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";

import { repositoryRoot } from "../paths";

/** Where all bundles in this process find the same one: each has a copy of this module. */
const shared = globalThis as { kafkaOffsetsWatchdog?: ChildProcess };

/** From now on the process group dies with this process, even when this process is killed outright. */
export function watch(pid: number): void {
  tell(`+${pid}`);
}

export function unwatch(pid: number): void {
  if (shared.kafkaOffsetsWatchdog) tell(`-${pid}`);
}

function tell(line: string): void {
  shared.kafkaOffsetsWatchdog ??= startWatchdog();
  shared.kafkaOffsetsWatchdog.stdin?.write(`${line}\n`);
}

function startWatchdog(): ChildProcess {
  const child = spawn(
    process.execPath,
    [path.join(repositoryRoot, "tools/process/watchdogProcess.mjs")],
    {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    },
  );
  child.unref();
  // a pipe to a child is a socket, which its type does not say
  (child.stdin as Socket | null)?.unref();
  return child;
}
