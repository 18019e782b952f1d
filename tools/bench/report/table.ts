import type { Comparison } from "../comparison";
import { alignedRows } from "./alignedRows";
import { cellsOf, headings, textColumns } from "./cells";

/** A table for a terminal. */
export function table(comparisons: readonly Comparison[]): string {
  return alignedRows([headings, ...comparisons.map(cellsOf)], textColumns);
}
