import type { CellText, MessageRow, Row } from "../../src/panels/peek/protocol";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import type { GridOptions } from "../shared/grid";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import { formatGap } from "./format";

export type MessageGridEvents = Pick<GridOptions<Row>, "onOpen" | "onActivate">;

/** The rows of a page in a grid: messages in columns, gaps as quiet rows. */
export function messageGrid(events: MessageGridEvents): Grid<Row> {
  return new Grid<Row>({
    label: "Messages",
    columns: messageColumns("UTC", []),
    rowClass: rowClass,
    fullRow: (row) => (row.kind === "gap" ? formatGap(row) : undefined),
    ...events,
  });
}

/** Columns for these rows; the time's title names the zone, and says so when brokers set all of the times. */
export function messageColumns(timeZone: string, rows: readonly Row[]): readonly GridColumn<Row>[] {
  const messages = rows.filter((row) => row.kind === "message");
  const isAppendTime =
    messages.length > 0 && messages.every((row) => row.timestampType === "logAppendTime");
  const time = isAppendTime ? "Append time" : "Time";
  return [
    column("partition", "Partition", "6.5em", "end", (cell, row) => {
      cell.textContent = String(row.partition);
    }),
    column("offset", "Offset", "9em", "end", (cell, row) => {
      cell.textContent = formatDecimal(row.offset);
      cell.title = row.offset;
    }),
    column("time", `${time} (${timeZone})`, "15em", undefined, (cell, row) => {
      renderTime(cell, row, isAppendTime);
    }),
    column("key", "Key", "minmax(8em, 0.3fr)", undefined, (cell, row) => {
      renderContent(cell, row.key, "null");
    }),
    column("value", "Value", "minmax(12em, 1fr)", undefined, (cell, row) => {
      if (row.isAborted) cell.append(badge("aborted"), " ");
      renderContent(cell, row.value, "tombstone");
    }),
    column("headers", "Headers", "6em", "end", (cell, row) => {
      cell.textContent = row.headerCount === 0 ? "" : String(row.headerCount);
    }),
  ];
}

function column(
  id: string,
  title: string,
  width: string,
  align: "end" | undefined,
  render: (cell: HTMLElement, row: MessageRow) => void,
): GridColumn<Row> {
  return {
    id,
    title,
    width,
    className: `cell-${id}`,
    ...(align === undefined ? {} : { align }),
    render: (cell, row) => {
      if (row.kind === "message") render(cell, row);
    },
  };
}

function rowClass(row: Row): string | undefined {
  if (row.kind === "gap") return row.unreadable === undefined ? "gap" : "gap unreadable";
  return row.isAborted ? "aborted" : undefined;
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

/** A null is a word in another style, so that no text can look like one. */
function renderContent(cell: HTMLElement, content: CellText, missing: "null" | "tombstone"): void {
  switch (content.kind) {
    case "missing":
      cell.append(missing === "null" ? quiet("null") : badge("tombstone"));
      return;
    case "empty":
      cell.append(quiet("empty"));
      return;
    case "binary":
      cell.append(element("span", { className: "mono muted" }, content.text));
      return;
    case "text":
    case "json":
      cell.append(element("span", { className: "mono" }, content.text));
  }
}

function quiet(text: string): HTMLElement {
  return element("span", { className: "quiet" }, text);
}

function badge(text: string): HTMLElement {
  return element("span", { className: `badge badge-${text}` }, text);
}
