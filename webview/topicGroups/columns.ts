import type { TopicGroupCell } from "../../src/panels/topicGroups/protocol";
import { element, icon } from "../shared/dom";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import { scaleOf, strip } from "./marks";
import { lagColumn, type ShownGroup, type ShownRow } from "./shown";

export interface CellActions {
  readonly onPeek: (groupId: string, partition: number) => void;
}

type Column = GridColumn<ShownRow>;

/** The partition's own columns, then one for each group: its committed offset and, behind it, its lag. */
export function topicColumns(
  groups: readonly ShownGroup[],
  rows: readonly ShownRow[],
  actions: CellActions,
): readonly Column[] {
  const longest = rows.reduce((most, { end }) => Math.max(most, end?.length ?? 0), 4);
  const width = `${((longest + Math.floor(longest / 3)) * 0.66 + 2).toFixed(1)}em`;
  const scale = scaleOf(rows);
  return [
    {
      id: "partition",
      title: "Partition",
      width: "6.8em",
      align: "end",
      className: "cell-partition",
      isSortable: true,
      render: (cell, { partition, problem }) => {
        if (problem !== undefined) {
          cell.append(icon("error"), " ");
          cell.title = problem;
        }
        cell.append(String(partition));
      },
    },
    offsets("start", "Start", width, (row) => row.start),
    offsets("end", "End", width, (row) => row.end),
    {
      id: "position",
      title: "Behind the end",
      width: "minmax(14em, 1fr)",
      className: "cell-position",
      render: (cell, row) => {
        const drawing = strip(row, groups, scale);
        if (drawing !== undefined) cell.append(drawing);
        else cell.textContent = row.problem ?? "";
      },
    },
    ...groups.map((group, index) => groupColumn(group, index, actions)),
  ];
}

function offsets(
  id: string,
  title: string,
  width: string,
  of: (row: ShownRow) => string | undefined,
): Column {
  return {
    id,
    title,
    width,
    align: "end",
    className: `cell-${id}`,
    isSortable: true,
    render: (cell, row) => {
      const digits = of(row);
      cell.textContent = digits === undefined ? "–" : formatDecimal(digits);
      if (digits !== undefined) cell.title = digits;
    },
  };
}

function groupColumn(group: ShownGroup, index: number, actions: CellActions): Column {
  return {
    id: lagColumn(group.groupId),
    title: `${group.letter} · ${group.name}`,
    width: "minmax(17em, 0.5fr)",
    align: "end",
    className: "cell-group",
    isSortable: true,
    render: (cell, row) => {
      renderCell(cell, row.cells[index] ?? {}, () => {
        actions.onPeek(group.groupId, row.partition);
      });
    },
  };
}

function renderCell(cell: HTMLElement, at: TopicGroupCell, onPeek: () => void): void {
  const { committed, lag, note, owner } = at;
  cell.title = [
    committed === undefined || committed === null ? "" : `committed ${committed}`,
    lag === undefined ? "" : `lag ${lag}`,
    note ?? "",
    owner === undefined ? "" : `read by ${owner}`,
  ]
    .filter(Boolean)
    .join("\n");
  if (note !== undefined)
    cell.append(element("span", { className: "cell-note" }, icon("warning"), ` ${note}`));
  if (committed === undefined || committed === null) {
    const text = committed === null ? "no commit" : "not known";
    cell.append(element("span", { className: "muted" }, text));
    return;
  }
  cell.append(peekButton(committed, onPeek), lagText(lag));
}

/** Not in the tab order: the row's menu does the same. */
function peekButton(committed: string, onPeek: () => void): HTMLElement {
  const text = formatDecimal(committed);
  const attributes = {
    type: "button",
    tabindex: "-1",
    "aria-label": `Peek at Committed Offset ${text}`,
  };
  const built = element("button", { className: "cell-committed", attributes }, text);
  built.addEventListener("click", onPeek);
  return built;
}

function lagText(lag: string | undefined): HTMLElement {
  if (lag === undefined) return element("span", { className: "cell-lag muted" }, "lag not known");
  const isBehind = lag !== "0";
  return element(
    "span",
    { className: isBehind ? "cell-lag cell-behind" : "cell-lag muted" },
    `lag ${formatDecimal(lag)}`,
  );
}
