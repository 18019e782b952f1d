import assert from "node:assert/strict";
import { Grid } from "../../../../webview/shared/grid";
import { JsdomPage } from "./jsdomPage";

interface Row {
  readonly id: number;
  readonly text: string;
  readonly gap?: string;
}

interface Opened {
  readonly page: JsdomPage;
  readonly grid: Grid<Row>;
  readonly activated: string[];
  readonly opened: number[];
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, id) => ({ id, text: `row ${id}` }));

describe("Grid", () => {
  let page: JsdomPage;
  afterEach(() => {
    page.close();
  });

  function open(rows: readonly Row[]): Opened {
    page = new JsdomPage({ heightPx: 220 });
    const activated: string[] = [];
    const opened: number[] = [];
    const grid = new Grid<Row>({
      label: "Rows",
      columns: [
        {
          id: "id",
          title: "Id",
          width: "5em",
          align: "end",
          render: (cell, row) => {
            cell.textContent = String(row.id);
          },
        },
        {
          id: "text",
          title: "Text",
          width: "1fr",
          render: (cell, row) => {
            cell.textContent = row.text;
          },
        },
      ],
      fullRow: (row) => row.gap,
      onActivate: (row, _, by) => activated.push(`${by} ${row.id}`),
      onOpen: (row) => opened.push(row.id),
    });
    page.root.append(grid.element);
    grid.mount();
    grid.setRows(rows);
    return { page, grid, activated, opened };
  }

  const active = (): string => {
    const cell = page.document.activeElement;
    const row = cell?.parentElement?.dataset["index"] ?? "none";
    return `${row}:${cell?.getAttribute("aria-colindex") ?? "none"}`;
  };

  it("tells assistive technology the size of the whole, not of what is drawn", () => {
    const { grid } = open(rowsOf(10_000));
    assert.equal(grid.element.getAttribute("role"), "grid");
    assert.equal(grid.element.getAttribute("aria-label"), "Rows");
    assert.equal(grid.element.getAttribute("aria-rowcount"), "10001");
    assert.equal(grid.element.getAttribute("aria-colcount"), "2");
    assert.ok(page.findAll(".grid-body [role=row]").length < 40);
  });

  it("numbers rows and columns from the header on", () => {
    open(rowsOf(3));
    const rows = page.findAll("[role=row]").map((row) => row.getAttribute("aria-rowindex"));
    assert.deepEqual(rows, ["1", "2", "3", "4"]);
    assert.equal(page.findAll("[role=columnheader]")[1]?.getAttribute("aria-colindex"), "2");
    assert.equal(page.findAll("[role=gridcell]")[1]?.getAttribute("aria-colindex"), "2");
  });

  it("shows hostile text as text", () => {
    open([{ id: 1, text: "<img src=x onerror=alert(1)><script>1</script>" }]);
    assert.equal(page.findAll("img, script").length, 0);
    assert.match(page.find(".grid-body").textContent, /<img src=x onerror=alert\(1\)>/);
  });

  it("has one cell in the tab order", () => {
    const { grid } = open(rowsOf(100));
    assert.equal(page.findAll("[tabindex='0']").length, 1);
    grid.focus();
    page.press("ArrowDown");
    page.press("ArrowRight");
    assert.equal(page.findAll("[tabindex='0']").length, 1);
    assert.equal(active(), "1:2");
  });

  it("moves by arrows and stops at the edges", () => {
    const { grid } = open(rowsOf(2));
    grid.focus();
    page.press("ArrowUp");
    page.press("ArrowLeft");
    assert.equal(active(), "0:1");
    for (let times = 0; times < 5; times++) {
      page.press("ArrowDown");
      page.press("ArrowRight");
    }
    assert.equal(active(), "1:2");
  });

  it("moves by pages, to the ends of a row and to the ends of all rows", () => {
    const { grid } = open(rowsOf(1000));
    grid.focus();
    page.press("End");
    assert.equal(active(), "0:2");
    page.press("End", { ctrlKey: true });
    assert.equal(active(), "999:2");
    page.press("PageUp");
    assert.ok(Number(active().split(":")[0]) < 999);
    page.press("Home", { ctrlKey: true });
    assert.equal(active(), "0:1");
  });

  it("selects the row it moves to and tells of it, once for each", () => {
    const { grid, activated } = open(rowsOf(5));
    assert.equal(page.findAll("[aria-selected=true]").length, 0);
    grid.focus();
    page.press("ArrowDown");
    page.press("ArrowRight");
    page.press("ArrowDown");
    assert.deepEqual(activated, ["key 0", "key 1", "key 2"]);
    assert.equal(page.find("[aria-selected=true]").dataset["index"], "2");
  });

  it("tells of a press with the pointer, on the selected row too", () => {
    const { activated } = open(rowsOf(5));
    const cell = page.findAll("[role=gridcell]")[2];
    assert.ok(cell);
    page.click(cell);
    page.click(cell);
    assert.deepEqual(activated, ["pointer 1", "pointer 1"]);
  });

  it("opens the active row by Enter", () => {
    const { grid, opened } = open(rowsOf(5));
    grid.focus();
    page.press("ArrowDown");
    page.press("Enter");
    assert.deepEqual(opened, [1]);
  });

  it("leaves keys that are not its own to others", () => {
    const { grid } = open(rowsOf(5));
    let bubbled = 0;
    page.root.addEventListener("keydown", () => bubbled++);
    grid.focus();
    page.press("Escape");
    page.press("a");
    page.press("ArrowDown");
    assert.equal(bubbled, 2);
  });

  it("shows a row that is all of one text as one cell over all columns", () => {
    open([{ id: 0, text: "", gap: "nothing here" }]);
    const cell = page.find(".grid-full");
    assert.equal(cell.getAttribute("aria-colspan"), "2");
    assert.equal(cell.textContent, "nothing here");
  });

  it("keeps the active row and the focus when rows are replaced", () => {
    const { grid } = open(rowsOf(10));
    grid.focus();
    page.press("ArrowDown");
    page.press("ArrowDown");
    grid.setRows(rowsOf(8));
    assert.equal(active(), "2:1");
    grid.setRows(rowsOf(8), { toTop: true });
    assert.equal(active(), "0:1");
  });

  it("does not mind having no rows", () => {
    const { grid } = open([]);
    grid.focus();
    page.press("ArrowDown");
    assert.equal(grid.element.getAttribute("aria-rowcount"), "1");
    assert.equal(grid.activeRow, undefined);
  });
});
