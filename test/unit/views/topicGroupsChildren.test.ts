import assert from "node:assert/strict";
import type { ClusterTreeNode } from "../../../src/views/nodes";
import type { Level } from "../../../src/views/loading";
import { childrenOf } from "../../../src/views/children";
import { member, orders } from "../../support/groupSamples";
import { MemoryGateway } from "../../support/memoryGateway";
import { show, topicGroupsNode } from "../../support/treeNodes";

describe("the groups of a topic", () => {
  let gateway: MemoryGateway;

  beforeEach(() => {
    gateway = new MemoryGateway();
  });

  const load = (node: ClusterTreeNode): Promise<Level> =>
    childrenOf(node, {
      gateway,
      showsInternalTopics: false,
      signal: new AbortController().signal,
    });

  it("are those with a commit there or a member that reads it, by six requests", async () => {
    const [log] = gateway.addTopic("orders", 2);
    gateway.addTopic("payments", 1);
    for (let index = 0; index < 5; index++) log?.append();
    gateway.addGroup("billing").commit("orders", 0, { offset: 3n });
    gateway.addGroup("elsewhere").commit("payments", 0, { offset: 0n });
    gateway.addGroup("reading", { members: [member("m", ...orders(1))] });
    gateway.addGroup("unreadable").failure = { code: 30, message: "Not allowed." };
    const { nodes, facts } = await load(topicGroupsNode());
    assert.equal(gateway.calls.length, 6);
    const [failure, billing, reading] = nodes;
    assert.ok(failure?.kind === "failure");
    assert.ok(billing?.kind === "groupTopic" && reading?.kind === "groupTopic");
    assert.equal(nodes.length, 3);
    assert.ok(failure.sentence.includes("1 group could not be read"));
    assert.deepEqual(facts?.[0]?.value, { count: 2, maxLag: 2n });
    assert.equal(show(billing).label, "billing");
    assert.equal(show(billing).description, "lag 2 · Empty · 1 of 2 partitions");
    assert.equal(show(billing).contextValue, "groupTopic.resettable");
    assert.equal(show(reading).contextValue, "groupTopic.active");
    const below = await load(billing);
    assert.deepEqual(
      below.nodes.map((row) => show(row).description),
      ["3 / 5 · lag 2", "no commit"],
    );
  });

  it("say that there is none", async () => {
    gateway.addTopic("orders", 1);
    const [note] = (await load(topicGroupsNode())).nodes;
    assert.ok(note?.kind === "note");
    assert.equal(note.text, "No group has commits here, or members that read it.");
  });

  it("are counted in their parent's row, with the largest lag", () => {
    const node = topicGroupsNode();
    assert.equal(show(node).description, "");
    const fact = { kind: "topicGroups", id: node.id, value: { count: 2, maxLag: 1204n } } as const;
    assert.equal(show(node, fact).description, "2 · max lag 1,204");
  });
});
