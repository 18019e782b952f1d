import assert from "node:assert/strict";
import { findCommands, findItem } from "../../../src/commands/find";
import { UserError } from "../../../src/ui/userError";
import type { ClusterTreeNode } from "../../../src/views/nodes";
import { cluster, groupNode, topicNode } from "../../support/treeNodes";
import { fakeWindow } from "../../support/vscode";

describe("finding a topic or a group", () => {
  const nodes = [topicNode(), groupNode()];
  let loaded: typeof nodes;
  let asked: string[];
  let hiddenBy: ("filter" | "settings")[];
  let revealed: ClusterTreeNode[];
  let find: ReturnType<typeof findCommands>["kafkaOffsets.find"];

  beforeEach(() => {
    fakeWindow.reset();
    [loaded, asked, hiddenBy, revealed] = [nodes, [], [], []];
    const without = (what: string) => (): Promise<void> => {
      hiddenBy = hiddenBy.filter((one) => one !== what);
      asked.push(`no ${what}`);
      return Promise.resolve();
    };
    find = findCommands({
      tree: {
        getChildren: () => Promise.resolve([cluster]),
        loadedNames: (clusterId) => {
          asked.push(clusterId ?? "opened");
          return Promise.resolve(clusterId === undefined ? loaded : nodes);
        },
        isShown: () => hiddenBy.length === 0,
      },
      reveal: (node) => {
        revealed.push(node);
        return Promise.resolve();
      },
      arrangement: { setFilter: without("filter"), setShowsHidden: without("settings") },
      pickers: {
        cluster: () => {
          asked.push("which cluster");
          return Promise.resolve(undefined);
        },
      },
    })["kafkaOffsets.find"];
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[1]);
  });

  it("chooses among all that was opened, and shows the row", async () => {
    await find();
    assert.deepEqual(revealed, [nodes[1]]);
    assert.deepEqual(asked, ["opened", "opened"]);
  });

  it("looks into one cluster when it is started on its row", async () => {
    await find(cluster);
    assert.deepEqual(asked, ["c"]);
  });

  it("asks for a cluster when none was opened, and ends with that question", async () => {
    loaded = [];
    await find();
    assert.deepEqual(asked, ["opened", "which cluster"]);
    assert.deepEqual(revealed, []);
  });

  it("takes away what hides the row, and no more than that", async () => {
    hiddenBy = ["filter"];
    await find();
    assert.deepEqual(asked.slice(2), ["no filter"]);
    hiddenBy = ["settings"];
    await find();
    assert.ok(asked.includes("no settings"));
  });

  it("shows nothing when the question is closed", async () => {
    fakeWindow.answer("showQuickPick", () => undefined);
    await find();
    assert.deepEqual(revealed, []);
  });

  it("says so when nothing could be listed", async () => {
    const empty = findCommands({
      tree: {
        getChildren: () => Promise.resolve([]),
        loadedNames: () => Promise.resolve([]),
        isShown: () => true,
      },
      reveal: () => Promise.resolve(),
      arrangement: { setFilter: () => Promise.resolve(), setShowsHidden: () => Promise.resolve() },
      pickers: { cluster: () => Promise.resolve(undefined) },
    });
    await assert.rejects(empty["kafkaOffsets.find"](cluster), UserError);
  });

  it("tells what an item is, and of which cluster where there are several", () => {
    assert.equal(findItem(topicNode(), false).description, "topic · 1 partition");
    assert.equal(findItem(groupNode(), true).description, "group · Stable · demo");
    assert.equal(findItem(groupNode({ groupId: "" }), false).label, "(empty group id)");
  });
});
