export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page Up and Page Down move by. */
  readonly page: number;
}

export type GridKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** Where a key moves the active cell, or undefined for keys that are not the grid's. */
export function destination(
  event: GridKey,
  from: CellPosition,
  size: GridSize,
): CellPosition | undefined {
  if (event.altKey || size.rows === 0) return undefined;
  const isJump = event.ctrlKey || event.metaKey;
  const to = isJump ? jump(event.key, from, size) : step(event.key, from, size);
  return (
    to && {
      row: Math.max(0, Math.min(size.rows - 1, to.row)),
      column: Math.max(0, Math.min(size.columns - 1, to.column)),
    }
  );
}

function jump(key: string, from: CellPosition, size: GridSize): CellPosition | undefined {
  switch (key) {
    case "Home":
      return { row: 0, column: 0 };
    case "End":
      return { row: size.rows - 1, column: size.columns - 1 };
    case "ArrowUp":
      return { ...from, row: 0 };
    case "ArrowDown":
      return { ...from, row: size.rows - 1 };
    default:
      return undefined;
  }
}

function step(key: string, from: CellPosition, size: GridSize): CellPosition | undefined {
  switch (key) {
    case "ArrowUp":
      return { ...from, row: from.row - 1 };
    case "ArrowDown":
      return { ...from, row: from.row + 1 };
    case "ArrowLeft":
      return { ...from, column: from.column - 1 };
    case "ArrowRight":
      return { ...from, column: from.column + 1 };
    case "PageUp":
      return { ...from, row: from.row - size.page };
    case "PageDown":
      return { ...from, row: from.row + size.page };
    case "Home":
      return { ...from, column: 0 };
    case "End":
      return { ...from, column: size.columns - 1 };
    default:
      return undefined;
  }
}
