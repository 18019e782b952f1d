import { element, setAttributes } from "./dom";

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** A CSS grid track: "9em", "minmax(12em, 1fr)". */
  readonly width: string;
  readonly align?: "end";
  readonly className?: string;
  readonly render: (cell: HTMLElement, row: Row) => void;
}

/** A column's title. */
export function headCell<Row>(column: GridColumn<Row>, index: number): HTMLElement {
  return element(
    "div",
    {
      className: cellClass(column),
      title: column.title,
      attributes: { role: "columnheader", "aria-colindex": String(index + 1) },
    },
    column.title,
  );
}

/** One cell of a row; only the active one is in the tab order. */
export function bodyCell<Row>(column: GridColumn<Row>, index: number, row: Row): HTMLElement {
  const cell = element("div", { className: cellClass(column) });
  setAttributes(cell, { role: "gridcell", "aria-colindex": String(index + 1), tabindex: "-1" });
  column.render(cell, row);
  return cell;
}

/** A row that is one quiet text over all columns. */
export function fullCell(text: string, columns: number): HTMLElement {
  const attributes = { role: "gridcell", "aria-colindex": "1", "aria-colspan": String(columns) };
  return element("div", { className: "grid-cell grid-full", title: text, attributes }, text);
}

function cellClass<Row>(column: GridColumn<Row>): string {
  const align = column.align === "end" ? "grid-end" : undefined;
  return ["grid-cell", align, column.className].filter((name) => name !== undefined).join(" ");
}
