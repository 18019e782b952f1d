import { element, setAttributes } from "./dom";

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** A CSS grid track: "9em", "minmax(12em, 1fr)". */
  readonly width: string;
  readonly align?: "end";
  readonly className?: string;
  /** The title is a button then, which tells the grid's `onSort`. */
  readonly isSortable?: boolean;
  readonly render: (cell: HTMLElement, row: Row) => void;
}

/** One cell of a row; only the active one is in the tab order. */
export function bodyCell<Row>(column: GridColumn<Row>, index: number, row: Row): HTMLElement {
  const cell = element("div");
  setAttributes(cell, { role: "gridcell", "aria-colindex": String(index + 1), tabindex: "-1" });
  fillCell(cell, column, row);
  return cell;
}

/** The same cell for another row, or for new values of the same one. */
export function fillCell<Row>(cell: HTMLElement, column: GridColumn<Row>, row: Row): void {
  cell.className = cellClass(column);
  cell.removeAttribute("title");
  cell.replaceChildren();
  column.render(cell, row);
}

/**
 * A row that is one quiet text over all columns.
 * @param isOpen of the head of a group
 */
export function fullCell(text: string, columns: number, isOpen?: boolean): HTMLElement {
  const attributes = { role: "gridcell", "aria-colindex": "1", "aria-colspan": String(columns) };
  const cell = element("div", { className: "grid-cell grid-full", title: text, attributes }, text);
  if (isOpen === undefined) return cell;
  cell.setAttribute("aria-expanded", String(isOpen));
  const icon = `codicon codicon-chevron-${isOpen ? "down" : "right"}`;
  cell.prepend(element("span", { className: icon, attributes: { "aria-hidden": "true" } }), " ");
  return cell;
}

/** A row of totals: texts by column id. */
export function totalsRow<Row>(
  columns: readonly GridColumn<Row>[],
  texts: Readonly<Record<string, string>>,
): HTMLElement {
  const cells = columns.map((column, index) => {
    const text = texts[column.id] ?? "";
    const attributes = { role: "gridcell", "aria-colindex": String(index + 1) };
    return element("div", { className: cellClass(column), title: text, attributes }, text);
  });
  return element("div", { className: "grid-row", attributes: { role: "row" } }, ...cells);
}

export function cellClass<Row>(column: GridColumn<Row>): string {
  const align = column.align === "end" ? "grid-end" : undefined;
  return ["grid-cell", align, column.className].filter((name) => name !== undefined).join(" ");
}
