import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from "@tanstack/virtual-core";
import type { Range } from "@tanstack/virtual-core";
import { element } from "./dom";
import { totalsRow, type GridColumn } from "./gridCells";
import { GridHead, type GridSort } from "./gridHead";
import { destination } from "./gridKeys";
import type { CellPosition } from "./gridKeys";
import { GridRows } from "./gridRows";

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
 *   grid.refreshRows(rows, isSame);   // new values of the same rows: focus and scroll position stay
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
  /** A sortable column's title was pressed; sorting is the caller's, by `setRows` and `setSort`. */
  readonly onSort?: (column: string) => void;
  /** A column's edge was dragged; keeping the width is the caller's, by `setColumns`. */
  readonly onResize?: (column: string, widthPx: number) => void;
  readonly rowHeightPx?: number;
}

const defaultRowHeightPx = 22;

export class Grid<Row> {
  readonly element: HTMLElement;
  private readonly body: GridRows<Row>;
  private readonly foot: HTMLElement;
  private readonly head: GridHead<Row>;
  private readonly rowHeightPx: number;
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
    this.head = new GridHead<Row>({
      onSort: (column) => this.options.onSort?.(column),
      onLeave: () => {
        this.focus();
      },
      onResize: this.options.onResize && this.resize.bind(this),
    });
    this.foot = element("div", { className: "grid-foot", attributes: { role: "rowgroup" } });
    this.foot.hidden = true;
    this.body = new GridRows<Row>({ ...options, rowHeightPx: this.rowHeightPx });
    this.element = element(
      "div",
      { className: "grid", attributes: { role: "grid", "aria-label": options.label } },
      this.head.element,
      this.body.element,
      this.foot,
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
    this.active = {
      ...this.active,
      column: Math.max(0, Math.min(this.active.column, columns.length - 1)),
    };
    this.setTracks(columns.map(({ width }) => width));
    this.element.setAttribute("aria-colcount", String(columns.length));
    this.head.setColumns(columns);
    this.body.setColumns(columns);
    this.update();
  }

  /** `toTop` also goes back to the first row, for rows that have nothing to do with those before. */
  setRows(rows: readonly Row[], { toTop = false }: { readonly toTop?: boolean } = {}): void {
    const hadFocus = this.hasFocus();
    this.takeRows(rows);
    const row = toTop ? 0 : Math.min(this.active.row, Math.max(0, rows.length - 1));
    this.active = { ...this.active, row };
    if (toTop && !hadFocus) this.isTouched = false;
    if (toTop) this.element.scrollTop = 0;
    this.body.forget();
    this.update();
    if (hadFocus) this.focus();
  }

  /** The active row stays the active one wherever it is now. Nothing scrolls, and cells keep their focus. */
  refreshRows(rows: readonly Row[], isSame: (one: Row, other: Row) => boolean): void {
    const { activeRow } = this;
    const hadFocus = this.hasFocus();
    this.takeRows(rows);
    const found =
      activeRow === undefined ? -1 : rows.findIndex((candidate) => isSame(candidate, activeRow));
    const row = found < 0 ? Math.min(this.active.row, Math.max(0, rows.length - 1)) : found;
    this.active = { ...this.active, row };
    this.body.refill(rows);
    this.update();
    if (hadFocus && document.activeElement !== this.activeCell()) this.focus();
  }

  setSort(sort: GridSort | undefined): void {
    this.head.setSort(sort);
  }

  /** A last row that stays in sight, by column id; undefined takes it away. Not reached by arrows. */
  setTotals(texts: Readonly<Record<string, string>> | undefined): void {
    this.foot.hidden = texts === undefined;
    this.foot.replaceChildren(totalsRow(this.columns, texts ?? {}));
  }

  /** The row that an event happened in. */
  rowAt(target: EventTarget | null): { readonly row: Row; readonly index: number } | undefined {
    const index = this.positionOf(target)?.row;
    const row = index === undefined ? undefined : this.rows[index];
    return index === undefined || row === undefined ? undefined : { row, index };
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

  private takeRows(rows: readonly Row[]): void {
    this.rows = rows;
    this.element.setAttribute("aria-rowcount", String(rows.length + 1));
  }

  private setTracks(widths: readonly string[]): void {
    this.element.style.setProperty("--grid-columns", widths.join(" "));
  }

  private resize(column: string, widthPx: number, isDone: boolean): void {
    this.setTracks(this.columns.map(({ id, width }) => (id === column ? `${widthPx}px` : width)));
    if (isDone) this.options.onResize?.(column, widthPx);
  }

  private update(): void {
    this.virtualizer.setOptions(this.virtualizerOptions());
    if (this.unmount !== undefined) this.virtualizer._willUpdate();
    this.draw();
  }

  private draw(): void {
    this.body.draw(this.rows, this.virtualizer.getVirtualIndexes());
    this.body.mark(this.active, this.isTouched);
  }

  private listen(): void {
    const rows = this.body.element;
    rows.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    rows.addEventListener("mousedown", (event) => {
      const at = this.positionOf(event.target);
      if (at !== undefined && event.button === 0) this.activate(at, "pointer");
    });
    rows.addEventListener("focusin", (event) => {
      const at = this.positionOf(event.target);
      if (at !== undefined && !(this.isTouched && at.row === this.active.row))
        this.activate(at, "key");
    });
    rows.addEventListener("dblclick", (event) => {
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
    const room = this.room();
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
    return Math.max(1, Math.floor(this.room() / this.rowHeightPx) - 1);
  }

  /** Height that rows are seen in, between the titles and the totals. */
  private room(): number {
    const totals = this.foot.hidden ? 0 : this.foot.offsetHeight;
    return this.element.clientHeight - this.head.element.offsetHeight - totals;
  }

  private activeCell(): HTMLElement | undefined {
    return this.body.cell(this.active);
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
    return this.body.element.contains(document.activeElement);
  }
}

function withIndex(indexes: number[], index: number, range: Range): number[] {
  if (index >= range.count || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
