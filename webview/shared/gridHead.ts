import { element, icon } from "./dom";
import { columnResizer } from "./columnResizer";
import { explanationOf } from "./glossary";
import { cellClass, type GridColumn } from "./gridCells";

export interface GridSort {
  /** A column's id. */
  readonly column: string;
  readonly isDescending: boolean;
}

/**
 * A grid's row of titles. Those of sortable columns are buttons: one of them is in the tab order, arrows move
 * between them, and Arrow Down leaves for the rows.
 */
export class GridHead<Row> {
  readonly element = element("div", { className: "grid-head", attributes: { role: "rowgroup" } });
  private readonly titles = new Map<string, HTMLElement>();

  constructor(
    private readonly events: {
      readonly onSort: (column: string) => void;
      readonly onLeave: () => void;
      /** Columns can be resized then; `isDone` when the pointer lets go. */
      readonly onResize?: ((column: string, widthPx: number, isDone: boolean) => void) | undefined;
    },
  ) {
    this.element.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  setColumns(columns: readonly GridColumn<Row>[]): void {
    this.titles.clear();
    const cells = columns.map((column, index) => this.buildTitle(column, index));
    const attributes = { role: "row", "aria-rowindex": "1" };
    this.element.replaceChildren(element("div", { className: "grid-row", attributes }, ...cells));
    this.setTabStop(this.buttons()[0]);
  }

  /** Tells by an arrow, and to assistive technology, what the rows are sorted by. */
  setSort(sort: GridSort | undefined): void {
    for (const [id, title] of this.titles) {
      title.setAttribute("aria-sort", "none");
      title.querySelector(".codicon")?.remove();
      if (id !== sort?.column) continue;
      title.setAttribute("aria-sort", sort.isDescending ? "descending" : "ascending");
      const arrow = icon(sort.isDescending ? "arrow-down" : "arrow-up");
      title.querySelector(".grid-sort")?.append(arrow);
    }
  }

  private buildTitle(column: GridColumn<Row>, index: number): HTMLElement {
    const built = element("div", {
      className: cellClass(column),
      title: explanationOf(column.title) ?? column.title,
      attributes: { role: "columnheader", "aria-colindex": String(index + 1) },
    });
    this.addEdge(built, column);
    if (column.isSortable !== true) {
      built.prepend(column.title);
      return built;
    }
    built.setAttribute("aria-sort", "none");
    const attributes = { type: "button", tabindex: "-1" };
    const name = element("span", { className: "grid-sort-name" }, column.title);
    const button = element("button", { className: "grid-sort", attributes }, name);
    button.addEventListener("click", () => {
      this.setTabStop(button);
      this.events.onSort(column.id);
    });
    built.prepend(button);
    this.titles.set(column.id, built);
    return built;
  }

  private addEdge(title: HTMLElement, { id }: GridColumn<Row>): void {
    const { onResize } = this.events;
    if (onResize === undefined) return;
    title.classList.add("grid-resizable");
    const edge = columnResizer(title, {
      onDrag: (widthPx) => {
        onResize(id, widthPx, false);
      },
      onEnd: (widthPx) => {
        onResize(id, widthPx, true);
      },
    });
    title.append(edge);
  }

  private onKey(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const at = buttons.findIndex((one) => one === event.target);
    if (at < 0) return;
    if (event.key === "ArrowDown") {
      this.events.onLeave();
    } else {
      const last = buttons.length - 1;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      const button = buttons[Math.max(0, Math.min(last, to))];
      this.setTabStop(button);
      button?.focus();
    }
    event.preventDefault();
  }

  private buttons(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(".grid-sort")];
  }

  private setTabStop(stop: HTMLElement | undefined): void {
    for (const button of this.buttons()) button.tabIndex = button === stop ? 0 : -1;
  }
}
