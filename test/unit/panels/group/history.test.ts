import assert from "node:assert/strict";
import type { GroupChange } from "../../../../src/panels/group/history";
import { settled } from "../../../support/fakeClock";
import { GroupScene } from "./groupScene";

const change = (overrides: Partial<GroupChange> = {}): GroupChange => ({
  id: "20261120T140000000Z-0123abcd",
  action: "resetOffsets",
  partitions: 6,
  target: "earliest",
  topics: ["orders", "payments"],
  atMs: Date.UTC(2026, 10, 20, 14),
  outcome: "ok",
  message: "6 of 6 written and read back.",
  undoObstacle: undefined,
  ...overrides,
});

describe("the history of a group", () => {
  let scene: GroupScene;

  beforeEach(() => {
    scene = new GroupScene();
    scene.changes = [change()];
  });

  afterEach(() => {
    scene.session.dispose();
  });

  it("tells each change in words, with its outcome and whether it can be undone", async () => {
    scene.changes = [change(), change({ id: "b", undoObstacle: "It was undone already." })];
    assert.deepEqual(await scene.ask("history", {}), [
      {
        id: "20261120T140000000Z-0123abcd",
        at: "2026-11-20 14:00:00.000 UTC",
        what: "6 offsets · to earliest",
        topics: "orders, payments",
        outcome: "ok",
        message: "6 of 6 written and read back.",
        undoObstacle: null,
      },
      {
        ...(await scene.ask("history", {}))[0],
        id: "b",
        undoObstacle: "It was undone already.",
      },
    ]);
  });

  it("shows invisible characters of what brokers told", async () => {
    scene.changes = [change({ message: "re\u202efused", topics: ["or\u202eders"] })];
    const [row] = await scene.ask("history", {});
    assert.equal(row?.message, "re⟨U+202E⟩fused");
    assert.equal(row.topics, "or⟨U+202E⟩ders");
  });

  it("tells a change that another window made, once the page has asked", async () => {
    await scene.ask("history", {});
    scene.changes = [change({ id: "later" }), change()];
    scene.tellHistory();
    await settled();
    assert.deepEqual(
      scene.events("history").map((rows) => rows.map(({ id }) => id)),
      [["later", "20261120T140000000Z-0123abcd"]],
    );
  });

  it("listens no longer once the panel is closed", async () => {
    await scene.ask("history", {});
    assert.equal(scene.isHistoryWatched, true);
    scene.session.dispose();
    assert.equal(scene.isHistoryWatched, false);
  });

  it("opens the record and the undo of its own changes only", async () => {
    const { id: changeId } = change();
    await scene.ask("showChange", { changeId });
    await scene.ask("undoChange", { changeId });
    assert.deepEqual(scene.asked, [`show ${changeId}`, `undo ${changeId}`]);
    assert.match(await scene.refusal("undoChange", { changeId: "other" }), /no longer there/);
    assert.equal(scene.asked.length, 2);
  });

  it("watches nothing before the page has asked", () => {
    assert.equal(scene.isHistoryWatched, false);
  });

  it("asks the cluster nothing", async () => {
    await scene.ask("history", {});
    assert.deepEqual(scene.gateway.calls, []);
  });
});
