import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { toShownChanges } from "../../../src/commands/changeSource";
import { numberFormatter } from "../../../src/ui/numberFormat";
import type { ShownChange } from "../../../src/views/changeNodes";
import { ChangesTree, type ChangeSource } from "../../../src/views/changesTree";
import { aChange, writable } from "../../support/changes";
import { iconOf, tooltipOf } from "../../support/treeNodes";

const madeMs = Date.UTC(2026, 10, 20, 14);

interface Source extends ChangeSource {
  changes: readonly ShownChange[] | Error;
  tell: () => void;
  isListened: boolean;
}

const source = (...changes: readonly ShownChange[]): Source => {
  const made: Source = {
    changes,
    tell: () => undefined,
    isListened: true,
    list: () =>
      made.changes instanceof Error ? Promise.reject(made.changes) : Promise.resolve(made.changes),
    onDidChange: (listener) => {
      made.tell = listener;
      return {
        dispose: () => {
          made.isListened = false;
        },
      };
    },
  };
  return made;
};

const shown = (...records: Parameters<typeof toShownChanges>[0]): readonly ShownChange[] =>
  toShownChanges(records, writable);

describe("the view of recent changes", () => {
  let reported: string[];

  beforeEach(() => {
    reported = [];
  });

  const treeOf = (from: ChangeSource): ChangesTree =>
    new ChangesTree(from, {
      formatNumber: numberFormatter("en"),
      now: () => madeMs + 125_000,
      report: (_, doing) => reported.push(doing),
    });

  const items = async (tree: ChangesTree): Promise<vscode.TreeItem[]> =>
    (await tree.getChildren()).map((node) => tree.getTreeItem(node));

  const only = async (change: ShownChange | undefined): Promise<vscode.TreeItem> => {
    assert.ok(change);
    const [item] = await items(treeOf(source(change)));
    assert.ok(item);
    return item;
  };

  it("has a row for each, that says what was moved where and how long ago", async () => {
    const item = await only(shown(aChange())[0]);
    assert.equal(item.label, "billing");
    assert.equal(item.description, "orders · 1 offset · to earliest · 2 min ago");
    assert.equal(iconOf(item), "pass");
    assert.equal(item.contextValue, "change.undoable");
    assert.match(tooltipOf(item), /Cluster: demo\n.*Outcome: 1 of 1 written and read back\./s);
  });

  it("tells deletions and undos in their own words", async () => {
    const [deleted] = shown(aChange({ action: "deleteGroup" }));
    const [offsets] = shown(aChange({ action: "deleteOffsets" }));
    const [undo] = shown(aChange({ action: "undo" }));
    const told = await Promise.all([deleted, offsets, undo].map(only));
    assert.deepEqual(
      told.map(({ description }) => description),
      [
        "orders · group deleted with 1 offset · 2 min ago",
        "orders · 1 offset deleted · 2 min ago",
        "orders · 1 offset · undo · 2 min ago",
      ],
    );
  });

  it("offers no undo of what was undone, and says why", async () => {
    const undo = aChange({
      id: "20261120T150000000Z-0123abcd",
      action: "undo",
      undoes: aChange().id,
    });
    const item = await only(shown(undo, aChange())[1]);
    assert.equal(item.contextValue, "change.final");
    assert.match(tooltipOf(item), /Undo: This change was undone already/);
  });

  it("offers no undo where nothing may be written, and says why", async () => {
    const guard = { mayWrite: () => ({ allowed: false, reason: "It is read-only." }) as const };
    const [locked] = toShownChanges([aChange()], { ...writable, guard });
    const gone = aChange({ cluster: { ...aChange().cluster, id: "gone" } });
    for (const [change, why] of [
      [locked, /Undo: It is read-only/],
      [shown(gone)[0], /Undo: This cluster is no longer in the settings/],
    ] as const) {
      const item = await only(change);
      assert.equal(item.contextValue, "change.final");
      assert.match(tooltipOf(item), why);
    }
  });

  it("marks what failed, and what nobody knows the outcome of", async () => {
    const outcome = { at: "2026-11-20T14:00:01.000Z", ok: false, message: "No.", partitions: [] };
    assert.equal(iconOf(await only(shown(aChange({ outcome }))[0])), "warning");
    const unknown = await only(shown(aChange({ outcome: null }))[0]);
    assert.equal(iconOf(unknown), "question");
    assert.match(tooltipOf(unknown), /Outcome: not known/);
    assert.equal(unknown.contextValue, "change.undoable");
  });

  it("shows names as text", async () => {
    const item = await only(shown(aChange({ groupId: "$(trash)\u202e" }))[0]);
    assert.equal(item.label, "$\u2060(trash)⟨U+202E⟩");
  });

  it("is drawn anew when a change was made, and no longer once it is gone", () => {
    const from = source();
    const tree = treeOf(from);
    let redrawn = 0;
    tree.onDidChangeTreeData(() => (redrawn += 1));
    from.tell();
    assert.equal(redrawn, 1);
    tree.dispose();
    assert.equal(from.isListened, false);
  });

  it("is empty when the changes cannot be read, and the log says why", async () => {
    const from = source();
    from.changes = new Error("disk");
    assert.deepEqual(await items(treeOf(from)), []);
    assert.deepEqual(reported, ["Reading the recent changes"]);
  });

  it("knows its own rows", async () => {
    const tree = treeOf(source(...shown(aChange())));
    const [node] = await tree.getChildren();
    assert.ok(tree.isNode(node));
    assert.equal(tree.isNode({ ...node }), false);
    assert.equal(tree.isNode(undefined), false);
  });
});
