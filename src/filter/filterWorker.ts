import { Worker } from "node:worker_threads";
import { KafkaError } from "../kafka/errors";
import type { FilterInput } from "./filterInput";
import type { JudgeRequest, WorkerMessage } from "./filterProtocol";
import type { FilterProblem, FilterSpec, FilterVerdict } from "./filterSpec";

export interface FilterWorkerOptions {
  /** The bundle of `workerMain.ts`. */
  readonly scriptFile: string;
  /** For one call of `judge`, and for the start. */
  readonly timeoutMs: number;
}

interface Waiting {
  readonly resolve: (verdicts: readonly FilterVerdict[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const maxHeapMegabytes = 256;
const startId = -1;

/**
 * A filter in a thread of its own. It is ended when one call takes too long or memory runs out; every call then fails,
 * the one under way and those that follow. Failures are `KafkaError` `invalidInput`: the filter is to blame.
 */
export class FilterWorker {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;
  private ended: Error | undefined;
  private readonly started: Promise<readonly FilterVerdict[]>;

  constructor(
    spec: FilterSpec,
    private readonly options: FilterWorkerOptions,
  ) {
    this.worker = new Worker(options.scriptFile, {
      workerData: spec,
      env: {},
      execArgv: [],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
    });
    this.worker.on("message", (message: WorkerMessage) => {
      this.receive(message);
    });
    this.worker.on("error", () => {
      this.end(refusal("The filter needed too much memory, or failed, and was stopped."));
    });
    this.worker.on("exit", () => {
      this.end(refusal("The filter was stopped."));
    });
    this.started = this.answer(startId);
    // whoever calls judge hears of it
    this.started.catch(() => undefined);
  }

  /** Resolves when the filter can be used; otherwise rejects with a `KafkaError` whose cause tells the position. */
  async ready(): Promise<void> {
    await this.started;
  }

  async judge(inputs: readonly FilterInput[]): Promise<readonly FilterVerdict[]> {
    await this.started;
    if (this.ended !== undefined) throw this.ended;
    const request: JudgeRequest = { id: this.nextId++, inputs };
    const verdicts = this.answer(request.id);
    this.worker.postMessage(request);
    return verdicts;
  }

  /** At once; calls under way fail. */
  close(): void {
    this.end(new KafkaError("Cancelled.", { kind: "cancelled" }));
  }

  private answer(id: number): Promise<readonly FilterVerdict[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const seconds = this.options.timeoutMs / 1000;
        this.end(refusal(`The filter took longer than ${seconds} s and was stopped.`));
      }, this.options.timeoutMs);
      this.waiting.set(id, { resolve, reject, timer });
    });
  }

  private receive(message: WorkerMessage): void {
    switch (message.kind) {
      case "ready":
        this.settle(startId, []);
        return;
      case "refused":
        this.end(refusal(message.problem.message, message.problem));
        return;
      case "judged":
        this.settle(message.id, message.verdicts);
    }
  }

  private settle(id: number, verdicts: readonly FilterVerdict[]): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.resolve(verdicts);
  }

  private end(error: Error): void {
    if (this.ended !== undefined) return;
    this.ended = error;
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
    void this.worker.terminate();
  }
}

function refusal(message: string, problem?: FilterProblem): KafkaError {
  return new KafkaError(message, { kind: "invalidInput", cause: problem });
}
