import assert from "node:assert/strict";
import { restore, usualArrangement } from "../../../../webview/peek/savedView";
import { sampleOpened, sampleQuery } from "./samples";

const opened = sampleOpened();

describe("the saved view", () => {
  it("brings the arrangement back, of another read too", () => {
    const saved = {
      query: { ...sampleQuery, pageSize: 5 },
      order: "oldestFirst",
      columns: [{ id: "value", widthPx: 300 }],
      density: "compact",
      groupId: "billing",
      detailPercent: 60,
      isPartitionsOpen: true,
      isLive: true,
    };
    const { arrangement, order, isLive } = restore(opened, saved);
    assert.deepEqual(arrangement.columns[0], { id: "value", widthPx: 300 });
    const { density, groupId, detailPercent, isPartitionsOpen } = arrangement;
    assert.deepEqual([density, groupId, detailPercent], ["compact", "billing", 60]);
    assert.ok(isPartitionsOpen);
    assert.deepEqual([order, isLive], ["newestFirst", false]);
  });

  it("brings order and live view back of the same read only", () => {
    const { order, isLive } = restore(opened, {
      query: sampleQuery,
      order: "oldestFirst",
      isLive: true,
    });
    assert.deepEqual([order, isLive], ["oldestFirst", true]);
  });

  it("is not believed", () => {
    const broken = [
      undefined,
      null,
      "text",
      { columns: "all", density: 3, groupId: {}, detailPercent: 1000, isPartitionsOpen: "yes" },
      { columns: [null, { id: 3 }, { id: "key", widthPx: "wide" }, { id: "key", isHidden: 1 }] },
    ];
    for (const saved of broken) {
      assert.deepEqual(restore(opened, saved).arrangement, usualArrangement);
    }
  });

  it("has a column for each path that is asked for", () => {
    const query = { ...sampleQuery, columnPaths: ["$.total"] };
    const { arrangement } = restore(sampleOpened({ query }), undefined);
    assert.equal(arrangement.columns.at(-1)?.id, "path:$.total");
  });
});
