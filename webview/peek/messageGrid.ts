import type { GapRow, Row } from "../../src/panels/peek/protocol/rows";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import type { GridOptions } from "../shared/grid";
import { isShown } from "./columns";
import { formatCount } from "./format";
import { messageColumns } from "./messageColumns";
import type { ColumnView } from "./messageColumns";
import { isSameRow } from "./partitionRef";
import type { PeekState } from "./peekState";
import type { GroupHead, Line } from "./rowGroups";

export type MessageGridEvents = Pick<GridOptions<Row>, "onResize"> & {
  readonly onOpen: (row: Row) => void;
  readonly onActivate: (row: Row, by: "pointer" | "key") => void;
  readonly onToggleGroup: (key: string, isOpen: boolean) => void;
  /** Whether the newest row is in sight, after a person scrolled. */
  readonly onScroll: (isAtNewest: boolean) => void;
};

type Density = PeekState["arrangement"]["density"];

const rowHeightsPx: Readonly<Record<Density, number>> = { comfortable: 22, compact: 18 };

/** The rows in a grid: messages in columns, gaps and the heads of groups as rows of one cell. */
export class MessageGrid {
  readonly element = element("div", { className: "message-grid" });
  private density: Density = "comfortable";
  private grid: Grid<Line>;
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
    if (isNew || state.lines !== before.lines) this.updateRows(state, before);
  }

  focus(): void {
    this.grid.focus();
  }

  get activeRow(): Line | undefined {
    return this.grid.activeRow;
  }

  /** The width a column is drawn with. */
  widthOf(id: string): number | undefined {
    const at = this.view?.columns.findIndex((column) => column.id === id) ?? -1;
    const title = this.grid.element.querySelectorAll("[role=columnheader]")[at];
    return title?.getBoundingClientRect().width;
  }

  /** Brings the newest row into sight; of groups each has one of its own, and nothing moves. */
  showNewest(): void {
    if (this.isGrouped) return;
    const { element: box } = this.grid;
    box.scrollTop = this.shown?.order === "newestFirst" ? 0 : box.scrollHeight;
  }

  private updateRows(state: PeekState, before: PeekState | undefined): void {
    this.element.hidden = state.rows.length === 0;
    if (state.pageNumber === before?.pageNumber) this.grid.refreshRows(state.lines, isSameLine);
    else this.grid.setRows(state.lines, { toTop: true });
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

  private get isGrouped(): boolean {
    return this.shown !== undefined && this.shown.arrangement.grouping !== "none";
  }

  private build(): Grid<Line> {
    const { onOpen, onActivate, onToggleGroup, onResize } = this.events;
    const grid = new Grid<Line>({
      label: "Messages",
      columns: [],
      rowClass: rowClass,
      fullRow: (row) => {
        if (row.kind === "group") return groupText(row);
        return row.kind === "gap" ? this.gapText(row) : undefined;
      },
      isOpen: (row) => (row.kind === "group" ? row.isOpen : undefined),
      onToggle: (row, isOpen) => {
        if (row.kind === "group") onToggleGroup(row.key, isOpen);
      },
      onOpen: (row) => {
        if (row.kind !== "group") onOpen(row);
      },
      onActivate: (row, _, by) => {
        if (row.kind !== "group") onActivate(row, by);
      },
      rowHeightPx: rowHeightsPx[this.density],
      ...(onResize === undefined ? {} : { onResize }),
    });
    const box = grid.element;
    box.addEventListener("scroll", () => {
      if (this.isGrouped) {
        this.events.onScroll(true);
        return;
      }
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
      this.events.onScroll(this.shown?.order === "newestFirst" ? box.scrollTop <= 4 : atEnd);
    });
    return grid;
  }
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

function groupText({ topic, partition, messages }: GroupHead): string {
  const name = partition === undefined ? topic : `${topic}, partition ${partition}`;
  return `${name} · ${formatCount(messages, "message")}`;
}

function isSameLine(one: Line, other: Line): boolean {
  if (one.kind === "group" || other.kind === "group") {
    return one.kind === "group" && other.kind === "group" && one.key === other.key;
  }
  return isSameRow(one, other);
}

function rowClass(row: Line): string | undefined {
  if (row.kind === "group") return "group-head";
  if (row.kind === "gap") return row.isProblem ? "gap unreadable" : "gap";
  return row.transaction;
}
