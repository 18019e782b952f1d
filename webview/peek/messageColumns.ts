import type { CellText, MessageRow } from "../../src/panels/peek/protocol/rows";
import type { SavedColumn } from "../../src/panels/peek/protocol/savedView";
import { element } from "../shared/dom";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import { columnTitle, pathOf } from "./columns";
import { formatBytes } from "./format";
import type { Line } from "./rowGroups";

export interface ColumnView {
  readonly columns: readonly SavedColumn[];
  /** The paths of `MessageRow.columns`. */
  readonly rowPaths: readonly string[];
  readonly timeZone: string;
  /** Brokers set the times of all rows. */
  readonly isAppendTime: boolean;
}

/** The title of the time names the zone, and says so when brokers set all of the times. */
export function messageColumns(view: ColumnView): readonly GridColumn<Line>[] {
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
