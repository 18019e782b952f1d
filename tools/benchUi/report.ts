import { cpus, loadavg, totalmem, type as systemType } from "node:os";

import { alignedRows } from "../bench/report/alignedRows";
import type { Measure } from "./measure";

const headings = ["measure", "unit", "measured", "goal", "", "how"] as const;
const textColumns: ReadonlySet<number> = new Set([0, 1, 4, 5]);

/** A table for a terminal. */
export function table(measures: readonly Measure[]): string {
  return alignedRows([headings, ...measures.map(cellsOf)], textColumns);
}

/** The section of docs/BENCHMARKS.md. */
export function markdown(measures: readonly Measure[]): string {
  const rule = headings.map((_, column) => (textColumns.has(column) ? "---" : "---:"));
  const lines = [headings, rule, ...measures.map(cellsOf)].map((row) => `| ${row.join(" | ")} |`);
  return `${machine()}\n\n${lines.join("\n")}\n`;
}

function machine(): string {
  const processors = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `Measured on ${date}: ${processors.length} cores (${processors[0]?.model ?? "unknown"}), ${gigabytes} GB, ${systemType()}, no graphics card; load average ${load} at the end.`;
}

function cellsOf({ name, unit, value, goal, remark }: Measure): readonly string[] {
  const isReached = goal !== undefined && value <= goal;
  const judged = goal === undefined ? "" : isReached ? "reached" : "missed";
  return [name, unit, inDigits(value), goal === undefined ? "" : `≤ ${goal}`, judged, remark];
}

function inDigits(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value >= 100 ? 0 : 1 });
}
