import assert from "node:assert/strict";
import type { GapRow } from "../../../../src/panels/peek/protocol/rows";
import { groupedLines } from "../../../../webview/peek/rowGroups";
import type { Line } from "../../../../webview/peek/rowGroups";
import { sampleOpened, samplePage, sampleRow, sampleSearch } from "./samples";
import { Scene, pressIn, settled } from "./scene";

const gap: GapRow = {
  kind: "gap",
  topic: "orders",
  partition: 10,
  firstOffset: "1",
  lastOffset: "2",
  text: "offsets 1–2: compacted",
  isProblem: false,
};
const rows = [
  sampleRow({ topic: "payments", partition: 0, offset: "7" }),
  sampleRow({ partition: 10, offset: "3" }),
  sampleRow({ partition: 2, offset: "5" }),
  gap,
  sampleRow({ partition: 2, offset: "4" }),
];

const words = (lines: readonly Line[]): string[] =>
  lines.map((line) => {
    if (line.kind === "gap") return "gap";
    if (line.kind === "message") return line.offset;
    return `${line.key} ${line.messages} ${line.isOpen ? "open" : "closed"}`;
  });

describe("rows in groups", () => {
  it("are left alone without a grouping", () => {
    assert.equal(groupedLines(rows, "none", new Set()), rows);
  });

  it("stand under their partition, each in the order given", () => {
    assert.deepEqual(words(groupedLines(rows, "partition", new Set())), [
      "orders/2 2 open",
      "5",
      "4",
      "orders/10 1 open",
      "3",
      "gap",
      "payments/0 1 open",
      "7",
    ]);
  });

  it("stand under their topic, and not at all where it is closed", () => {
    assert.deepEqual(words(groupedLines(rows, "topic", new Set(["orders"]))), [
      "orders 3 closed",
      "payments 1 open",
      "7",
    ]);
  });
});

describe("groups on the peek page", () => {
  let scene: Scene;
  afterEach(() => {
    scene.close();
  });

  const shown = (): string[] =>
    [...scene.dom.document.querySelectorAll(".grid-body .grid-row")].map((row) =>
      row.classList.contains("group-head")
        ? row.textContent.trim()
        : (row.querySelector(".cell-offset")?.textContent ?? "gap"),
    );
  const head = (text: string): HTMLElement => {
    const heads = [...scene.dom.document.querySelectorAll<HTMLElement>(".group-head > *")];
    const found = heads.find((one) => one.textContent.includes(text));
    if (found === undefined) throw new Error(`No group ${text}`);
    return found;
  };

  it("open and close by keys and by the pointer, and stay so over other pages", async () => {
    scene = await Scene.open(samplePage({ rows, topics: ["orders", "payments"] }), sampleOpened(), {
      more: samplePage({ rows: [sampleRow({ offset: "1", partition: 2 })] }),
    });
    scene.type("Group rows", "partition");
    await settled();
    assert.deepEqual(shown(), [
      "orders, partition 2 · 2 messages",
      "4",
      "5",
      "orders, partition 10 · 1 message",
      "gap",
      "3",
      "payments, partition 0 · 1 message",
      "7",
    ]);
    assert.equal(head("partition 2").getAttribute("aria-expanded"), "true");

    head("partition 2").focus();
    scene.dom.press("ArrowLeft");
    assert.equal(head("partition 2").getAttribute("aria-expanded"), "false");
    assert.equal(scene.dom.document.activeElement, head("partition 2"));
    assert.equal(shown().length, 6);
    scene.dom.press("Enter");
    assert.equal(shown().length, 8);
    scene.dom.click(head("partition 2"));
    assert.equal(shown().length, 6);
    scene.dom.press("ArrowDown");
    assert.equal(scene.dom.document.activeElement, head("partition 10"));

    scene.button("Older").click();
    await settled();
    assert.deepEqual(shown(), ["orders, partition 2 · 1 message"]);
    assert.equal((scene.saved as { grouping: string }).grouping, "partition");
  });

  it("take the hits of a search", async () => {
    const hit = sampleRow({ partition: 1, offset: "42" });
    scene = await Scene.open(samplePage(), sampleOpened(), {
      search: sampleSearch([hit], { isDone: true }),
      searchPoll: sampleSearch([], { isDone: true, hits: 1 }),
    });
    scene.type("Group rows", "topic");
    scene.type("Filter", "a");
    scene.button("Search from Here").click();
    await settled();
    assert.deepEqual(shown(), ["orders · 1 message", "42"]);
  });

  it("open nothing by Enter, and leave the message pane closed", async () => {
    scene = await Scene.open(samplePage({ rows }));
    scene.type("Group rows", "topic");
    const one = head("payments");
    one.focus();
    pressIn(one, " ");
    assert.equal(head("payments").getAttribute("aria-expanded"), "false");
    assert.deepEqual(scene.asked("details"), []);
  });
});
