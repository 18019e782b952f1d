import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from "@tanstack/virtual-core";
import type { Range } from "@tanstack/virtual-core";
import { element } from "./dom";
import { bodyCell, fullCell, headCell, type GridColumn } from "./gridCells";
import { destination } from "./gridKeys";
import type { CellPosition } from "./gridKeys";

/*
 * A virtualised ARIA grid of rows of one constant height: 10,000 rows cost what the visible ones cost.
 *
 *   const grid = new Grid<Row>({
 *     label: "Messages", columns: [{ id: "offset", title: "Offset", width: "9em", align: "end", render }],
 *     onOpen: (row) => …, onActivate: (row) => …,
 *   });
 *   parent.append(grid.element);      // give it a height by CSS: it scrolls inside
 *   grid.mount();                     // once it is in the document
 *   grid.setRows(rows);               // keeps the active position where it still exists
 *
 * `render(cell, row)` fills a cell with nodes or textContent, never markup. A row for which `fullRow` gives text
 * is one quiet cell over all columns. One cell at a time is in the tab order (roving tabindex): arrows, Page Up
 * and Down, Home and End, Ctrl+Home and Ctrl+End move it, moving selects the row, Enter or a double click opens
 * it. A widget inside a cell (an input) keeps its own keys; Escape in it goes back to the cell.
 */

export interface GridOptions<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Enter or double click. */
  readonly onOpen?: (row: Row, index: number) => void;
  /** A person moved to another row by keys, or pressed on any row with a pointer. */
  readonly onActivate?: (row: Row, index: number, by: "pointer" | "key") => void;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly fullRow?: (row: Row) => string | undefined;
  readonly rowHeightPx?: number;
}

const defaultRowHeightPx = 22;

export class Grid<Row> {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;
  private readonly head: HTMLElement;
  private readonly rowHeightPx: number;
  private readonly rendered = new Map<number, HTMLElement>();
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private columns: readonly GridColumn<Row>[];
  private rows: readonly Row[] = [];
  private active: CellPosition = { row: 0, column: 0 };
  /** Nothing looks selected before somebody selects it. */
  private isTouched = false;
  private unmount: (() => void) | undefined;

  constructor(private readonly options: GridOptions<Row>) {
    this.columns = options.columns;
    this.rowHeightPx = options.rowHeightPx ?? defaultRowHeightPx;
    this.head = element("div", { className: "grid-head", attributes: { role: "rowgroup" } });
    this.body = element("div", { className: "grid-body", attributes: { role: "rowgroup" } });
    this.element = element(
      "div",
      { className: "grid", attributes: { role: "grid", "aria-label": options.label } },
      this.head,
      this.body,
    );
    this.element.style.setProperty("--grid-row-height", `${this.rowHeightPx}px`);
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.virtualizerOptions());
    this.listen();
    this.setColumns(options.columns);
  }

  /** To be called once the element is in the document and has a height. */
  mount(): void {
    this.unmount ??= this.virtualizer._didMount();
    this.update();
  }

  dispose(): void {
    this.unmount?.();
    this.unmount = undefined;
    this.element.remove();
  }

  setColumns(columns: readonly GridColumn<Row>[]): void {
    this.columns = columns;
    this.active = { ...this.active, column: Math.min(this.active.column, columns.length - 1) };
    this.element.style.setProperty("--grid-columns", columns.map(({ width }) => width).join(" "));
    this.element.setAttribute("aria-colcount", String(columns.length));
    const cells = columns.map((column, index) => headCell(column, index));
    const attributes = { role: "row", "aria-rowindex": "1" };
    this.head.replaceChildren(element("div", { className: "grid-row", attributes }, ...cells));
    this.forgetRendered();
    this.update();
  }

  /** `toTop` also goes back to the first row, for rows that have nothing to do with those before. */
  setRows(rows: readonly Row[], { toTop = false }: { readonly toTop?: boolean } = {}): void {
    const hadFocus = this.hasFocus();
    this.rows = rows;
    this.element.setAttribute("aria-rowcount", String(rows.length + 1));
    const row = toTop ? 0 : Math.min(this.active.row, Math.max(0, rows.length - 1));
    this.active = { ...this.active, row };
    if (toTop && !hadFocus) this.isTouched = false;
    if (toTop) this.element.scrollTop = 0;
    this.forgetRendered();
    this.update();
    if (hadFocus) this.focus();
  }

  get activeRow(): Row | undefined {
    return this.rows[this.active.row];
  }

  /** Makes a row the active one without telling `onActivate`. */
  setActive(index: number): void {
    if (this.rows[index] === undefined) return;
    this.moveTo({ ...this.active, row: index });
  }

  focus(): void {
    this.activeCell()?.focus({ preventScroll: true });
  }

  private virtualizerOptions(): ConstructorParameters<
    typeof Virtualizer<HTMLElement, HTMLElement>
  >[0] {
    const activeRow = this.active.row;
    return {
      count: this.rows.length,
      getScrollElement: () => this.element,
      estimateSize: () => this.rowHeightPx,
      overscan: 8,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => {
        this.draw();
      },
      // The active row stays in the document while scrolled away, or focus would be lost.
      rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), activeRow, range),
    };
  }

  private update(): void {
    this.virtualizer.setOptions(this.virtualizerOptions());
    if (this.unmount !== undefined) this.virtualizer._willUpdate();
    this.body.style.height = `${this.rows.length * this.rowHeightPx}px`;
    this.draw();
  }

  private draw(): void {
    const wanted = new Set(this.virtualizer.getVirtualIndexes());
    for (const [index, row] of this.rendered) {
      if (wanted.has(index)) continue;
      row.remove();
      this.rendered.delete(index);
    }
    for (const index of wanted) {
      const row = this.rows[index];
      if (row === undefined || this.rendered.has(index)) continue;
      const built = this.buildRow(row, index);
      this.rendered.set(index, built);
      this.body.insertBefore(built, this.nextRendered(index));
    }
    this.markActive();
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
    const className = `grid-row ${this.options.rowClass?.(row) ?? ""}`.trim();
    const built = element("div", {
      className,
      attributes: { role: "row", "aria-rowindex": String(index + 2), "data-index": String(index) },
    });
    built.style.transform = `translateY(${index * this.rowHeightPx}px)`;
    const text = this.options.fullRow?.(row);
    if (text === undefined) built.append(...this.columns.map((c, i) => bodyCell(c, i, row)));
    else built.append(fullCell(text, this.columns.length));
    return built;
  }

  private forgetRendered(): void {
    for (const row of this.rendered.values()) row.remove();
    this.rendered.clear();
  }

  private markActive(): void {
    for (const [index, row] of this.rendered) {
      const isActive = index === this.active.row;
      const isSelected = isActive && this.isTouched;
      row.setAttribute("aria-selected", String(isSelected));
      row.classList.toggle("grid-active", isSelected);
      const target = isActive ? this.cellOf(row) : undefined;
      for (const cell of row.children) cell.setAttribute("tabindex", cell === target ? "0" : "-1");
    }
  }

  private listen(): void {
    this.body.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.body.addEventListener("mousedown", (event) => {
      const at = this.positionOf(event.target);
      if (at !== undefined && event.button === 0) this.activate(at, "pointer");
    });
    this.body.addEventListener("focusin", (event) => {
      const at = this.positionOf(event.target);
      if (at !== undefined && !(this.isTouched && at.row === this.active.row))
        this.activate(at, "key");
    });
    this.body.addEventListener("dblclick", (event) => {
      const at = this.positionOf(event.target);
      if (at !== undefined) this.open(at.row);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const isInWidget = !(event.target as Element).matches("[role=gridcell]");
    if (isInWidget) {
      if (event.key === "Escape") this.focus();
      return;
    }
    if (event.key === "Enter") {
      this.open(this.active.row);
    } else {
      const target = destination(event, this.active, {
        rows: this.rows.length,
        columns: this.columns.length,
        page: this.rowsPerPage(),
      });
      if (target === undefined) return;
      this.activate(target, "key");
      this.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private activate(to: CellPosition, by: "pointer" | "key"): void {
    const isNews = by === "pointer" || !this.isTouched || to.row !== this.active.row;
    this.moveTo(to);
    const row = this.rows[to.row];
    if (isNews && row !== undefined) this.options.onActivate?.(row, to.row, by);
  }

  private moveTo(to: CellPosition): void {
    this.active = to;
    this.isTouched = true;
    this.reveal(to.row);
    this.update();
    this.revealColumn();
  }

  private open(index: number): void {
    const row = this.rows[index];
    if (row !== undefined) this.options.onOpen?.(row, index);
  }

  private reveal(index: number): void {
    const top = index * this.rowHeightPx;
    const room = this.element.clientHeight - this.head.offsetHeight;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.rowHeightPx > this.element.scrollTop + room) {
      this.element.scrollTop = top + this.rowHeightPx - room;
    }
  }

  private revealColumn(): void {
    const cell = this.activeCell();
    if (cell === undefined) return;
    const end = cell.offsetLeft + cell.offsetWidth - this.element.clientWidth;
    if (cell.offsetLeft < this.element.scrollLeft) this.element.scrollLeft = cell.offsetLeft;
    else if (end > this.element.scrollLeft) {
      this.element.scrollLeft = Math.min(end, cell.offsetLeft);
    }
  }

  private rowsPerPage(): number {
    const room = this.element.clientHeight - this.head.offsetHeight;
    return Math.max(1, Math.floor(room / this.rowHeightPx) - 1);
  }

  private activeCell(): HTMLElement | undefined {
    const row = this.rendered.get(this.active.row);
    return row === undefined ? undefined : this.cellOf(row);
  }

  private cellOf(row: HTMLElement): HTMLElement | undefined {
    const cell = row.children[Math.min(this.active.column, row.children.length - 1)];
    return cell instanceof HTMLElement ? cell : undefined;
  }

  private positionOf(target: EventTarget | null): CellPosition | undefined {
    if (!(target instanceof Element)) return undefined;
    const cell = target.closest("[role=gridcell]");
    const row = cell?.parentElement;
    if (cell === null || row === null || row === undefined) return undefined;
    const column = [...row.children].indexOf(cell);
    return { row: Number(row.dataset["index"]), column };
  }

  private hasFocus(): boolean {
    return this.body.contains(document.activeElement);
  }
}

function withIndex(indexes: number[], index: number, range: Range): number[] {
  if (index >= range.count || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
