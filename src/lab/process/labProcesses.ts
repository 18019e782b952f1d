import { fork, type ChildProcess } from "node:child_process";
import type { LabCommand, LabOrder, LabReport } from "../worker/orders";

/** How a process came to its end. */
export type LabExit =
  /** It left its group, or had no more to do. */
  | { readonly kind: "stopped" }
  /** It was killed without a word to Kafka. */
  | { readonly kind: "crashed" }
  | { readonly kind: "failed"; readonly message: string };

export interface LabProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Settles when the process is gone; does not reject. */
  readonly ended: Promise<LabExit>;
  send(command: LabCommand): void;
  /** Lets it leave its group; one that takes too long is killed. */
  stop(): Promise<LabExit>;
  /** Kills it: Kafka hears nothing, as of an application that crashed. */
  crash(): Promise<LabExit>;
}

export interface LabProcessesOptions {
  /** The bundle of `worker/main.ts`. */
  readonly scriptFile: string;
  /** A process that is told to stop is killed after so long. */
  readonly stopTimeoutMs?: number;
}

const defaultStopTimeoutMs = 8000;
const crashTimeoutMs = 2000;

/** The lab's consumers and producers, each a process of its own. They end with this one, whatever becomes of it. */
export class LabProcesses {
  private readonly running = new Set<RunningProcess>();

  constructor(private readonly options: LabProcessesOptions) {}

  /** @param onReport called in the order of the reports, and not after the end */
  start(order: LabOrder, onReport: (report: LabReport) => void): LabProcess {
    const { scriptFile, stopTimeoutMs = defaultStopTimeoutMs } = this.options;
    const child = fork(scriptFile, {
      execArgv: [],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      // keys and certificates may be bytes
      serialization: "advanced",
    });
    const hasChild = order.kind === "consumeByJava";
    const started = new RunningProcess(child, onReport, { stopTimeoutMs, hasChild });
    this.running.add(started);
    void started.ended.then(() => this.running.delete(started));
    started.order(order);
    return started;
  }

  /** Kills what still runs. */
  dispose(): void {
    for (const one of this.running) void one.crash();
  }
}

class RunningProcess implements LabProcess {
  readonly ended: Promise<LabExit>;
  private isCrashed = false;
  private failure: string | undefined;
  private hasEnded = false;

  constructor(
    private readonly child: ChildProcess,
    onReport: (report: LabReport) => void,
    private readonly options: {
      readonly stopTimeoutMs: number;
      /** It has a process of its own, which only it can end. */
      readonly hasChild: boolean;
    },
  ) {
    child.on("message", (report: LabReport) => {
      if (report.kind === "failed") this.failure = report.message;
      if (report.kind === "ended") this.hasEnded = true;
      if (!this.isCrashed) onReport(report);
    });
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => {
        this.failure = error.message;
        if (child.pid === undefined) resolve(this.exitOf(null));
      });
      child.once("close", (code) => {
        resolve(this.exitOf(code));
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  order(order: LabOrder): void {
    this.post(order);
  }

  send(command: LabCommand): void {
    this.post(command);
  }

  async stop(): Promise<LabExit> {
    this.post({ kind: "stop" });
    const { stopTimeoutMs, hasChild } = this.options;
    if (!hasChild) return this.endedWithin(stopTimeoutMs);
    const takeChildAlong = setTimeout(() => {
      this.post({ kind: "crash" });
    }, stopTimeoutMs);
    try {
      return await this.endedWithin(stopTimeoutMs + crashTimeoutMs);
    } finally {
      clearTimeout(takeChildAlong);
    }
  }

  crash(): Promise<LabExit> {
    this.isCrashed = true;
    if (!this.options.hasChild) return this.endedWithin(0);
    this.post({ kind: "crash" });
    return this.endedWithin(crashTimeoutMs);
  }

  /** Kills it where it takes longer. */
  private async endedWithin(timeoutMs: number): Promise<LabExit> {
    const kill = (): boolean => this.child.kill("SIGKILL");
    const timer = timeoutMs === 0 ? undefined : setTimeout(kill, timeoutMs);
    if (timer === undefined) kill();
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  private post(message: LabOrder | LabCommand): void {
    // one that has ended cannot be told anything; its end is told by `ended`
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private exitOf(code: number | null): LabExit {
    if (this.isCrashed) return { kind: "crashed" };
    if (this.hasEnded) return { kind: "stopped" };
    const how = code === null ? "was killed" : `ended with code ${code}`;
    return { kind: "failed", message: this.failure ?? `The process ${how}.` };
  }
}
