import { parentPort, workerData } from "node:worker_threads";

import { divideCases, FuzzFailure } from "../../test/fuzz/fuzzProperty";
import { fuzzProperties } from "../../test/fuzz/properties";
import { Progress } from "./progress";

/** What the worker is to try. */
export interface FuzzOrder {
  readonly seed: number;
  readonly cases: number;
  /** Titles; all without. */
  readonly property: string | undefined;
  readonly path: string | undefined;
  readonly memory: SharedArrayBuffer;
}

/** How one property went. */
export interface FuzzOutcome {
  readonly title: string;
  readonly cases: number;
  readonly durationMs: number;
  readonly failure: string | undefined;
}

/** Tries every property, also after one has failed. */
export function tryProperties(): void {
  const { seed, cases, property: title, path, memory } = workerData as FuzzOrder;
  const progress = new Progress(memory);
  const chosen = fuzzProperties.filter((one) => title === undefined || one.title === title);
  for (const [property, share] of divideCases(chosen, cases)) {
    progress.beginProperty(fuzzProperties.indexOf(property));
    const startedAt = performance.now();
    const before = progress.cases;
    let failure: string | undefined;
    try {
      const onCase = (): void => {
        progress.beginCase();
      };
      property.run({ seed, cases: share, path, onCase });
    } catch (error) {
      if (!(error instanceof FuzzFailure)) throw error;
      failure = error.message;
    }
    const durationMs = performance.now() - startedAt;
    const outcome = { title: property.title, cases: progress.cases - before, durationMs, failure };
    parentPort?.postMessage(outcome satisfies FuzzOutcome);
  }
}
