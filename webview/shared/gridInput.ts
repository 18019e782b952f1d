import type { CellPosition, GridKey } from "./gridKeys";

/** What a person does with a grid's rows. */
export interface GridInputEvents {
  /** Another cell becomes the active one. */
  readonly onActivate: (to: CellPosition, by: "pointer" | "key") => void;
  /** A cell got the focus from elsewhere. */
  readonly onFocus: (at: CellPosition) => void;
  readonly onOpen: (row: number) => void;
  /** A press on the row, or a key that opens and closes. True when the row is one that does. */
  readonly onToggle: (row: number, isOpen: boolean | "other") => boolean;
  /** Out of a widget in a cell, back to the cell. */
  readonly onLeaveWidget: () => void;
  /** The active row. */
  readonly row: () => number;
  /** Where a key moves to; undefined for keys that are not the grid's. */
  readonly destination: (key: GridKey) => CellPosition | undefined;
}

/** Keys and presses in a grid's rows. */
export class GridInput {
  constructor(
    private readonly rows: HTMLElement,
    private readonly events: GridInputEvents,
  ) {
    rows.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    rows.addEventListener("mousedown", (event) => {
      const at = cellAt(event.target);
      if (at !== undefined && event.button === 0) events.onActivate(at, "pointer");
    });
    // by then the cell has the focus, which follows the row
    rows.addEventListener("click", (event) => {
      const at = cellAt(event.target);
      if (at !== undefined) events.onToggle(at.row, "other");
    });
    rows.addEventListener("focusin", (event) => {
      const at = cellAt(event.target);
      if (at !== undefined) events.onFocus(at);
    });
    rows.addEventListener("dblclick", (event) => {
      const at = cellAt(event.target);
      if (at !== undefined) events.onOpen(at.row);
    });
  }

  get hasFocus(): boolean {
    return this.rows.contains(document.activeElement);
  }

  private onKey(event: KeyboardEvent): void {
    const { events } = this;
    const isInWidget = !(event.target as Element).matches("[role=gridcell]");
    if (isInWidget) {
      if (event.key === "Escape") events.onLeaveWidget();
      return;
    }
    if (!this.toggles(event)) {
      if (event.key === "Enter") events.onOpen(events.row());
      else {
        const target = events.destination(event);
        if (target === undefined) return;
        events.onActivate(target, "key");
      }
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** As in a tree: to the right opens, to the left closes. */
  private toggles({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const { onToggle, row } = this.events;
    if (ctrlKey || metaKey || altKey) return false;
    if (key === "Enter" || key === " ") return onToggle(row(), "other");
    if (key === "ArrowRight") return onToggle(row(), true);
    return key === "ArrowLeft" && onToggle(row(), false);
  }
}

/** The cell that an event happened in. */
export function cellAt(target: EventTarget | null): CellPosition | undefined {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest("[role=gridcell]");
  const row = cell?.parentElement;
  if (cell === null || row === null || row === undefined) return undefined;
  const column = [...row.children].indexOf(cell);
  return { row: Number(row.dataset["index"]), column };
}
