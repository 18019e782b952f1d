import { Worker } from "node:worker_threads";

import { againBy } from "../../test/fuzz/fuzzProperty";
import { fuzzProperties } from "../../test/fuzz/properties";
import { Progress } from "./progress";
import type { FuzzOrder, FuzzOutcome } from "./worker";

/** No case may take longer. */
const defaultCaseTimeoutMs = 10_000;
/** So often within that time it is looked at. */
const looks = 10;
/** Of JavaScript's heap; what is allocated by a claimed length goes beyond it. */
const maxHeapMegabytes = 1_024;

export interface FuzzWorkerOptions {
  /** The running bundle, which is the worker's too. */
  readonly file: string;
  readonly order: Omit<FuzzOrder, "memory">;
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: FuzzOutcome) => void;
  readonly caseTimeoutMs?: number;
}

/** Resolves when all was tried, with why it could not be: a case that took too long, or all memory. */
export async function runWorker(options: FuzzWorkerOptions): Promise<string | undefined> {
  const { file, order, signal, onOutcome, caseTimeoutMs = defaultCaseTimeoutMs } = options;
  const progress = new Progress();
  const worker = new Worker(file, {
    workerData: { ...order, memory: progress.memory } satisfies FuzzOrder,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
  });
  const stop = (): void => void worker.terminate();
  signal.addEventListener("abort", stop);
  let problem: string | undefined;
  let [lastCases, lastChangeAt] = [0, performance.now()];
  const watch = setInterval(() => {
    if (progress.cases !== lastCases)
      [lastCases, lastChangeAt] = [progress.cases, performance.now()];
    if (performance.now() - lastChangeAt < caseTimeoutMs) return;
    problem = `A case took more than ${caseTimeoutMs / 1000} s. ${whereIs(progress, order.seed)}`;
    stop();
  }, caseTimeoutMs / looks);
  worker.on("message", onOutcome);
  worker.on("error", (error) => {
    problem ??= `${String(error)} ${whereIs(progress, order.seed)}`;
  });
  await new Promise((resolve) => worker.once("exit", resolve));
  clearInterval(watch);
  signal.removeEventListener("abort", stop);
  return problem;
}

function whereIs(progress: Progress, seed: number): string {
  const title = fuzzProperties[progress.property]?.title ?? "";
  return againBy({ title, seed, path: progress.caseOfProperty.toString() });
}
