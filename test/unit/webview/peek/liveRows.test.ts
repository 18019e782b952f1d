import assert from "node:assert/strict";
import { arrived, followed, isFull, maxLiveRows } from "../../../../webview/peek/liveRows";
import type { LiveRows } from "../../../../webview/peek/liveRows";
import { sampleLive, sampleRows } from "./samples";

const offsets = (state: LiveRows): string[] =>
  state.held.map((row) => (row.kind === "message" ? row.offset : "gap"));

function follower(isFollowing = true): LiveRows {
  const live = { ...sampleLive(), isPaused: false, isFollowing, pending: [] };
  return { live, held: sampleRows(1, 2), notes: [] };
}

describe("the rows of a live view", () => {
  it("are shown as they arrive, and the oldest go when there are too many", () => {
    const state = arrived(follower(), sampleLive({ rows: sampleRows(3, 1) }));
    assert.deepEqual(offsets(state), ["1", "2", "3"]);
    const full = arrived(state, sampleLive({ rows: sampleRows(4, maxLiveRows - 1) }));
    assert.equal(full.held.length, maxLiveRows);
    assert.equal(offsets(full)[0], "3");
  });

  it("wait while the person looks elsewhere, and lose none", () => {
    const away = arrived(follower(false), sampleLive({ rows: sampleRows(3, 2) }));
    assert.deepEqual(offsets(away), ["1", "2"]);
    assert.equal(away.live?.pending.length, 2);
    assert.deepEqual(offsets(followed(away, true)), ["1", "2", "3", "4"]);
    assert.deepEqual(followed(away, true).live?.pending, []);
  });

  it("are asked for no more while too many wait", () => {
    const rows = sampleRows(3, maxLiveRows / 2);
    const away = arrived(follower(false), sampleLive({ rows }));
    assert.ok(isFull(away));
    assert.ok(!isFull(followed(away, true)));
  });

  it("are none without a live view", () => {
    const state = { live: undefined, held: [], notes: [] };
    assert.equal(arrived(state, sampleLive({ rows: sampleRows(1, 1) })), state);
    assert.equal(followed(state, true), state);
  });
});
