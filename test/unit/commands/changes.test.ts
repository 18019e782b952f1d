import assert from "node:assert/strict";
import type { ChangeRecord } from "../../../src/changes/changeRecord";
import { changeCommands } from "../../../src/commands/changes";
import { toShownChanges } from "../../../src/commands/changeSource";
import type { ChangeNode } from "../../../src/views/changeNodes";
import { aChange, writable } from "../../support/changes";
import { fakeWindow } from "../../support/vscode";
import { scene, type Scene } from "./resetScene";

const first = aChange();
const undoOfFirst = aChange({
  id: "20261120T150000000Z-0123abcd",
  action: "undo",
  undoes: first.id,
  partitions: [
    { topic: "orders", partition: 0, before: "0", after: "40", metadata: "", leaderEpoch: -1 },
  ],
});

const nodeOf = (record: ChangeRecord, all: readonly ChangeRecord[]): ChangeNode => {
  const change = toShownChanges(all, writable).find(({ id }) => id === record.id);
  assert.ok(change);
  return { kind: "change", change };
};

interface Changes extends Scene {
  readonly changes: ReturnType<typeof changeCommands>;
  readonly saved: { readonly name: string; readonly text: string }[];
}

const changesScene = (...records: readonly ChangeRecord[]): Changes => {
  const made = scene();
  made.records = records;
  const saved: Changes["saved"] = [];
  const saveFile = (file: Changes["saved"][number]): Promise<void> => {
    saved.push(file);
    return Promise.resolve();
  };
  return { ...made, saved, changes: changeCommands({ ...made.services, saveFile }) };
};

describe("the commands about recent changes", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("open the preview of undoing the last change that can be undone", async () => {
    const { changes, shown } = changesScene(
      aChange({ id: "20261120T160000000Z-0123abcd", outcome: { ...unwritten } }),
      first,
    );
    await changes["kafkaOffsets.undoLastChange"]();
    const { target, groupId } = shown().request;
    assert.ok(target.to === "restore");
    assert.deepEqual([groupId, target.changeId, target.refusal], ["billing", first.id, undefined]);
  });

  it("say that there is nothing to undo", async () => {
    const { changes, panels } = changesScene();
    await assert.rejects(
      changes["kafkaOffsets.undoLastChange"](),
      /no change that could be undone/,
    );
    await assert.rejects(changes["kafkaOffsets.exportChanges"](), /Nothing was changed yet/);
    assert.deepEqual(panels, []);
  });

  it("can undo an undo", async () => {
    const { changes, shown } = changesScene(undoOfFirst, first);
    await changes["kafkaOffsets.undoLastChange"]();
    const { target } = shown().request;
    assert.ok(target.to === "restore");
    assert.equal(target.changeId, undoOfFirst.id);
  });

  it("undo the change of a row", async () => {
    const records = [undoOfFirst, first];
    const { changes, shown } = changesScene(...records);
    await changes["kafkaOffsets.undoChange"](nodeOf(first, records));
    const { target } = shown().request;
    assert.ok(target.to === "restore");
    assert.match(target.refusal ?? "", /undone already/);
  });

  it("ask which change from the palette, and end without a word when nobody says", async () => {
    const hostile = aChange({ target: "group $(trash)\u202e" });
    const { changes, events } = changesScene(hostile);
    await changes["kafkaOffsets.showChange"]();
    assert.deepEqual(events, []);
    let details: unknown[] = [];
    fakeWindow.answer("showQuickPick", (items: readonly { readonly detail?: string }[]) => {
      details = items.map(({ detail }) => detail);
      return items[0];
    });
    await changes["kafkaOffsets.showChange"]();
    assert.deepEqual(details, ["orders to group $\u2060(trash)⟨U+202E⟩"]);
    assert.match(events.join(), /^open change-20261120T140000000Z-0123abcd\.json: \{/);
  });

  it("refuse to undo on a cluster that is no longer in the settings", async () => {
    const gone = aChange({ cluster: { ...first.cluster, id: "gone" } });
    const { changes } = changesScene(gone);
    await assert.rejects(changes["kafkaOffsets.undoLastChange"](), /no longer in the settings/);
  });

  it("refuse to undo where only the address could tell the cluster, and that is another one", async () => {
    const bootstrapServers = ["elsewhere:9092"];
    const made = aChange({ cluster: { ...first.cluster, bootstrapServers, clusterId: null } });
    const { changes, panels } = changesScene(made);
    await assert.rejects(changes["kafkaOffsets.undoLastChange"](), /not known to be the one/);
    assert.deepEqual(panels, []);
  });

  it("export a line for each partition", async () => {
    const { changes, saved } = changesScene(aChange({ groupId: "=1+1" }));
    await changes["kafkaOffsets.exportChanges"]();
    const [titles, line, ...rest] = (saved[0]?.text ?? "").split("\r\n");
    assert.match(titles ?? "", /^id,at,action,cluster,/);
    assert.match(line ?? "", /,'=1\+1,earliest,,orders,0,40,0,written,true,/);
    assert.deepEqual(rest, [""]);
  });
});

const unwritten = { at: "2026-11-20T16:00:00.000Z", ok: false, message: "No.", partitions: [] };
