import { element } from "./dom";
import { bodyCell, fillCell, fullCell, type GridColumn } from "./gridCells";
import type { CellPosition } from "./gridKeys";

export interface GridRowsOptions<Row> {
  readonly rowHeightPx: number;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly fullRow?: (row: Row) => string | undefined;
  readonly isOpen?: (row: Row) => boolean | undefined;
}

/** The rows of a grid that are in the document: those that are seen, and the active one. */
export class GridRows<Row> {
  readonly element = element("div", { className: "grid-body", attributes: { role: "rowgroup" } });
  private readonly rendered = new Map<number, HTMLElement>();
  private columns: readonly GridColumn<Row>[] = [];

  constructor(private readonly options: GridRowsOptions<Row>) {}

  setColumns(columns: readonly GridColumn<Row>[]): void {
    this.columns = columns;
    this.forget();
  }

  /** To draw them all anew. */
  forget(): void {
    for (const row of this.rendered.values()) row.remove();
    this.rendered.clear();
  }

  /** New values in the cells that are there. */
  refill(rows: readonly Row[]): void {
    for (const [index, built] of this.rendered) this.refillRow(built, index, rows[index]);
  }

  draw(rows: readonly Row[], indexes: readonly number[]): void {
    const wanted = new Set(indexes);
    this.element.style.height = `${rows.length * this.options.rowHeightPx}px`;
    for (const [index, row] of this.rendered) {
      if (wanted.has(index)) continue;
      row.remove();
      this.rendered.delete(index);
    }
    for (const index of wanted) {
      const row = rows[index];
      if (row === undefined || this.rendered.has(index)) continue;
      const built = this.buildRow(row, index);
      this.rendered.set(index, built);
      this.element.insertBefore(built, this.nextRendered(index));
    }
  }

  mark(active: CellPosition, isTouched: boolean): void {
    const target = this.cell(active);
    for (const [index, row] of this.rendered) {
      const isSelected = isTouched && index === active.row;
      row.setAttribute("aria-selected", String(isSelected));
      row.classList.toggle("grid-active", isSelected);
      for (const cell of row.children) cell.setAttribute("tabindex", cell === target ? "0" : "-1");
    }
  }

  /** A row that is one cell has it in every column. */
  cell(at: CellPosition): HTMLElement | undefined {
    const row = this.rendered.get(at.row);
    const cell = row?.children[Math.min(at.column, row.children.length - 1)];
    return cell instanceof HTMLElement ? cell : undefined;
  }

  /** Rows stay in document order, so that a screen reader's browse mode reads them in order. */
  private nextRendered(index: number): HTMLElement | null {
    let next: number | undefined;
    for (const other of this.rendered.keys()) {
      if (other > index && (next === undefined || other < next)) next = other;
    }
    return next === undefined ? null : (this.rendered.get(next) ?? null);
  }

  private buildRow(row: Row, index: number): HTMLElement {
    const built = element("div", {
      className: this.rowClass(row),
      attributes: { role: "row", "aria-rowindex": String(index + 2), "data-index": String(index) },
    });
    built.style.transform = `translateY(${index * this.options.rowHeightPx}px)`;
    const text = this.options.fullRow?.(row);
    if (text === undefined) built.append(...this.columns.map((c, i) => bodyCell(c, i, row)));
    else built.append(fullCell(text, this.columns.length, this.options.isOpen?.(row)));
    return built;
  }

  /** A row over all columns, or one that is gone, is drawn anew. */
  private refillRow(built: HTMLElement, index: number, row: Row | undefined): void {
    const cells = [...built.children];
    if (row === undefined || cells.length < 2 || this.options.fullRow?.(row) !== undefined) {
      built.remove();
      this.rendered.delete(index);
      return;
    }
    built.className = this.rowClass(row);
    for (const [at, column] of this.columns.entries()) {
      const cell = cells[at];
      if (cell instanceof HTMLElement) fillCell(cell, column, row);
    }
  }

  private rowClass(row: Row): string {
    return `grid-row ${this.options.rowClass?.(row) ?? ""}`.trim();
  }
}
