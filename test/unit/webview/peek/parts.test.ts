import assert from "node:assert/strict";
import type { Query } from "../../../../src/panels/peek/protocol/query";
import type { SavedView } from "../../../../src/panels/peek/protocol/savedView";
import { sampleDetails, sampleOpened, samplePage, sampleRow } from "./samples";
import { Scene, pressIn, settled } from "./scene";

describe("the parts of the peek page", () => {
  let scene: Scene;

  async function open(...args: Parameters<typeof Scene.open>): Promise<void> {
    scene = await Scene.open(...args);
  }

  async function openMessage(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await open(samplePage(), sampleOpened(), more);
    scene.dom.click(scene.dom.find(".grid-body .cell-value"));
    await settled();
  }

  const lastRead = (): Query => scene.lastParams("read") as Query;

  afterEach(() => {
    scene.close();
  });

  describe("the toolbar", () => {
    const message = { topic: "orders", partition: 0, offset: "19205" };

    it("reads at every kind of position", async () => {
      await open();
      const cases: readonly (readonly [Record<string, string>, Query["position"]])[] = [
        [{ From: "earliest" }, { kind: "earliest" }],
        [
          { From: "last", "Offsets before the end": "50" },
          { kind: "last", count: 50 },
        ],
        [
          { From: "timestamp", Timestamp: "2 h ago" },
          { kind: "timestamp", text: "2 h ago" },
        ],
        [
          { From: "timeRange", "From time": "2 h ago", "To time": "1 h ago" },
          { kind: "timeRange", from: "2 h ago", to: "1 h ago" },
        ],
        [
          { From: "committed", Group: "billing", "Offsets before the commit": "3" },
          { kind: "committed", groupId: "billing", before: 3 },
        ],
        [
          { "Offsets from the commit on; empty: to the end": "2" },
          { kind: "committed", groupId: "billing", before: 3, after: 2 },
        ],
      ];
      for (const [entries, position] of cases) {
        for (const [label, value] of Object.entries(entries)) scene.type(label, value);
        scene.button("Read").click();
        await settled();
        assert.deepEqual(lastRead().position, position);
      }
    });

    it("has words before the fields that stand around a group's commits, and only then", async () => {
      await open();
      const words = (): string[] =>
        scene.dom
          .findAll(".position-word")
          .filter(({ hidden }) => !hidden)
          .map(({ textContent }) => textContent);
      assert.deepEqual(words(), []);
      scene.type("From", "committed");
      assert.deepEqual(words(), ["before", "after"]);
      scene.type("From", "timeRange");
      assert.deepEqual(words(), []);
    });

    it("filters what is held on Enter, and reads with the filter", async () => {
      const filtered = samplePage({ rows: [], totals: { ...samplePage().totals, filteredOut: 2 } });
      await open(samplePage(), sampleOpened(), { format: filtered });
      scene.button("Regular Expression").click();
      scene.button("Match Case").click();
      scene.type("Look in", "key");
      scene.type("Filter", "^a+$");
      pressIn(scene.dom.find("[aria-label=Filter]"), "Enter");
      await settled();
      const filter = { kind: "regex", text: "^a+$", isCaseSensitive: true, parts: ["key"] };
      assert.deepEqual((scene.lastParams("format") as Query).filter, filter);
      assert.match(scene.text(".empty"), /None of the messages read here matches/);
      scene.button("Read").click();
      await settled();
      assert.deepEqual(lastRead().filter, filter);
    });

    it("has what was read shown by another decoding at once", async () => {
      await open(samplePage(), sampleOpened(), { format: samplePage() });
      scene.type("Value shown as", "hex");
      await settled();
      const { decodings } = scene.lastParams("format") as Query;
      assert.deepEqual(decodings, { key: "auto", value: "hex" });
      assert.deepEqual(scene.lastParams("details"), undefined);
    });

    it("is reached by keys from the rows", async () => {
      await open();
      scene.dom.find(".grid-body [tabindex='0']").setAttribute("tabindex", "0");
      const cell = scene.dom.find(".grid-body [tabindex='0']");
      const filter = scene.dom.find("[aria-label=Filter]");
      filter.tabIndex = 0;
      cell.focus();
      scene.dom.press("/");
      assert.equal(scene.dom.document.activeElement, filter);
      scene.dom.press("c");
      assert.deepEqual(scene.asked("compare"), []);
    });

    it("compares two messages by c", async () => {
      await open(samplePage(), sampleOpened(), { compare: null });
      scene.dom.find(".grid-body [tabindex='0']").focus();
      scene.dom.press("c");
      scene.dom.press("ArrowDown");
      scene.dom.press("c");
      await settled();
      const other = { ...message, offset: "19204" };
      assert.deepEqual(scene.lastParams("compare"), { left: message, right: other });
    });
  });

  describe("the grid", () => {
    it("marks aborted and open transactions, and says why a decoding failed", async () => {
      const problem = "Schema 12 is not in the registry.";
      const rows = [
        sampleRow({ offset: "1", transaction: "aborted" }),
        sampleRow({ offset: "2", transaction: "open" }),
        sampleRow({
          offset: "3",
          value: { kind: "binary", text: "00", sizeBytes: 1, problem },
        }),
      ];
      await open(samplePage({ rows }), sampleOpened({ order: "oldestFirst" }));
      const badges = scene.dom.findAll(".grid-body .badge").map((one) => one.textContent);
      assert.deepEqual(badges, ["aborted", "open"]);
      assert.equal(scene.dom.findAll(".cell-value")[3]?.title, problem);
    });

    it("has columns of a person's own, which are asked for and kept", async () => {
      const rows = [sampleRow({ columns: ["12.50"] })];
      await open(samplePage(), sampleOpened(), { format: samplePage({ rows }) });
      scene.button("Columns…").click();
      scene.type("JSON path of another column", "$.total");
      scene.button("Add").click();
      await settled();
      assert.deepEqual((scene.lastParams("format") as Query).columnPaths, ["$.total"]);
      assert.equal(scene.text(".grid-body .cell-path"), "12.50");
      assert.deepEqual((scene.saved as SavedView).columns?.at(-1), { id: "path:$.total" });
      scene.button("Remove $.total").click();
      await settled();
      assert.equal(scene.dom.findAll(".cell-path").length, 0);
    });

    it("has its columns hidden, moved and resized without another question", async () => {
      await open();
      scene.button("Columns…").click();
      const before = scene.methods.length;
      const key = scene.dom.find('[data-control="show key"]') as HTMLElement & { checked: boolean };
      key.checked = false;
      key.dispatchEvent(new window.Event("change"));
      scene.button("Move Offset Up").click();
      scene.button("Make Offset Wider").click();
      const titles = scene.dom.findAll("[role=columnheader]").map((one) => one.textContent);
      assert.deepEqual(titles, ["Offset", "Partition", "Time (UTC)", "Value", "Headers"]);
      const kept = (scene.saved as SavedView).columns?.find(({ id }) => id === "offset");
      assert.ok((kept?.widthPx ?? 0) >= 40);
      assert.equal(scene.methods.length, before);
    });

    it("stands closer when it is wanted compact", async () => {
      await open(samplePage(), sampleOpened(), {}, { density: "compact" });
      const height = scene.dom.find(".grid").style.getPropertyValue("--grid-row-height");
      assert.equal(height, "18px");
      assert.equal(scene.offsets().length, 2);
    });
  });

  describe("the histogram", () => {
    const startMs = Date.UTC(2026, 10, 20, 14);
    const histogram = {
      startsMs: [0, 1, 2, 3].map((bar) => startMs + bar * 60_000),
      counts: [5, 0, 2, 1],
      intervalMs: 60_000,
    };

    it("reads the span chosen by keys", async () => {
      await open(samplePage({ histogram }));
      const plot = scene.dom.find(".histogram-plot");
      pressIn(plot, "ArrowRight");
      assert.equal(
        plot.getAttribute("aria-valuetext"),
        "3 messages · 2026-11-20 14:01:00.000 – 2026-11-20 14:04:00.000",
      );
      pressIn(plot, "Enter");
      await settled();
      assert.deepEqual(lastRead().position, {
        kind: "timeRange",
        from: "2026-11-20 14:01:00.000",
        to: "2026-11-20 14:04:00.000",
      });
    });

    it("is not there without times", async () => {
      await open();
      assert.ok(scene.dom.find(".histogram").hidden);
    });
  });

  describe("the message pane", () => {
    const message = { topic: "orders", partition: 0, offset: "19205" };

    it("says how a value was decoded, and why it could not be", async () => {
      const { value } = sampleDetails();
      const details = sampleDetails({
        value: { ...value, decodedAs: "Avro, schema 12 (orders-value)", problem: "Not all of it." },
      });
      await openMessage({ details });
      assert.match(scene.text(".detail-body"), /^Not all of it\.Avro, schema 12/);
    });

    it("has its rarer actions in menus", async () => {
      await openMessage({ copy: null, openContent: null, commitHere: null, resend: null });
      scene.menu("Copy As…", "Copy kcat Command");
      scene.menu("More Actions…", "Save Value to File…");
      scene.menu("More Actions…", "Skip This Message…");
      scene.menu("More Actions…", "Re-send…");
      await settled();
      assert.deepEqual(scene.lastParams("copy"), { ...message, part: "kcat" });
      assert.deepEqual(scene.lastParams("openContent"), { ...message, part: "value", to: "file" });
      assert.deepEqual(scene.lastParams("commitHere"), { ...message, skip: 1 });
      assert.deepEqual(scene.lastParams("resend"), message);
    });

    it("says why nothing may be written", async () => {
      await open(samplePage(), sampleOpened({ writeObstacle: "demo is read-only." }));
      scene.dom.click(scene.dom.find(".grid-body .cell-value"));
      await settled();
      scene.button("More Actions…").click();
      const item = scene.dom
        .findAll("[role=menuitem]")
        .find((one) => one.textContent.startsWith("Commit Group to Here"));
      assert.equal(item?.getAttribute("aria-disabled"), "true");
      assert.match(item.textContent, /demo is read-only\.$/);
      item.click();
      assert.deepEqual(scene.asked("commitHere"), []);
    });

    it("tests the filter on the message, until the filter is another", async () => {
      await openMessage({ testFilter: { outcome: "failed", problem: "No field total." } });
      scene.button("Expression (CEL)").click();
      scene.type("Filter", "value.total > 3");
      scene.button("Test Filter").click();
      await settled();
      assert.equal(scene.text(".detail-test"), "No field total.");
      scene.type("Filter", "value.total > 4");
      assert.ok(scene.dom.find(".detail-test").hidden);
    });

    it("takes the part of the room that was chosen, and keeps it", async () => {
      await openMessage();
      pressIn(scene.dom.find("[role=separator]"), "ArrowUp");
      assert.equal(scene.dom.find(".detail").style.flexBasis, "46%");
      assert.equal((scene.saved as SavedView).detailPercent, 46);
    });
  });

  describe("the status line", () => {
    it("exports, opens the metrics and the settings, and duplicates in the order shown", async () => {
      await open(samplePage(), sampleOpened(), {
        export: null,
        showMetrics: null,
        openSettings: null,
        duplicate: null,
      });
      scene.type("Order", "oldestFirst");
      scene.menu("Export…", "Whole Range from the Position as CSV…");
      scene.button("Metrics").click();
      scene.button("Fetch Settings…").click();
      scene.button("Duplicate").click();
      await settled();
      const asked = ["export", "showMetrics", "openSettings", "duplicate"];
      assert.deepEqual(scene.methods.slice(-4), asked);
      assert.deepEqual(scene.lastParams("duplicate"), { order: "oldestFirst" });
      assert.deepEqual(scene.lastParams("export"), { what: "range", format: "csv" });
    });

    it("tells a failure of an action, and the rows stay", async () => {
      await open(samplePage(), sampleOpened(), { showMetrics: new Error("It was closed.") });
      scene.button("Metrics").click();
      await settled();
      assert.match(scene.text(".notice.error"), /It was closed/);
      assert.equal(scene.offsets().length, 2);
    });
  });
});
