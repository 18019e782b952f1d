import assert from "node:assert/strict";
import axe from "axe-core";
import type { SavedView } from "../../../../src/panels/peek/protocol/savedView";
import { sampleOpened, samplePage, sampleRow, sampleTable } from "./samples";
import { Scene, settled } from "./scene";

describe("the peek page", () => {
  let scene: Scene | undefined;
  afterEach(() => {
    scene?.close();
  });

  async function open(...args: Parameters<typeof Scene.open>): Promise<Scene> {
    scene = await Scene.open(...args);
    return scene;
  }

  it("asks for its state, then reads where the panel was opened", async () => {
    const { methods, dom } = await open();
    assert.deepEqual(methods, ["open", "read"]);
    assert.equal(dom.findAll(".grid-body [role=row]").length, 2);
  });

  it("reads nothing when the host still holds the page", async () => {
    const { methods, dom } = await open("never", sampleOpened({ page: samplePage() }));
    assert.deepEqual(methods, ["open"]);
    assert.equal(dom.findAll(".grid-body [role=row]").length, 2);
  });

  it("shows null, empty and tombstone as words in another style, and hostile text as text", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    const rows = [
      sampleRow({
        key: { kind: "missing", text: "", sizeBytes: 0 },
        value: { kind: "missing", text: "", sizeBytes: 0 },
      }),
      sampleRow({ offset: "2", value: { kind: "empty", text: "", sizeBytes: 0 } }),
      sampleRow({ offset: "3", value: { kind: "text", text: hostile, sizeBytes: 28 } }),
      sampleRow({ offset: "4", value: { kind: "text", text: "tombstone", sizeBytes: 9 } }),
    ];
    const { dom } = await open(samplePage({ rows }), sampleOpened({ order: "oldestFirst" }));
    const cells = dom.findAll(".grid-body .cell-value");
    assert.deepEqual(
      cells.map((cell) => cell.textContent),
      ["tombstone", "empty", hostile, "tombstone"],
    );
    assert.deepEqual(
      cells.map((cell) => cell.firstElementChild?.className),
      ["badge badge-tombstone", "quiet", "mono", "mono"],
    );
    assert.equal(dom.findAll("img").length, 0);
  });

  it("shows gaps as quiet rows", async () => {
    const gap = {
      kind: "gap" as const,
      topic: "orders",
      partition: 0,
      firstOffset: "5",
      lastOffset: "6",
      text: "offsets 5–6 hold no messages: 1 transaction marker, 1 aborted",
      isProblem: false,
    };
    const opened = await open(samplePage({ rows: [gap] }));
    assert.equal(
      opened.text(".grid-full"),
      "Partition 0: offsets 5–6 hold no messages: 1 transaction marker, 1 aborted",
    );
    opened.dom.close();
    const several = await open(samplePage({ rows: [gap], topics: ["orders", "payments"] }));
    assert.match(several.text(".grid-full"), /^orders, partition 0: offsets 5–6/);
  });

  it("says what went wrong and reads again on Retry", async () => {
    const opened = await open(new Error("No answer from a:1. Try again."));
    assert.match(opened.text(".notice.error"), /No answer from a:1\. Try again\./);
    opened.button("Retry").click();
    await settled();
    assert.deepEqual(opened.methods, ["open", "read", "read"]);
  });

  it("says that there are no messages", async () => {
    const empty = "This topic holds no messages yet.";
    const opened = await open(samplePage({ rows: [], empty }));
    assert.equal(opened.text(".empty"), empty);
    assert.ok(opened.dom.find(".message-grid").hidden);
  });

  it("stops reading by the button and by Escape", async () => {
    const opened = await open("never");
    opened.button("Stop").click();
    await settled();
    assert.equal(opened.methods.at(-1), "cancel");
    assert.ok(opened.button("Stop").hasAttribute("disabled"));
    opened.button("Read").click();
    opened.dom.find(".toggle").focus();
    opened.dom.press("Escape");
    await settled();
    assert.equal(opened.methods.filter((method) => method === "cancel").length, 2);
  });

  it("reads at the offset that was typed", async () => {
    const opened = await open();
    opened.dom.choose(opened.dom.find("[aria-label=From]"), "offset");
    opened.dom.choose(opened.dom.find(".position-value"), "19,204");
    opened.button("Read").click();
    await settled();
    const { position } = opened.lastParams("read") as SavedView["query"];
    assert.deepEqual(position, { kind: "offset", offset: "19204" });
  });

  it("asks the host nothing while the offset is not valid", async () => {
    const opened = await open();
    opened.dom.choose(opened.dom.find("[aria-label=From]"), "offset");
    opened.dom.choose(opened.dom.find(".position-value"), "soon");
    opened.button("Read").click();
    await settled();
    assert.deepEqual(opened.methods, ["open", "read"]);
    assert.match(opened.text(".notice.error"), /whole number/);
  });

  it("pages older and newer", async () => {
    const opened = await open(samplePage(), sampleOpened(), { more: samplePage() });
    opened.button("Older").click();
    await settled();
    opened.button("Newer").click();
    await settled();
    assert.deepEqual(opened.methods.slice(2), ["more", "more"]);
  });

  it("shows the message that was clicked, then follows the keys", async () => {
    const opened = await open();
    const cell = opened.dom.find(".grid-body .cell-value");
    opened.dom.click(cell);
    await settled();
    assert.ok(!opened.dom.find(".detail").hidden);
    assert.equal(opened.text(".detail-body pre"), '{\n  "id": 9007199254740993\n}');
    opened.dom.click(opened.button("Raw"));
    assert.equal(opened.text(".detail-body pre"), '{"id":9007199254740993}');
  });

  it("opens the message by Enter, and goes back to the row by Escape", async () => {
    const opened = await open();
    opened.dom.find(".grid-body [tabindex='0']").focus();
    opened.dom.press("Enter");
    await settled();
    assert.equal(opened.focusedRole(), "tab");
    opened.dom.press("Escape");
    assert.ok(opened.dom.find(".detail").hidden);
    assert.equal(opened.focusedRole(), "gridcell");
  });

  it("asks the host to copy and to open by the message's place only", async () => {
    const opened = await open(samplePage(), sampleOpened(), { copy: null, openMessage: null });
    opened.dom.click(opened.dom.find(".grid-body .cell-value"));
    await settled();
    opened.button("Copy").click();
    opened.button("Open as Document").click();
    const message = { topic: "orders", partition: 0, offset: "19205" };
    assert.deepEqual(opened.lastParams("copy"), { ...message, part: "value" });
    assert.deepEqual(opened.lastParams("openMessage"), message);
  });

  it("keeps where it is, and never a message, over a reload", async () => {
    const { saved } = await open();
    assert.deepEqual(Object.keys(saved as object).sort(), [
      "clusterId",
      "columns",
      "density",
      "detailPercent",
      "grouping",
      "isPartitionsOpen",
      "order",
      "query",
    ]);
  });

  it("never names another time zone than the one its times are in", async () => {
    const inParis = samplePage({ timeZone: "Europe/Paris" });
    const opened = await open("never", sampleOpened(), { format: inParis });
    opened.dom.choose(opened.dom.find("[aria-label='Time zone']"), "Europe/Paris");
    const [read] = opened.sent.filter((one) => "method" in one && one.method === "read");
    assert.ok(read && "id" in read);
    opened.answer(read.id, samplePage());
    await settled();
    assert.equal(opened.methods.at(-1), "format");
    assert.match(opened.text(".grid-head"), /Time \(Europe\/Paris\)/);
    assert.equal((opened.saved as SavedView).query.timeZone, "Europe/Paris");
  });

  it("keeps the chosen order over hiding, however the host orders a query's properties", async () => {
    const { position, ...rest } = sampleOpened().query;
    const query = { ...rest, position };
    const held = sampleOpened({ query, page: samplePage() });
    const saved = { query: { position, ...rest }, order: "oldestFirst" };
    const opened = await open("never", held, {}, saved);
    assert.equal(opened.text(".grid-body .cell-offset"), "19,204");
  });

  it("reads where the panel is opened again", async () => {
    const opened = await open();
    const query = { ...sampleOpened().query, position: { kind: "earliest" } };
    opened.host.receive({ event: "seek", payload: query });
    await settled();
    assert.equal(opened.methods.at(-2), "read");
    const { position } = opened.lastParams("read") as SavedView["query"];
    assert.deepEqual(position, { kind: "earliest" });
  });

  it("has no violation of the rules for accessible pages that jsdom can check", async () => {
    const opened = await open(samplePage(), sampleOpened(), { partitions: sampleTable() });
    opened.dom.click(opened.dom.find(".grid-body .cell-value"));
    opened.button("2 partitions").click();
    opened.button("Columns…").click();
    opened.button("More Actions…").click();
    await settled();
    // Both need a canvas or a layout.
    const rules = {
      "color-contrast": { enabled: false },
      "label-content-name-mismatch": { enabled: false },
    };
    const { violations } = await axe.run(opened.dom.document.documentElement, { rules });
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      [],
    );
  }).timeout(10_000);
});
