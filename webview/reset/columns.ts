import type {
  GroupView,
  PeekAt,
  ResetView,
  RowTime,
  RowView,
} from "../../src/panels/reset/protocol";
import { element, icon } from "../shared/dom";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";
import type { RowProblem } from "./state";
import { problemId } from "./targetEditor";

/** What the columns ask of the page. */
export interface ColumnContext {
  readonly onPeek: (row: RowView, at: PeekAt) => void;
  /** The field to type a row's target in; undefined where it is not to be edited. */
  readonly targetField: (row: RowView) => HTMLElement | undefined;
  readonly groupOf: (row: RowView) => GroupView | undefined;
  readonly timeOf: (row: RowView) => RowTime | undefined;
  readonly problemOf: (row: RowView) => (RowProblem & { readonly index: number }) | undefined;
}

/** What the columns depend on. */
export interface ShownColumns {
  readonly isDone: boolean;
  /** Several groups: each row tells its own. */
  readonly hasGroups: boolean;
  /** Characters of the longest in each column of offsets. */
  readonly lengths: Readonly<Record<"start" | "committed" | "end", number>>;
}

export const noColumnsShown: ShownColumns = {
  isDone: false,
  hasGroups: false,
  lengths: { start: 0, committed: 0, end: 0 },
};

export function shownColumnsOf({ rows, groups, result }: ResetView): ShownColumns {
  const longest = (of: (row: RowView) => string | null): number =>
    rows.reduce((most, row) => Math.max(most, offsetText(of(row)).length), 0);
  return {
    isDone: result !== null,
    hasGroups: groups.length > 1,
    lengths: {
      start: longest(({ start }) => start),
      committed: longest(({ committed }) => committed),
      end: longest(({ end }) => end),
    },
  };
}

/** Whether its plan is not carried out along with those of other groups. */
export function isLeftOut(group: GroupView | undefined): boolean {
  return group !== undefined && group.obstacle !== null;
}

/**
 * The preview's columns, exact digits in their tooltips, offsets as wide as they need to be: what is left is the
 * note's. Once the reset is done, what was committed is told as what it was before.
 */
export function resetColumns(
  context: ColumnContext,
  { isDone, hasGroups, lengths }: ShownColumns,
): readonly GridColumn<RowView>[] {
  return [
    ...(hasGroups ? [groupColumn(context)] : []),
    {
      id: "topic",
      title: "Topic",
      width: "minmax(5.4em, 1fr)",
      render: (cell, row) => {
        cell.textContent = row.topic;
        cell.title = row.topic;
      },
    },
    {
      id: "partition",
      title: "Partition",
      width: "6.3em",
      align: "end",
      render: (cell, row) => {
        cell.textContent = String(row.partition);
      },
    },
    // beside the outcome it matters no more
    ...(hasGroups || isDone
      ? []
      : [offsetColumn("start", "Log start", lengths.start, (row) => row.start)]),
    offsetColumn(
      "committed",
      isDone ? "Before" : "Committed",
      lengths.committed,
      (row) => row.committed,
    ),
    offsetColumn("end", "End", lengths.end, (row) => row.end),
    {
      id: "target",
      title: "→ Target",
      width: isDone ? "8.6em" : "9.6em",
      align: "end",
      className: "target",
      render: (cell, row) => {
        renderTarget(cell, row, context);
      },
    },
    {
      id: "effect",
      title: "Effect (times in UTC)",
      width: hasGroups ? "minmax(19em, 28em)" : "minmax(22em, 28em)",
      className: "effect",
      render: (cell, row) => {
        const group = context.groupOf(row);
        if (hasGroups && row.outcome === null && isLeftOut(group)) {
          cell.textContent = "left out";
          cell.title = group?.obstacle ?? "";
          cell.classList.add("muted");
          return;
        }
        const time = context.timeOf(row)?.time ?? undefined;
        cell.textContent = effectText(row.effect, time);
        cell.title = effectTitle(row.effect, time);
        const isQuiet = row.effect.kind === "unchanged" || row.effect.kind === "leftAlone";
        cell.classList.toggle("muted", isQuiet);
      },
    },
    {
      id: "note",
      title: "Note",
      width: isDone ? "minmax(14.5em, 3fr)" : `minmax(${hasGroups ? 8 : 9.5}em, 3fr)`,
      className: "note",
      render: (cell, row) => {
        renderNote(cell, row, context, hasGroups && isLeftOut(context.groupOf(row)));
      },
    },
  ];
}

/** @param time of the message at the target, once it is known */
export function effectText(effect: RowView["effect"], time?: string): string {
  const { kind, offsets } = effect;
  switch (kind) {
    case "replays":
      return `replays ${formatDecimal(offsets)}${time === undefined ? "" : ` from ${time}`}`;
    case "skips":
      return `skips ${formatDecimal(offsets)}${time === undefined ? "" : `, goes on at ${time}`}`;
    case "firstCommit":
      return `first commit${time === undefined ? "" : `, begins at ${time}`}`;
    case "deletesCommit":
      return "deletes the commit";
    case "unchanged":
      return "unchanged";
    case "leftAlone":
      return "left as it is";
  }
}

/** The exact digits, where there are any. */
function effectTitle(effect: RowView["effect"], time: string | undefined): string {
  const { kind, offsets } = effect;
  const isCounted = kind === "replays" || kind === "skips";
  const counted = isCounted ? `${kind} ${offsets} offsets` : "";
  return [counted, effectText(effect, time)].filter(Boolean).join("\n");
}

function groupColumn({ groupOf }: ColumnContext): GridColumn<RowView> {
  return {
    id: "group",
    title: "Group",
    width: "minmax(10em, 1fr)",
    render: (cell, row) => {
      const groupId = groupOf(row)?.groupId ?? "";
      cell.textContent = groupId;
      cell.title = groupId;
    },
  };
}

function offsetColumn(
  id: string,
  title: string,
  length: number,
  of: (row: RowView) => string | null,
): GridColumn<RowView> {
  return {
    id,
    title,
    width: `${Math.max(title.length * 0.68 + 1.4, length * 0.66 + 1.4, 5).toFixed(1)}em`,
    align: "end",
    render: (cell, row) => {
      const offset = of(row);
      cell.textContent = offsetText(offset);
      cell.classList.toggle("muted", offset === null);
      if (offset !== null) cell.title = offset;
    },
  };
}

function offsetText(offset: string | null): string {
  return offset === null ? "no commit" : formatDecimal(offset);
}

function renderTarget(cell: HTMLElement, row: RowView, context: ColumnContext): void {
  const field = context.targetField(row);
  const { target } = row;
  if (target !== null) cell.append(peekButton(row, target, context));
  if (field !== undefined) {
    cell.append(field);
    return;
  }
  cell.append(element("span", { className: "target-offset" }, offsetText(target)));
  cell.classList.toggle("muted", target === null);
  if (target !== null) cell.title = target;
}

/** Not in the tab order: Enter on the row does the same. */
function peekButton(row: RowView, offset: string, { onPeek }: ColumnContext): HTMLElement {
  const name = `Peek at ${row.topic}-${row.partition}, offset ${offset}`;
  return cellButton("peek", name, [icon("open-preview")], () => {
    onPeek(row, "target");
  });
}

function renderNote(
  cell: HTMLElement,
  row: RowView,
  context: ColumnContext,
  isLeft: boolean,
): void {
  const problem = context.problemOf(row);
  if (problem !== undefined) {
    const attributes = { id: problemId(problem.index), role: "alert" };
    const text = element("span", { className: "row-problem", attributes }, problem.problem);
    cell.title = problem.problem;
    cell.append(icon("error"), " ", text);
    return;
  }
  const { outcome, notes, isEdited } = row;
  const note = context.timeOf(row)?.note ?? null;
  const texts = [
    ...(outcome === null ? [] : [outcome.text]),
    ...(isEdited && outcome === null ? ["edited"] : []),
    ...notes,
    ...(note === null ? [] : [note]),
  ];
  const text = texts.join(" · ");
  cell.title = text;
  if (outcome !== null) {
    cell.append(icon(outcome.isWritten ? "pass-filled" : "warning"), " ");
  } else if (notes.length > 0 || note !== null) {
    cell.append(icon("info"), " ");
  }
  const link = isLeft ? undefined : linkOf(row, context);
  if (link !== undefined) cell.append(link, text === "" ? "" : " · ");
  cell.append(text);
}

/** To the message that tells most about the move: where reading begins again, or the last one that is not read. */
function linkOf(row: RowView, { onPeek }: ColumnContext): HTMLElement | undefined {
  const { effect, target, end, outcome } = row;
  if (outcome !== null) return undefined;
  const link = (label: string, at: PeekAt): HTMLElement => {
    const name = `Peek at the message of ${row.topic}-${row.partition}: ${label}`;
    return cellButton("link", name, [label], () => {
      onPeek(row, at);
    });
  };
  if (effect.kind === "skips" && effect.offsets !== "0") return link("last skipped", "lastSkipped");
  const isRead = effect.kind === "replays" || effect.kind === "firstCommit";
  if (!isRead || target === null || BigInt(target) >= BigInt(end)) return undefined;
  return link(effect.kind === "replays" ? "first re-read" : "first message", "target");
}

/** Not in the tab order: Enter in the cell does the same. */
function cellButton(
  className: string,
  name: string,
  children: readonly (Node | string)[],
  onClick: () => void,
): HTMLElement {
  // a button that says something in words is called by them
  const label = children.some((child) => typeof child === "string") ? {} : { "aria-label": name };
  const built = element(
    "button",
    {
      className,
      title: name,
      attributes: { type: "button", tabindex: "-1", ...label },
    },
    ...children,
  );
  built.addEventListener("click", onClick);
  return built;
}
