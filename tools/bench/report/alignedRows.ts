/** Rows for a terminal: text to the left, numbers to the right. */
export function alignedRows(
  rows: readonly (readonly string[])[],
  textColumns: ReadonlySet<number>,
): string {
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return textColumns.has(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
