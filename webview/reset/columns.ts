import type { RowView } from "../../src/panels/reset/protocol";
import { element, icon } from "../shared/dom";
import type { GridColumn } from "../shared/gridCells";
import { formatDecimal } from "../shared/numbers";

export function effectText({ kind, offsets }: RowView["effect"]): string {
  switch (kind) {
    case "replays":
    case "skips":
      return `${kind} ${formatDecimal(offsets)}`;
    case "firstCommit":
      return "first commit";
    case "unchanged":
      return "unchanged";
  }
}

/** The exact digits, where there are any. */
function effectTitle(effect: RowView["effect"]): string {
  const { kind, offsets } = effect;
  const isCounted = kind === "replays" || kind === "skips";
  return isCounted ? `${kind} ${offsets} offsets` : effectText(effect);
}

/**
 * The preview's columns, exact digits in their tooltips; `onPeek` opens the messages at a row's target. Once the
 * reset is done, what was committed is told as what it was before.
 */
export function resetColumns(
  onPeek: (row: RowView) => void,
  isDone: boolean,
): readonly GridColumn<RowView>[] {
  return [
    {
      id: "topic",
      title: "Topic",
      width: "minmax(10em, 1fr)",
      render: (cell, row) => {
        cell.textContent = row.topic;
        cell.title = row.topic;
      },
    },
    {
      id: "partition",
      title: "Partition",
      width: "7em",
      align: "end",
      render: (cell, row) => {
        cell.textContent = String(row.partition);
      },
    },
    offsetColumn("start", "Log start", (row) => row.start),
    offsetColumn("committed", isDone ? "Before" : "Committed", (row) => row.committed),
    offsetColumn("end", "End", (row) => row.end),
    {
      id: "target",
      title: "→ Target",
      width: "9.5em",
      align: "end",
      className: "target",
      render: (cell, row) => {
        cell.title = row.target;
        cell.append(peekButton(row, onPeek), formatDecimal(row.target));
      },
    },
    {
      id: "effect",
      title: "Effect",
      width: "9.5em",
      className: "effect",
      render: (cell, row) => {
        cell.textContent = effectText(row.effect);
        cell.title = effectTitle(row.effect);
        cell.classList.toggle("muted", row.effect.kind === "unchanged");
      },
    },
    {
      id: "note",
      title: "Note",
      width: "minmax(13em, 3fr)",
      render: renderNote,
    },
  ];
}

function offsetColumn(
  id: string,
  title: string,
  of: (row: RowView) => string | null,
): GridColumn<RowView> {
  return {
    id,
    title,
    width: "7.5em",
    align: "end",
    render: (cell, row) => {
      const offset = of(row);
      cell.textContent = offset === null ? "no commit" : formatDecimal(offset);
      cell.classList.toggle("muted", offset === null);
      if (offset !== null) cell.title = offset;
    },
  };
}

/** Not in the tab order: Enter on the row does the same. */
function peekButton(row: RowView, onPeek: (row: RowView) => void): HTMLElement {
  const name = `Peek at ${row.topic}-${row.partition}, offset ${row.target}`;
  const built = element(
    "button",
    {
      className: "peek",
      title: name,
      attributes: { type: "button", tabindex: "-1", "aria-label": name },
    },
    icon("open-preview"),
  );
  built.addEventListener("click", () => {
    onPeek(row);
  });
  return built;
}

function renderNote(cell: HTMLElement, { outcome, notes }: RowView): void {
  const text = [...(outcome === null ? [] : [outcome.text]), ...notes].join(" · ");
  cell.title = text;
  if (outcome !== null) {
    const name = outcome.isWritten ? "pass-filled" : "warning";
    cell.append(icon(name), " ");
  } else if (notes.length > 0) {
    cell.append(icon("info"), " ");
  }
  cell.append(text);
}
