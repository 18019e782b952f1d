import assert from "node:assert/strict";
import type { LivePage } from "../../../../src/panels/peek/protocol/streams";
import { sampleLive, sampleOpened, samplePage, sampleQuery, sampleRows } from "./samples";
import { Scene, settled, until } from "./scene";

describe("a live view in the peek page", () => {
  let scene: Scene;
  let arrivals: LivePage[] = [];

  /** Each poll gets the next of `arrivals`, then pages without rows. */
  async function openLive(page = samplePage(), saved?: unknown): Promise<void> {
    const answers = {
      live: sampleLive(),
      livePoll: () => arrivals.shift() ?? sampleLive(),
      liveStop: samplePage({ rows: sampleRows(1, 3) }),
      livePause: null,
      liveSeek: null,
    };
    scene = await Scene.open(page, sampleOpened(), answers, saved);
    if (saved === undefined) scene.button("Live").click();
    await settled();
  }

  beforeEach(() => {
    arrivals = [];
  });

  afterEach(() => {
    scene.close();
  });

  const polls = (): number => scene.asked("livePoll").length;

  it("goes on from the page that ends at the partitions' ends", async () => {
    await openLive();
    assert.deepEqual(scene.lastParams("live"), { ...sampleQuery, from: "page" });
    assert.deepEqual(scene.offsets(), ["19,205", "19,204"]);
  });

  it("begins at the ends after a page that does not end there", async () => {
    await openLive(samplePage({ hasNewer: true }));
    assert.deepEqual(scene.lastParams("live"), { ...sampleQuery, from: "end" });
    assert.match(scene.text(".empty"), /Waiting for new messages/);
  });

  it("shows arrivals on top, with rates, latency, what was asked, and how far the end is", async () => {
    const rates = { messagesPerSecond: 1234, bytesPerSecond: 2048, left: "12345" };
    const totals = { fetchMs: 11.6, requests: 42, bytes: 3 * 1024 * 1024 };
    arrivals.push(sampleLive({ rows: sampleRows(19206, 2), ...rates, ...totals }));
    await openLive();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["19,207", "19,206", "19,205", "19,204"]);
    });
    assert.match(
      scene.text(".activity-text"),
      /^Live · 1,234 messages\/s · 2 KB\/s · fetch 12 ms · 42 requests · 3 MB · 12,345 to the end$/,
    );
    assert.match(scene.text("[aria-live=polite].visually-hidden"), /Live view started/);
  });

  it("tells how many partitions there are, with the table never opened", async () => {
    await openLive();
    await until(() => {
      assert.match(scene.text(".activity-text"), /^Live · /);
    });
    assert.ok(scene.button("2 partitions"));
  });

  it("asks no more while paused, and goes on afterwards", async () => {
    await openLive();
    scene.button("Pause", ".activity").click();
    await until(() => {
      assert.equal(scene.text(".activity-text"), "Paused: goes on from here, without a gap");
    });
    const before = polls();
    arrivals.push(sampleLive({ rows: sampleRows(19206, 1) }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.ok(polls() <= before + 1);
    scene.button("Resume", ".activity").click();
    await until(() => {
      assert.equal(scene.offsets()[0], "19,206");
    });
  });

  it("keeps arrivals back while the person looks elsewhere", async () => {
    await openLive();
    const grid = scene.dom.find(".grid");
    grid.scrollTop = 200;
    grid.dispatchEvent(new window.Event("scroll"));
    arrivals.push(sampleLive({ rows: sampleRows(19206, 2) }));
    await until(() => scene.button("2 New"));
    assert.equal(scene.offsets()[0], "19,205");
    scene.button("2 New").click();
    assert.equal(scene.offsets()[0], "19,207");
    assert.equal(grid.scrollTop, 0);
  });

  it("ends with what was shown held as a page", async () => {
    await openLive();
    scene.button("Stop", ".toolbar").click();
    await until(() => {
      assert.deepEqual(scene.offsets(), ["3", "2", "1"]);
    });
    assert.equal(scene.methods.at(-1), "liveStop");
    assert.ok(scene.dom.find(".activity").hidden);
    assert.ok(scene.button("Newer").hasAttribute("disabled"));
    scene.button("Live").click();
    await until(() => {
      assert.equal(scene.asked("live").length, 2);
    });
    assert.deepEqual(scene.lastParams("live"), { ...sampleQuery, from: "page" });
  });

  it("says what went wrong, keeps the rows, and goes on by Retry", async () => {
    await openLive();
    scene.answers["livePoll"] = new Error("No answer from a:1.");
    await until(() => {
      assert.match(scene.text(".notice.error"), /No answer from a:1/);
    });
    assert.equal(scene.offsets().length, 2);
    scene.answers["livePoll"] = sampleLive({ rows: sampleRows(19206, 1) });
    scene.button("Retry").click();
    await until(() => {
      assert.equal(scene.offsets()[0], "19,206");
    });
    assert.equal(scene.asked("live").length, 1);
  });

  it("follows again after it was hidden", async () => {
    const saved = { query: sampleQuery, order: "newestFirst", isLive: true };
    await openLive(samplePage(), saved);
    await until(() => {
      assert.deepEqual(scene.lastParams("live"), { ...sampleQuery, from: "page" });
    });
  });

  it("is shown in another time zone between two arrivals", async () => {
    await openLive();
    scene.answers["format"] = samplePage({ timeZone: "Europe/Paris", rows: sampleRows(7, 1) });
    scene.dom.choose(scene.dom.find("[aria-label='Time zone']"), "Europe/Paris");
    await until(() => {
      assert.match(scene.text(".grid-head"), /Europe\/Paris/);
    });
    assert.deepEqual(scene.offsets(), ["7"]);
    assert.match(scene.text(".activity-text"), /^Live/);
  });
});
