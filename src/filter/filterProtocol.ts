import type { FilterInput } from "./filterInput";
import type { FilterProblem, FilterVerdict } from "./filterSpec";

/** To the worker, which is started with the filter as its data. */
export interface JudgeRequest {
  readonly id: number;
  readonly inputs: readonly FilterInput[];
}

/** From the worker: first whether the filter can be used, then an answer to each request. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "refused"; readonly problem: FilterProblem }
  | { readonly kind: "judged"; readonly id: number; readonly verdicts: readonly FilterVerdict[] };
