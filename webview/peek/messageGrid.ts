import type {
  CellText,
  GapRow,
  MessageRow,
  Row,
  SavedColumn,
} from "../../src/panels/peek/protocol";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import type { GridOptions } from "../shared/grid";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import { columnTitle, isShown, pathOf } from "./columns";
import { formatBytes } from "./format";
import { isSameRow } from "./partitionRef";
import type { PeekState } from "./state";

export type MessageGridEvents = Pick<GridOptions<Row>, "onOpen" | "onActivate" | "onResize"> & {
  /** Whether the newest row is in sight, after a person scrolled. */
  readonly onScroll: (isAtNewest: boolean) => void;
};

type Density = PeekState["arrangement"]["density"];

const rowHeightsPx: Readonly<Record<Density, number>> = { comfortable: 22, compact: 18 };

/** The rows in a grid: messages in columns, gaps as quiet rows. */
export class MessageGrid {
  readonly element = element("div", { className: "message-grid" });
  private density: Density = "comfortable";
  private grid: Grid<Row>;
  private shown: PeekState | undefined;
  private view: ColumnView | undefined;
  private isMounted = false;

  constructor(private readonly events: MessageGridEvents) {
    this.grid = this.build();
    this.element.append(this.grid.element);
  }

  /** Once it is in the document. */
  mount(): void {
    this.isMounted = true;
    this.grid.mount();
  }

  update(state: PeekState): void {
    const before = this.shown;
    this.shown = state;
    const isNew = this.takeDensity(state.arrangement.density) || before === undefined;
    this.grid.element.setAttribute("aria-busy", String(state.activity !== undefined));
    this.updateColumns(state, isNew);
    if (isNew || state.rows !== before.rows) this.updateRows(state, before);
  }

  focus(): void {
    this.grid.focus();
  }

  get activeRow(): Row | undefined {
    return this.grid.activeRow;
  }

  /** The width a column is drawn with. */
  widthOf(id: string): number | undefined {
    const at = this.view?.columns.findIndex((column) => column.id === id) ?? -1;
    const title = this.grid.element.querySelectorAll("[role=columnheader]")[at];
    return title?.getBoundingClientRect().width;
  }

  /** Brings the newest row into sight. */
  showNewest(): void {
    const { element: box } = this.grid;
    box.scrollTop = this.shown?.order === "newestFirst" ? 0 : box.scrollHeight;
  }

  private updateRows(state: PeekState, before: PeekState | undefined): void {
    this.element.hidden = state.rows.length === 0;
    if (state.pageNumber === before?.pageNumber) this.grid.refreshRows(state.rows, isSameRow);
    else this.grid.setRows(state.rows, { toTop: true });
    if (state.live?.isFollowing === true) this.showNewest();
  }

  private updateColumns(state: PeekState, isNew: boolean): void {
    const view = columnView(state);
    if (!isNew && JSON.stringify(view) === JSON.stringify(this.view)) return;
    this.view = view;
    this.grid.setColumns(messageColumns(view));
  }

  /** The host's words begin with the offsets. */
  private gapText({ topic, partition, text }: GapRow): string {
    const isOne = this.shown === undefined || topicsOf(this.shown) === 1;
    return `${isOne ? "Partition" : `${topic}, partition`} ${partition}: ${text}`;
  }

  private takeDensity(density: Density): boolean {
    if (density === this.density) return false;
    this.density = density;
    this.grid.dispose();
    this.grid = this.build();
    this.element.append(this.grid.element);
    if (this.isMounted) this.grid.mount();
    return true;
  }

  private build(): Grid<Row> {
    const grid = new Grid<Row>({
      label: "Messages",
      columns: [],
      rowClass: rowClass,
      fullRow: (row) => (row.kind === "gap" ? this.gapText(row) : undefined),
      rowHeightPx: rowHeightsPx[this.density],
      ...this.events,
    });
    const box = grid.element;
    box.addEventListener("scroll", () => {
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
      this.events.onScroll(this.shown?.order === "newestFirst" ? box.scrollTop <= 4 : atEnd);
    });
    return grid;
  }
}

export interface ColumnView {
  readonly columns: readonly SavedColumn[];
  /** The paths of `MessageRow.columns`. */
  readonly rowPaths: readonly string[];
  readonly timeZone: string;
  /** Brokers set the times of all rows. */
  readonly isAppendTime: boolean;
}

/** A pattern stands for several until the host has said for which. */
export function topicsOf({ page, query }: PeekState): number {
  const asked = query?.topics.kind === "topics" ? query.topics.topics.length : 2;
  return page?.topics.length ?? asked;
}

function columnView(state: PeekState): ColumnView {
  const { arrangement, rows, rowPaths, timeZone } = state;
  const topics = topicsOf(state);
  const messages = rows.filter((row) => row.kind === "message");
  return {
    columns: arrangement.columns.filter((column) => isShown(column, topics)),
    rowPaths,
    timeZone,
    isAppendTime:
      messages.length > 0 && messages.every((row) => row.timestampType === "logAppendTime"),
  };
}

/** The title of the time names the zone, and says so when brokers set all of the times. */
export function messageColumns(view: ColumnView): readonly GridColumn<Row>[] {
  return view.columns.map((column) => {
    const { id, widthPx } = column;
    const usual = usualColumn(column, view);
    return {
      id,
      title: columnTitle(column),
      className: pathOf(column) === undefined ? `cell-${id}` : "cell-path",
      ...usual,
      ...(widthPx === undefined ? {} : { width: `${widthPx}px` }),
      render: (cell, row) => {
        if (row.kind === "message") usual.render(cell, row);
      },
    };
  });
}

interface UsualColumn {
  readonly title?: string;
  readonly width: string;
  readonly align?: "end";
  readonly render: (cell: HTMLElement, row: MessageRow) => void;
}

function usualColumn(column: SavedColumn, view: ColumnView): UsualColumn {
  switch (column.id) {
    case "topic":
      return { width: "minmax(8em, 0.25fr)", render: text((row) => row.topic) };
    case "partition":
      return { width: "6.5em", align: "end", render: text((row) => String(row.partition)) };
    case "offset":
      return { width: "9em", align: "end", render: renderOffset };
    case "time": {
      const title = `${view.isAppendTime ? "Append time" : "Time"} (${view.timeZone})`;
      return {
        title,
        width: "15em",
        render: (cell, row) => {
          renderTime(cell, row, view.isAppendTime);
        },
      };
    }
    case "key":
      return { width: "minmax(8em, 0.3fr)", render: renderKey };
    case "value":
      return { width: "minmax(12em, 1fr)", render: renderValue };
    case "headers":
      return {
        width: "6em",
        align: "end",
        render: text(({ headerCount }) => (headerCount === 0 ? "" : String(headerCount))),
      };
    case "size":
      return {
        width: "7em",
        align: "end",
        render: text(({ key, value }) => formatBytes(key.sizeBytes + value.sizeBytes)),
      };
    default:
      return { width: "minmax(8em, 0.3fr)", render: renderPath(column, view.rowPaths) };
  }
}

function rowClass(row: Row): string | undefined {
  if (row.kind === "gap") return row.isProblem ? "gap unreadable" : "gap";
  return row.transaction;
}

function text(of: (row: MessageRow) => string): UsualColumn["render"] {
  return (cell, row) => {
    cell.textContent = of(row);
  };
}

function renderOffset(cell: HTMLElement, { offset }: MessageRow): void {
  cell.textContent = formatDecimal(offset);
  cell.title = offset;
}

function renderPath(column: SavedColumn, rowPaths: readonly string[]): UsualColumn["render"] {
  const at = rowPaths.indexOf(pathOf(column) ?? "");
  return (cell, row) => {
    const found = row.columns[at] ?? "";
    cell.append(element("span", { className: "mono" }, found));
    cell.title = found;
  };
}

function renderTime(cell: HTMLElement, row: MessageRow, isAppendTime: boolean): void {
  if (row.time === "") {
    cell.append(quiet("no timestamp"));
    return;
  }
  cell.append(row.time);
  const isBroker = row.timestampType === "logAppendTime";
  cell.title = isBroker ? `${row.time}, set by the broker on append` : row.time;
  if (isBroker && !isAppendTime) cell.append(quiet(" append"));
}

function renderKey(cell: HTMLElement, { key }: MessageRow): void {
  renderContent(cell, key, quiet("null"));
}

function renderValue(cell: HTMLElement, { value, transaction }: MessageRow): void {
  if (transaction !== undefined) cell.append(badge(transaction, transactionTitles), " ");
  renderContent(cell, value, badge("tombstone"));
}

const transactionTitles: Readonly<Record<string, string>> = {
  aborted: "Its transaction was aborted: who reads committed messages only does not see it",
  open: "Its transaction is still open: neither committed nor aborted",
};

/** A null is a word in another style, so that no text can look like one. */
function renderContent(cell: HTMLElement, content: CellText, missing: HTMLElement): void {
  const { kind, problem } = content;
  if (kind === "missing") {
    cell.append(missing);
    return;
  }
  if (kind === "empty") {
    cell.append(quiet("empty"));
    return;
  }
  if (problem !== undefined) {
    cell.title = problem;
    cell.append(element("span", { className: "codicon codicon-warning cell-problem" }), " ");
    cell.append(element("span", { className: "visually-hidden" }, `${problem} `));
  }
  const className = kind === "binary" ? "mono muted" : "mono";
  cell.append(element("span", { className }, content.text));
}

function quiet(words: string): HTMLElement {
  return element("span", { className: "quiet" }, words);
}

function badge(word: string, titles: Readonly<Record<string, string>> = {}): HTMLElement {
  const built = element("span", { className: `badge badge-${word}` }, word);
  built.title = titles[word] ?? "";
  return built;
}
