import { element } from "./dom";
import { totalsRow, type GridColumn } from "./gridCells";
import { GridHead, type GridSort } from "./gridHead";
import { cellAt, GridInput } from "./gridInput";
import { destination } from "./gridKeys";
import type { CellPosition } from "./gridKeys";
import { GridRows } from "./gridRows";
import { GridViewport } from "./gridViewport";

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
 * it. A widget inside a cell (an input) keeps its own keys; Escape in it goes back to the cell. A row over all
 * columns for which `isOpen` tells something is the head of a group: a press, Enter, Space and the arrows to the
 * sides open and close it.
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
  /** Of a row over all columns that opens and closes a group: whether it is open. */
  readonly isOpen?: (row: Row) => boolean | undefined;
  readonly onToggle?: (row: Row, isOpen: boolean) => void;
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
  private readonly viewport: GridViewport;
  private readonly input: GridInput;
  private columns: readonly GridColumn<Row>[];
  private rows: readonly Row[] = [];
  private active: CellPosition = { row: 0, column: 0 };
  /** Nothing looks selected before somebody selects it. */
  private isTouched = false;

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
    this.viewport = new GridViewport({
      element: this.element,
      head: this.head.element,
      foot: this.foot,
      rowHeightPx: this.rowHeightPx,
      onChange: () => {
        this.draw();
      },
    });
    this.input = this.listen();
    this.setColumns(options.columns);
  }

  /** To be called once the element is in the document and has a height. */
  mount(): void {
    this.viewport.mount();
    this.update();
  }

  dispose(): void {
    this.viewport.dispose();
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
    const hadFocus = this.input.hasFocus;
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
    const hadFocus = this.input.hasFocus;
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
    const index = cellAt(target)?.row;
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
    this.viewport.setRows(this.rows.length, this.active.row);
    this.draw();
  }

  private draw(): void {
    this.body.draw(this.rows, this.viewport.rows);
    this.body.mark(this.active, this.isTouched);
  }

  private listen(): GridInput {
    return new GridInput(this.body.element, {
      onActivate: (to, by) => {
        this.activate(to, by);
        if (by === "key") this.focus();
      },
      onFocus: (at) => {
        if (!(this.isTouched && at.row === this.active.row)) this.activate(at, "key");
      },
      onOpen: (row) => {
        this.open(row);
      },
      onToggle: (row, isOpen) => this.toggle(row, isOpen),
      onLeaveWidget: () => {
        this.focus();
      },
      row: () => this.active.row,
      destination: (key) =>
        destination(key, this.active, {
          rows: this.rows.length,
          columns: this.columns.length,
          page: this.viewport.rowsPerPage,
        }),
    });
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
    this.viewport.reveal(to.row);
    this.update();
    const cell = this.activeCell();
    if (cell !== undefined) this.viewport.revealCell(cell);
  }

  private open(index: number): void {
    const row = this.rows[index];
    if (row !== undefined) this.options.onOpen?.(row, index);
  }

  /** True of a row that opens and closes, also when it is as wanted already. */
  private toggle(index: number, isWanted: boolean | "other"): boolean {
    const row = this.rows[index];
    const isOpen = row === undefined ? undefined : this.options.isOpen?.(row);
    if (row === undefined || isOpen === undefined) return false;
    if (isWanted !== isOpen) this.options.onToggle?.(row, !isOpen);
    return true;
  }

  private activeCell(): HTMLElement | undefined {
    return this.body.cell(this.active);
  }
}
