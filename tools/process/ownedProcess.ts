import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import { unwatch, watch } from "./watchdog";

export interface OwnedProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A child in a process group of its own: a Ctrl+C at the terminal does not reach it, stopping it stops
 * everything it started, and it never outlives this process.
 */
export class OwnedProcess {
  readonly pid: number;
  /** Settles when the process has ended; never rejects. */
  readonly exited: Promise<ProcessExit>;
  private readonly group: number;

  private constructor(
    readonly child: ChildProcess,
    pid: number,
  ) {
    this.pid = pid;
    this.group = process.platform === "win32" ? pid : -pid;
    watch(pid);
    this.exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        this.signal("SIGKILL");
        unwatch(pid);
        resolve({ code, signal });
      });
    });
  }

  /** @throws when the program cannot be started at all. */
  static async start(
    command: string,
    args: readonly string[],
    options: OwnedProcessOptions = {},
  ): Promise<OwnedProcess> {
    const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
    const { pid } = child;
    if (pid === undefined) {
      const [error] = (await once(child, "error")) as [Error];
      throw error;
    }
    return new OwnedProcess(child, pid);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a signal to the process and everything it started. */
  signal(signal: NodeJS.Signals): void {
    try {
      process.kill(this.group, signal);
    } catch {
      // the group is empty
    }
  }

  /** Asks the process to end, and kills what is left of its group after `graceMs`. */
  async stop(graceMs = 3_000): Promise<void> {
    if (this.isRunning) {
      this.signal("SIGTERM");
      const timer = new AbortController();
      await Promise.race([
        this.exited,
        delay(graceMs, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    }
    await this.kill();
  }

  /** Ends the process and everything it started, at once. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.exited;
  }
}
