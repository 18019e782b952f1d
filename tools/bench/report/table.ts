import type { Comparison } from "../comparison";
import { cellsOf, headings, textColumns } from "./cells";

/** A table for a terminal: text to the left, numbers to the right. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = [headings, ...comparisons.map(cellsOf)];
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0, column))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function padded(cell: string, width: number, column: number): string {
  return textColumns.has(column) ? cell.padEnd(width) : cell.padStart(width);
}
