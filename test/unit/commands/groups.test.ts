import assert from "node:assert/strict";
import { groupCommands } from "../../../src/commands/groups";
import { Pickers } from "../../../src/commands/pickers";
import { childrenOf } from "../../../src/views/children";
import { clusterNode } from "../../../src/views/clusterChildren";
import type { ClusterTreeNode, NodeKind, NodeOfKind } from "../../../src/views/nodes";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeWindow } from "../../support/vscode";

const profile = { id: "a", name: "demo", bootstrapServers: ["a:1"], isReadOnly: false };

describe("group commands", () => {
  let gateway: MemoryGateway;
  let opened: unknown[];
  let commands: ReturnType<typeof groupCommands>;

  beforeEach(() => {
    fakeWindow.reset();
    gateway = new MemoryGateway();
    gateway.addTopic("orders", 2);
    gateway.addGroup("billing").commit("orders", 1, { offset: 7n });
    opened = [];
    commands = groupCommands({
      pickers: new Pickers(
        {
          list: () => [profile],
          get: (id) => (id === "a" ? { profile, gateway } : undefined),
        },
        String,
      ),
      groups: {
        open: ({ clusterId, clusterName }, groupId, tab) => {
          opened.push([clusterId, clusterName, groupId, tab]);
        },
      },
      topicGroups: {
        open: ({ clusterId }, topic) => {
          opened.push([clusterId, topic]);
        },
      },
    });
  });

  async function find<K extends NodeKind>(...path: [...NodeKind[], K]): Promise<NodeOfKind<K>> {
    let node: ClusterTreeNode = clusterNode(profile);
    for (const kind of path) {
      const { signal } = new AbortController();
      const level = await childrenOf(node, { gateway, showsInternalTopics: false, signal });
      const next: ClusterTreeNode | undefined = level.nodes.find((row) => row.kind === kind);
      assert.ok(next);
      node = next;
    }
    return node as NodeOfKind<K>;
  }

  it("compare the groups of a topic: of a row's, or of one that is chosen", async () => {
    await commands["kafkaOffsets.compareGroups"](await find("topics", "topic"));
    await commands["kafkaOffsets.compareGroups"](await find("topics", "topic", "topicGroups"));
    fakeWindow.answer("showQuickPick", ([topic]: readonly unknown[]) => topic);
    await commands["kafkaOffsets.compareGroups"]();
    assert.deepEqual(opened, [
      ["a", "orders"],
      ["a", "orders"],
      ["a", "orders"],
    ]);
  });

  it("open a group's panel, each at its own part", async () => {
    const node = await find("groups", "group");
    await commands["kafkaOffsets.openGroup"](node);
    await commands["kafkaOffsets.explainGroup"](node);
    await commands["kafkaOffsets.watchRebalances"](node);
    assert.deepEqual(opened, [
      ["a", "demo", "billing", "partitions"],
      ["a", "demo", "billing", "explain"],
      ["a", "demo", "billing", "rebalances"],
    ]);
    assert.deepEqual(fakeWindow.calls, []);
  });

  it("open the group of a topic's or a partition's row", async () => {
    await commands["kafkaOffsets.openGroup"](await find("groups", "group", "groupTopic"));
    await commands["kafkaOffsets.openGroup"](
      await find("groups", "group", "groupTopic", "groupPartition"),
    );
    assert.deepEqual(opened, [
      ["a", "demo", "billing", "partitions"],
      ["a", "demo", "billing", "partitions"],
    ]);
  });

  it("ask for the group from the palette", async () => {
    fakeWindow.answer("showQuickPick", ([first]: readonly unknown[]) => first);
    await commands["kafkaOffsets.explainGroup"]();
    assert.deepEqual(opened, [["a", "demo", "billing", "explain"]]);
    const [, options] = fakeWindow.calls[0]?.args ?? [];
    assert.equal((options as { title: string }).title, "Explain Group");
  });

  it("end without a word when the question is closed", async () => {
    await commands["kafkaOffsets.watchRebalances"]();
    assert.deepEqual(opened, []);
  });
});
