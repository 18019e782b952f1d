import assert from "node:assert/strict";
import type { SearchPage } from "../../../../src/panels/peek/protocol/streams";
import { sampleOpened, samplePage, sampleRows, sampleSearch } from "./samples";
import { Scene, settled, until } from "./scene";

describe("a search in the peek page", () => {
  let scene: Scene;
  let found: SearchPage[] = [];

  async function openSearch(): Promise<void> {
    const answers = {
      search: sampleSearch([]),
      searchPoll: () => found.shift() ?? sampleSearch([]),
      searchStop: sampleSearch(sampleRows(9, 1), { hits: 3, isDone: true }),
      searchResume: sampleSearch([]),
      format: samplePage(),
    };
    scene = await Scene.open(samplePage(), sampleOpened(), answers);
    scene.dom.choose(scene.dom.find("[aria-label=Filter]"), "refund");
    scene.button("Search from Here").click();
    await settled();
  }

  beforeEach(() => {
    found = [];
  });

  afterEach(() => {
    scene.close();
  });

  it("needs a filter", async () => {
    scene = await Scene.open();
    assert.ok(scene.button("Search from Here").hasAttribute("disabled"));
  });

  it("tells how many partitions there are, with the table never opened", async () => {
    await openSearch();
    assert.match(scene.text(".activity-text"), /^Searching/);
    assert.ok(scene.button("2 partitions"));
  });

  it("shows hits as they come, and how far it is", async () => {
    found.push(sampleSearch(sampleRows(1, 2), { hits: 2 }));
    await openSearch();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2"]);
    });
    assert.match(
      scene.text(".activity-text"),
      /^Searching: 2 hits · 50 of 200 offsets · 1,000 offsets\/s · 2 min left$/,
    );
    const bar = scene.dom.find("[role=progressbar]");
    assert.equal(bar.getAttribute("aria-valuenow"), "25");
  });

  it("ends by itself, and says that nothing matched", async () => {
    found.push(sampleSearch([], { isDone: true, scannedOffsets: "200" }));
    await openSearch();
    await until(() => {
      assert.match(scene.text(".activity-text"), /^Search done: 0 hits/);
    });
    assert.equal(scene.text(".empty"), "No message searched matches.");
    assert.ok(scene.button("Stop", ".toolbar").hasAttribute("disabled"));
  });

  it("says that there may be more than it shows", async () => {
    found.push(sampleSearch(sampleRows(1, 1), { hits: 1, isDone: true, isFull: true }));
    await openSearch();
    await until(() => {
      assert.match(scene.text(".activity-text"), /^Search stopped: .*there may be more/);
    });
  });

  it("stops with the hits that came last, and goes on", async () => {
    found.push(sampleSearch(sampleRows(1, 2), { hits: 2 }));
    await openSearch();
    await until(() => {
      assert.equal(scene.offsets().length, 2);
    });
    scene.button("Stop", ".activity").click();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2", "9"]);
    });
    assert.match(scene.text(".activity-text"), /^Search stopped/);
    found.push(sampleSearch(sampleRows(10, 1), { hits: 4, isDone: true, scannedOffsets: "200" }));
    scene.button("Resume", ".activity").click();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2", "9", "10"]);
    });
    assert.equal(scene.asked("searchResume").length, 1);
  });

  it("takes the hits that are left when it is done", async () => {
    found.push(sampleSearch(sampleRows(1, 2), { hits: 3, isDone: true, scannedOffsets: "200" }));
    found.push(sampleSearch(sampleRows(3, 1), { hits: 3, isDone: true, scannedOffsets: "200" }));
    await openSearch();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2", "3"]);
    });
    assert.match(scene.text(".activity-text"), /^Search done: 3 hits/);
  });

  it("shows each hit once, also those formatted anew meanwhile", async () => {
    found.push(sampleSearch(sampleRows(1, 2), { hits: 2 }));
    await openSearch();
    await until(() => {
      assert.equal(scene.offsets().length, 2);
    });
    scene.answers["format"] = samplePage({ rows: sampleRows(1, 3) });
    scene.type("Value shown as", "hex");
    await until(() => {
      assert.equal(scene.offsets().length, 3);
    });
    found.push(sampleSearch(sampleRows(3, 2), { hits: 4 }));
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2", "3", "4"]);
    });
  });

  it("is followed again after the page was hidden", async () => {
    const held = samplePage({ rows: sampleRows(1, 2) });
    const { progress } = sampleSearch([], { hits: 2 });
    const opened = sampleOpened({ page: held, search: progress, order: "oldestFirst" });
    const last = { hits: 3, isDone: true, scannedOffsets: "200" };
    scene = await Scene.open("never", opened, {
      searchPoll: sampleSearch(sampleRows(3, 1), last),
    });
    await until(() => {
      assert.deepEqual(scene.offsets(), ["1", "2", "3"]);
    });
    assert.match(scene.text(".activity-text"), /^Search done: 3 hits/);
    assert.deepEqual(scene.asked("search"), []);
  });

  it("is ended by a read", async () => {
    await openSearch();
    scene.button("Read").click();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["19,204", "19,205"]);
    });
    assert.ok(scene.dom.find(".activity").hidden);
  });
});
