import assert from "node:assert/strict";
import { Grid } from "../../../../webview/shared/grid";
import type { GridColumn } from "../../../../webview/shared/gridCells";
import { JsdomPage } from "./jsdomPage";

interface Row {
  readonly id: number;
  readonly value: string;
}

const column = (id: "id" | "value", isSortable: boolean): GridColumn<Row> => ({
  id,
  title: id,
  width: "5em",
  isSortable,
  render: (cell, row) => {
    cell.textContent = String(row[id]);
  },
});

describe("a grid that is sorted and refreshed", () => {
  let page: JsdomPage;
  let sorted: string[];
  let grid: Grid<Row>;
  beforeEach(() => {
    page = new JsdomPage();
    sorted = [];
    grid = new Grid<Row>({
      label: "Rows",
      columns: [column("id", true), column("value", true)],
      onSort: (id) => sorted.push(id),
    });
    page.root.append(grid.element);
    grid.mount();
    grid.setRows([
      { id: 1, value: "a" },
      { id: 2, value: "b" },
      { id: 3, value: "c" },
    ]);
  });
  afterEach(() => {
    page.close();
  });

  const isSame = (one: Row, other: Row): boolean => one.id === other.id;
  const focusedText = (): string | undefined => page.document.activeElement?.textContent;

  it("has one sortable title in the tab order, which arrows move", () => {
    const stops = (): string[] =>
      page.findAll(".grid-head [tabindex='0']").map((one) => one.textContent);
    assert.deepEqual(stops(), ["id"]);
    page.find(".grid-head [tabindex='0']").focus();
    page.press("ArrowRight");
    assert.equal(focusedText(), "value");
    assert.deepEqual(stops(), ["value"]);
    page.press("ArrowDown");
    assert.equal(page.document.activeElement?.getAttribute("role"), "gridcell");
  });

  it("explains its titles in the words that the host gave the page", () => {
    page.document.documentElement.dataset["glossary"] = '{"value":"Value: what it holds."}';
    grid.setColumns([column("id", true), column("value", true)]);
    const titles = page.findAll("[role='columnheader']").map(({ title }) => title);
    assert.deepEqual(titles, ["id", "Value: what it holds."]);
  });

  it("tells which column was pressed, and shows the order it is told", () => {
    page.findAll(".grid-sort")[1]?.click();
    assert.deepEqual(sorted, ["value"]);
    grid.setSort({ column: "value", isDescending: true });
    const orders = page
      .findAll("[role=columnheader]")
      .map((title) => title.getAttribute("aria-sort"));
    assert.deepEqual(orders, ["none", "descending"]);
    assert.ok(page.find(".grid-sort .codicon-arrow-down"));
  });

  it("has the focus follow its row when new values move it", () => {
    grid.focus();
    page.press("ArrowDown");
    assert.equal(focusedText(), "2");
    grid.refreshRows(
      [
        { id: 2, value: "z" },
        { id: 1, value: "a" },
      ],
      isSame,
    );
    assert.equal(focusedText(), "2");
    assert.equal(grid.activeRow?.value, "z");
    assert.equal(page.findAll(".grid-body [role=row]").length, 2);
  });

  it("fills the cells that are there anew", () => {
    const cells = page.findAll(".grid-body [role=gridcell]");
    grid.refreshRows([{ id: 1, value: "changed" }], isSame);
    assert.equal(page.findAll(".grid-body [role=gridcell]")[1], cells[1]);
    assert.equal(cells[1]?.textContent, "changed");
  });

  it("shows totals under their columns", () => {
    assert.ok(page.find(".grid-foot").hidden);
    grid.setTotals({ value: "3 rows" });
    const texts = page.findAll(".grid-foot [role=gridcell]").map((one) => one.textContent);
    assert.deepEqual(texts, ["", "3 rows"]);
    grid.setTotals(undefined);
    assert.ok(page.find(".grid-foot").hidden);
  });
});
