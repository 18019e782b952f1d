import assert from "node:assert/strict";
import type { HistoryRow } from "../../../../src/panels/group/protocol";
import { GroupScene, settled } from "./groupScene";
import { sampleView } from "./samples";

const row = (overrides: Partial<HistoryRow> = {}): HistoryRow => ({
  id: "a",
  at: "2026-11-20 14:00:00.000 UTC",
  what: "6 offsets · to earliest",
  topics: "orders",
  outcome: "ok",
  message: "6 of 6 written and read back.",
  undoObstacle: null,
  ...overrides,
});

describe("the History tab of the group page", () => {
  let scene: GroupScene;

  const open = async (history: readonly HistoryRow[]): Promise<void> => {
    scene = new GroupScene({ open: sampleView(), history, undoChange: null, showChange: null });
    await scene.start();
    await scene.choose("History");
  };

  afterEach(() => {
    scene.dom.close();
  });

  it("tells what was changed, when and how it went", async () => {
    await open([row()]);
    assert.equal(scene.text(".change-what"), "6 offsets · to earliest");
    assert.equal(scene.text(".change-time"), "2026-11-20 14:00:00.000 UTC");
    assert.equal(scene.text(".change-outcome"), "Done: 6 of 6 written and read back.");
  });

  it("says so where nothing was changed yet", async () => {
    await open([]);
    const told = scene.texts(".empty").join();
    assert.match(told, /Nothing was changed of this group from this computer yet\./);
  });

  it("asks for the undo and the record of a change by its id", async () => {
    await open([row()]);
    scene.button("Undo…").click();
    assert.deepEqual(scene.lastCall, ["undoChange", { changeId: "a" }]);
    scene.button("Show").click();
    assert.deepEqual(scene.lastCall, ["showChange", { changeId: "a" }]);
  });

  it("says why a change cannot be undone, and offers no undo", async () => {
    await open([row({ undoObstacle: "This change was undone already." })]);
    assert.equal(scene.text(".change-obstacle"), "This change was undone already.");
    assert.ok(scene.button("Undo…").hasAttribute("disabled"));
    const before = scene.calls.length;
    scene.button("Undo…").click();
    assert.equal(scene.calls.length, before);
  });

  it("shows a change that comes while it is open", async () => {
    await open([row()]);
    scene.emit("history", [row({ id: "b", what: "6 offsets · undo" }), row()]);
    await settled();
    assert.deepEqual(scene.texts(".change-what"), ["6 offsets · undo", "6 offsets · to earliest"]);
  });

  it("tells a change whose outcome nobody saw", async () => {
    await open([row({ outcome: "unknown", message: "" })]);
    assert.match(scene.text(".change-outcome"), /^Outcome not known: The window was closed/);
  });

  it("shows markup as text", async () => {
    await open([row({ topics: "<img src=x>" })]);
    assert.equal(scene.text(".change-topics"), "<img src=x>");
  });
});
