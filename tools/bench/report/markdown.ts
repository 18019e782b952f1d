import type { Comparison } from "../comparison";
import { cellsOf, headings, textColumns } from "./cells";

/** The results section of docs/BENCHMARKS.md. */
export function markdown(machine: string, comparisons: readonly Comparison[]): string {
  const rule = headings.map((_, column) => (textColumns.has(column) ? "---" : "---:"));
  const rows = [headings, rule, ...comparisons.map(cellsOf)];
  const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
  return `${machine}\n\n${lines.join("\n")}\n`;
}
