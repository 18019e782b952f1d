import assert from "node:assert/strict";
import { Pins } from "../../../src/views/pins";
import { TreeArrangement } from "../../../src/views/treeArrangement";
import { parseFilter } from "../../../src/views/treeFilter";
import { MemoryStore } from "../../support/memoryStore";

describe("TreeArrangement", () => {
  it("is there again after a restart", async () => {
    const store = new MemoryStore();
    const before = new TreeArrangement(store);
    const parsed = parseFilter("lag>100 billing-*");
    assert.ok(parsed.kind === "filter");
    await before.setFilter(parsed.filter);
    await before.setGroupOrder("lag");
    await before.setShowsHidden(true);
    const after = new TreeArrangement(store);
    assert.deepEqual(after.filter, parsed.filter);
    assert.equal(after.groupOrder, "lag");
    assert.equal(after.showsHidden, true);
  });

  it("begins plainly where another version kept something else", async () => {
    const store = new MemoryStore();
    await store.update("kafkaOffsets.tree.filter", "nonsense:1");
    await store.update("kafkaOffsets.tree.groupOrder", "size");
    const { filter, groupOrder, showsHidden } = new TreeArrangement(store);
    assert.deepEqual([filter, groupOrder, showsHidden], [undefined, "name", false]);
  });

  it("tells of every change", async () => {
    const arrangement = new TreeArrangement(new MemoryStore());
    let told = 0;
    arrangement.onDidChange(() => (told += 1));
    await arrangement.setFilter(undefined);
    await arrangement.setGroupOrder("state");
    assert.equal(told, 2);
  });
});

describe("Pins", () => {
  it("are kept by cluster, and apart for topics and groups", async () => {
    const store = new MemoryStore();
    await new Pins(store).set("c1", "group", "billing", true);
    const pins = new Pins(store);
    assert.equal(pins.has("c1", "group", "billing"), true);
    assert.equal(pins.has("c1", "topic", "billing"), false);
    assert.equal(pins.has("c2", "group", "billing"), false);
    await pins.set("c1", "group", "billing", false);
    assert.equal(new Pins(store).has("c1", "group", "billing"), false);
  });

  it("keep what another window pinned meanwhile", async () => {
    const store = new MemoryStore();
    const [one, other] = [new Pins(store), new Pins(store)];
    await one.set("c1", "group", "billing", true);
    await other.set("c1", "topic", "orders", true);
    const pins = new Pins(store);
    assert.ok(pins.has("c1", "group", "billing") && pins.has("c1", "topic", "orders"));
  });

  it("read nothing into what is no list of names", async () => {
    const store = new MemoryStore();
    await store.update("kafkaOffsets.pins", {
      c1: { group: "billing", topic: [1, "orders"] },
      c2: 5,
    });
    const pins = new Pins(store);
    assert.equal(pins.has("c1", "group", "billing"), false);
    assert.equal(pins.has("c1", "topic", "orders"), true);
    assert.equal(pins.has("c2", "topic", "orders"), false);
  });
});
