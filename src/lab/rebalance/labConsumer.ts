import type { LabProcess } from "../process/labProcesses";
import type { LabMessage, LabReport } from "../worker/orders";
import type { LabEvent } from "./labEvent";

export type ConsumerState =
  "starting" | "rebalancing" | "running" | "stopping" | "stopped" | "crashed" | "failed";

export interface ConsumerSnapshot {
  readonly number: number;
  readonly state: ConsumerState;
  /** Of a dead one: those that Kafka still keeps for it. */
  readonly partitions: readonly number[];
  readonly received: number;
  readonly last: LabMessage | undefined;
  /** Why it failed. */
  readonly failure: string | undefined;
  /** Of one that crashed: Kafka noticed after so long. */
  readonly noticedAfterMs: number | undefined;
}

/** One consumer of the group, told from the reports of its process. */
export class LabConsumer {
  private state: ConsumerState = "starting";
  private held: readonly number[] = [];
  private received = 0;
  private last: LabMessage | undefined;
  private failure: string | undefined;
  private endedAtMs: number | undefined;
  private noticedAfterMs: number | undefined;

  constructor(
    readonly number: number,
    private readonly process: LabProcess,
    private readonly tell: (event: LabEvent) => void,
    private readonly nowMs: () => number,
  ) {
    tell({ kind: "started", consumer: number });
    void process.ended.then((exit) => {
      if (this.state === "crashed") return;
      this.endedAtMs ??= nowMs();
      if (exit.kind === "failed") this.fail(exit.message);
      else this.end();
    });
  }

  /** It is, or will be, a member of the group. */
  get isAlive(): boolean {
    return !["stopped", "crashed", "failed"].includes(this.state);
  }

  get isRunning(): boolean {
    return this.state === "running";
  }

  /** It ended without leaving the group, and its partitions are still kept for it. */
  get isUnnoticed(): boolean {
    return (this.state === "crashed" || this.state === "failed") && this.held.length > 0;
  }

  get partitions(): readonly number[] {
    return this.held;
  }

  snapshot(): ConsumerSnapshot {
    const { number, state, held: partitions, received, last, failure, noticedAfterMs } = this;
    return { number, state, partitions, received, last, failure, noticedAfterMs };
  }

  take(report: LabReport): void {
    const { number, tell } = this;
    switch (report.kind) {
      case "joined":
        if (this.state !== "stopping") this.state = "running";
        this.held = report.partitions;
        tell({ kind: "assigned", consumer: number, partitions: report.partitions });
        return;
      case "rebalancing":
        if (this.state === "running") this.state = "rebalancing";
        tell({ kind: "rebalancing", consumer: number });
        return;
      case "received":
        this.received++;
        this.last = report;
        tell({ kind: "received", consumer: number, message: report });
        return;
      case "failed":
        // it may go on by itself: only the end of its process ends it
        this.failure = report.message;
        tell({ kind: "failed", consumer: number, message: report.message });
        return;
      case "reading":
      case "committed":
      case "produced":
      case "ended":
    }
  }

  /** What the group says it has, of a consumer that does not tell itself. */
  assign(partitions: readonly number[]): void {
    if (!this.isAlive || this.state === "stopping") return;
    const isSame = this.state === "running" && partitions.join() === this.held.join();
    if (isSame) return;
    this.state = "running";
    this.held = partitions;
    this.tell({ kind: "assigned", consumer: this.number, partitions });
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return;
    if (this.state === "stopping") {
      await this.process.ended;
      return;
    }
    this.state = "stopping";
    this.tell({ kind: "stopping", consumer: this.number });
    await this.process.stop();
  }

  async crash(): Promise<void> {
    if (!this.isAlive) return;
    this.state = "crashed";
    this.endedAtMs = this.nowMs();
    await this.process.crash();
    this.tell({ kind: "crashed", consumer: this.number });
  }

  /** The group has been given out anew without it. */
  notice(): void {
    if (!this.isUnnoticed || this.endedAtMs === undefined) return;
    this.held = [];
    this.noticedAfterMs = this.nowMs() - this.endedAtMs;
    this.tell({ kind: "noticed", consumer: this.number, afterMs: this.noticedAfterMs });
  }

  private end(): void {
    this.state = "stopped";
    this.held = [];
    this.tell({ kind: "stopped", consumer: this.number });
  }

  private fail(message: string): void {
    this.state = "failed";
    this.failure = message;
    this.tell({ kind: "failed", consumer: this.number, message });
  }
}
