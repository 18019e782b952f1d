import type { GroupPartitionRow } from "../../src/panels/group/protocol";
import { element, icon } from "../shared/dom";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import { formatDuration, formatRate } from "./format";
import { sparkline } from "./sparkline";
import { statusWord } from "./statusWord";
import { strip } from "./strip";

export interface PartitionActions {
  readonly onPeek: (row: GroupPartitionRow) => void;
  /** The menu of what can be done with the row, at its button. */
  readonly onMenu: (row: GroupPartitionRow, opener: HTMLElement) => void;
}

type Column = GridColumn<GroupPartitionRow>;

/** What of the rows decides over their columns. */
export interface ColumnShape {
  /** Whether there is one that differs from its end. */
  readonly hasLastStableOffsets: boolean;
  /** Characters of the longest topic's name. */
  readonly topicLength: number;
  /** Characters of the longest in each column of offsets. */
  readonly lengths: Readonly<Record<"start" | "committed" | "end" | "lag", number>>;
}

export function columnShape(
  rows: readonly GroupPartitionRow[],
  totalLag: string | undefined,
): ColumnShape {
  const longest = (
    of: (row: GroupPartitionRow) => string | null | undefined,
    least: string | undefined = "",
  ): number => {
    const digits = rows.reduce((most, row) => Math.max(most, of(row)?.length ?? 0), least.length);
    return digits + Math.floor(Math.max(0, digits - 1) / 3);
  };
  return {
    hasLastStableOffsets: rows.some(({ lastStableOffset }) => lastStableOffset !== undefined),
    topicLength: rows.reduce((most, { topic }) => Math.max(most, topic.length), 0),
    lengths: {
      start: longest((row) => row.start),
      committed: longest((row) => row.committed),
      end: longest((row) => row.end),
      lag: longest((row) => row.lag, totalLag),
    },
  };
}

/** The partitions' columns, offsets as wide as they need to be. */
export function partitionColumns(
  actions: PartitionActions,
  { hasLastStableOffsets, topicLength, lengths }: ColumnShape,
): readonly Column[] {
  const width = (least: number, length: number): string =>
    `${Math.max(least, length * 0.66 + 1.4).toFixed(1)}em`;
  const topicWidth = `${Math.min(16, Math.max(8.2, topicLength * 0.6 + 1.4)).toFixed(1)}em`;
  return [
    sortable("topic", "Topic", `minmax(${topicWidth}, 1fr)`, (cell, { topic }) => {
      cell.textContent = topic;
      cell.title = topic;
    }),
    end(
      sortable("partition", "Partition", "6.8em", (cell, row) => {
        cell.textContent = String(row.partition);
      }),
    ),
    {
      id: "actions",
      title: "Actions",
      width: "4em",
      className: "cell-actions",
      render: (cell, row) => {
        cell.append(...actionButtons(row, actions));
      },
    },
    sortable("status", "Status", "7.4em", (cell, row) => {
      cell.append(statusWord(row.status));
    }),
    sortable("owner", "Owner", "minmax(8em, 0.8fr)", (cell, { owner }) => {
      renderOptional(cell, owner, owner, "nobody");
    }),
    offsets("start", "Start", width(5, lengths.start), (row) => row.start),
    end(sortable("committed", "Committed", width(8, lengths.committed), renderCommitted)),
    offsets("end", "End", width(5, lengths.end), (row) => row.end),
    ...(hasLastStableOffsets ? [lastStableOffsets(width(7.5, lengths.end))] : []),
    plain("position", "Position", "6.2em", (cell, row) => {
      cell.append(...present(strip(row)));
    }),
    end(
      sortable("lag", "Lag", width(5, lengths.lag), (cell, { lag }) => {
        renderOptional(cell, lag === undefined ? undefined : formatDecimal(lag), lag);
      }),
    ),
    plain("trend", "Trend", "6em", (cell, row) => {
      cell.append(...present(sparkline(row.lagTrend)));
    }),
    end(
      sortable("consumed", "Consumed", "7.8em", (cell, row) => {
        const { consumedPerSecond: consumed, producedPerSecond: produced } = row;
        renderOptional(
          cell,
          consumed === undefined ? undefined : formatRate(consumed),
          produced === undefined ? undefined : `${formatRate(produced)} produced`,
        );
      }),
    ),
    end(durations("timeLag", "Time lag", (row) => row.timeLagMs)),
    end(durations("eta", "ETA", (row) => row.etaMs)),
    plain("notes", "Notes", "minmax(12em, 1.6fr)", renderNotes),
  ];
}

function plain(id: string, title: string, width: string, render: Column["render"]): Column {
  return { id, title, width, className: `cell-${id}`, render };
}

function sortable(id: string, title: string, width: string, render: Column["render"]): Column {
  return { ...plain(id, title, width, render), isSortable: true };
}

function end(column: Column): Column {
  return { ...column, align: "end" };
}

function offsets(
  id: string,
  title: string,
  width: string,
  of: (row: GroupPartitionRow) => string | undefined,
): Column {
  return end(
    sortable(id, title, width, (cell, row) => {
      const digits = of(row);
      renderOptional(cell, digits === undefined ? undefined : formatDecimal(digits), digits);
    }),
  );
}

function lastStableOffsets(width: string): Column {
  return end(
    plain("lastStable", "Last stable", width, (cell, { lastStableOffset: digits }) => {
      if (digits === undefined) return;
      cell.textContent = formatDecimal(digits);
      cell.title = `${digits}: a transaction is open from here`;
    }),
  );
}

function durations(
  id: string,
  title: string,
  of: (row: GroupPartitionRow) => number | undefined,
): Column {
  return sortable(id, title, "7.8em", (cell, row) => {
    const ms = of(row);
    renderOptional(cell, ms === undefined ? undefined : formatDuration(ms));
  });
}

/** What is not known is a quiet dash. */
function renderOptional(
  cell: HTMLElement,
  text: string | undefined,
  title?: string,
  missing = "–",
): void {
  cell.textContent = text ?? missing;
  cell.classList.toggle("muted", text === undefined);
  if (title !== undefined) cell.title = title;
}

function renderCommitted(cell: HTMLElement, row: GroupPartitionRow): void {
  const { committed, leaderEpoch, metadata } = row;
  if (committed === undefined || committed === null) {
    renderOptional(cell, undefined, undefined, committed === null ? "no commit" : undefined);
    return;
  }
  const epoch = leaderEpoch === undefined ? [] : [`leader epoch ${leaderEpoch}`];
  const text = metadata === undefined || metadata === "" ? [] : [`metadata ${metadata}`];
  renderOptional(cell, formatDecimal(committed), [committed, ...epoch, ...text].join("\n"));
}

function renderNotes(cell: HTMLElement, { problem, notes, metadata }: GroupPartitionRow): void {
  const all = [...(problem === undefined ? [] : [problem]), ...notes];
  if (metadata !== undefined && metadata !== "") all.push(`metadata ${metadata}`);
  const text = all.join(" · ");
  cell.title = text;
  if (problem !== undefined) cell.append(icon("error"), " ");
  else if (notes.length > 0) cell.append(icon("info"), " ");
  cell.append(text);
}

/** Not in the tab order: Enter on the row peeks, and its context menu does the rest. */
function actionButtons(row: GroupPartitionRow, actions: PartitionActions): HTMLElement[] {
  const of = `${row.topic}-${row.partition}`;
  const peek = actionButton("open-preview", `Peek at Committed Offset of ${of}`, () => {
    actions.onPeek(row);
  });
  const menu = actionButton("kebab-vertical", `More Actions for ${of}`, (opener) => {
    actions.onMenu(row, opener);
  });
  menu.setAttribute("aria-haspopup", "menu");
  return [peek, menu];
}

function actionButton(
  codicon: string,
  name: string,
  onClick: (opener: HTMLElement) => void,
): HTMLElement {
  const attributes = { type: "button", tabindex: "-1", "aria-label": name };
  const built = element(
    "button",
    { className: "cell-action", title: name, attributes },
    icon(codicon),
  );
  built.addEventListener("click", () => {
    onClick(built);
  });
  return built;
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
