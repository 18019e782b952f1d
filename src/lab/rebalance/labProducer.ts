import type { LabProcess } from "../process/labProcesses";
import type { LabMessage, LabReport } from "../worker/orders";
import type { LabEvent } from "./labEvent";

export interface ProducerSnapshot {
  readonly state: "stopped" | "starting" | "running" | "stopping";
  readonly produced: number;
  readonly last: LabMessage | undefined;
}

/** The producer, as often as it is started: its counts go on. */
export class LabProducer {
  private state: ProducerSnapshot["state"] = "stopped";
  private process: LabProcess | undefined;
  private produced = 0;
  private last: LabMessage | undefined;

  constructor(private readonly tell: (event: LabEvent) => void) {}

  get isAlive(): boolean {
    return this.state !== "stopped";
  }

  snapshot(): ProducerSnapshot {
    const { state, produced, last } = this;
    return { state, produced, last };
  }

  start(process: LabProcess): void {
    this.process = process;
    this.state = "starting";
    this.tell({ kind: "producing", consumer: 0 });
    void process.ended.then((exit) => {
      if (this.process !== process) return;
      this.process = undefined;
      this.state = "stopped";
      if (exit.kind === "failed") {
        this.tell({ kind: "failed", consumer: 0, message: exit.message });
      } else this.tell({ kind: "paused", consumer: 0 });
    });
  }

  take(report: LabReport): void {
    if (report.kind === "produced") {
      if (this.state === "starting") this.state = "running";
      this.produced++;
      this.last = report;
      this.tell({ kind: "produced", message: report });
    } else if (report.kind === "failed") {
      this.tell({ kind: "failed", consumer: 0, message: report.message });
    }
  }

  setInterval(intervalMs: number): void {
    this.process?.send({ kind: "setInterval", intervalMs });
  }

  async stop(): Promise<void> {
    if (this.process === undefined) return;
    this.state = "stopping";
    await this.process.stop();
  }
}
