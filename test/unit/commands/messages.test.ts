import assert from "node:assert/strict";
import { messageCommands } from "../../../src/commands/messages";
import { Pickers } from "../../../src/commands/pickers";
import { childrenOf } from "../../../src/views/children";
import { clusterNode } from "../../../src/views/clusterChildren";
import type { ClusterTreeNode, NodeKind, NodeOfKind } from "../../../src/views/nodes";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeWindow } from "../../support/vscode";

const profile = { id: "a", name: "demo", bootstrapServers: ["a:1"], isReadOnly: false };

describe("message commands", () => {
  let gateway: MemoryGateway;
  let opened: { topic: string; start: unknown; clusterName: string }[];
  let messages: ReturnType<typeof messageCommands>;

  beforeEach(() => {
    fakeWindow.reset();
    gateway = new MemoryGateway();
    gateway.addTopic("orders", 2);
    gateway.addGroup("billing").commit("orders", 1, { offset: 7n });
    opened = [];
    messages = messageCommands({
      pickers: new Pickers(
        {
          list: () => [profile],
          get: (id) => (id === "a" ? { profile, gateway } : undefined),
        },
        String,
      ),
      peek: {
        open: ({ clusterName }, topic, start) => {
          opened.push({ topic, start, clusterName });
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

  const peek = (...args: Parameters<(typeof messages.commands)["kafkaOffsets.peekMessages"]>) =>
    messages.commands["kafkaOffsets.peekMessages"](...args);
  const peekAtCommitted = (
    ...args: Parameters<(typeof messages.commands)["kafkaOffsets.peekAtCommittedOffset"]>
  ) => messages.commands["kafkaOffsets.peekAtCommittedOffset"](...args);

  it("open a topic at its latest messages", async () => {
    await peek(await find("topics", "topic"));
    assert.deepEqual(opened, [{ topic: "orders", start: { kind: "latest" }, clusterName: "demo" }]);
  });

  it("open one partition of a topic, or of a group", async () => {
    await peek(await find("topics", "topic", "partition"));
    await peek(await find("groups", "group", "groupTopic", "groupPartition"));
    await peek(await find("groups", "group", "groupTopic"));
    assert.deepEqual(
      opened.map(({ start }) => start),
      [{ kind: "latest", partition: 0 }, { kind: "latest", partition: 0 }, { kind: "latest" }],
    );
  });

  it("ask for the topic when started from the palette", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[0]);
    await peek();
    assert.equal(opened[0]?.topic, "orders");
  });

  it("end silently when the question is cancelled", async () => {
    await peek();
    await peekAtCommitted();
    assert.deepEqual(opened, []);
    assert.ok(fakeWindow.calls.every(({ name }) => name === "showQuickPick"));
  });

  it("say that there is nothing to choose from", async () => {
    gateway.deleteTopic("orders");
    await assert.rejects(peek(), /no topic that you may see/);
  });

  it("open at a committed offset, and say whose it is", async () => {
    const topic = await find("groups", "group", "groupTopic");
    const { signal } = new AbortController();
    const { nodes } = await childrenOf(topic, { gateway, showsInternalTopics: false, signal });
    const [first, second] = nodes;
    assert.ok(first?.kind === "groupPartition" && second?.kind === "groupPartition");
    await peekAtCommitted(second);
    const offsets = [{ topic: "orders", partition: 1, offset: 7n }];
    const start = { kind: "offsets", offsets, label: "Committed by billing" };
    assert.deepEqual(opened[0]?.start, start);
    await assert.rejects(peekAtCommitted(first), /billing has no committed offset in partition 0/);
  });

  it("ask for group and partition of a committed offset from the palette", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[0]);
    await peekAtCommitted();
    assert.equal(opened.length, 1);
    assert.equal(fakeWindow.calls.length, 2);
  });

  it("tell why a group's commits cannot be offered", async () => {
    const group = gateway.group("billing");
    assert.ok(group);
    group.failure = { code: 30, message: "Not allowed to see billing." };
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[0]);
    await assert.rejects(peekAtCommitted(), /Not allowed to see billing/);
  });

  it("open at an offset that another part asks for", async () => {
    await messages.peekAt("a", { topic: "orders", partition: 1, offset: 5n });
    assert.deepEqual(opened[0]?.start, { kind: "offset", offset: 5n, partition: 1 });
    const gone = messages.peekAt("gone", { topic: "orders", partition: 1, offset: 5n });
    await assert.rejects(gone, /no longer in the settings/);
  });
});
