import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import { numberFormatter } from "../../../src/ui/numberFormat";
import { ClusterTree } from "../../../src/views/clusterTree";
import type { ClusterTreeNode, NodeKind } from "../../../src/views/nodes";
import { Pins } from "../../../src/views/pins";
import { TreeArrangement } from "../../../src/views/treeArrangement";
import { parseFilter } from "../../../src/views/treeFilter";
import { MemoryGateway } from "../../support/memoryGateway";
import { MemoryStore } from "../../support/memoryStore";
import { EventEmitter } from "../../support/vscode";

describe("ClusterTree, arranged", () => {
  let gateways: ReadonlyMap<string, MemoryGateway>;
  let arrangement: TreeArrangement;
  let pins: Pins;
  let hiddenGroups: string[];
  let tree: ClusterTree;
  let fired: (ClusterTreeNode[] | undefined)[];
  let busy: Promise<unknown>[];

  beforeEach(() => {
    gateways = new Map([
      ["a", new MemoryGateway()],
      ["b", new MemoryGateway()],
    ]);
    arrangement = new TreeArrangement(new MemoryStore());
    pins = new Pins(new MemoryStore());
    [hiddenGroups, fired, busy] = [[], [], []];
    const source = {
      list: () =>
        [...gateways.keys()].map((id) => ({
          id,
          name: id,
          bootstrapServers: [`${id}:9092`],
          isReadOnly: false,
        })),
      problems: () => [],
      get: (id: string) => {
        const gateway = gateways.get(id);
        return gateway && { gateway };
      },
      onDidChange: new EventEmitter<{ closedIds: readonly string[] }>().event,
    };
    tree = new ClusterTree(source, {
      formatNumber: numberFormatter("en"),
      showsInternalTopics: () => false,
      arrangement,
      pins,
      hiddenGroups: () => hiddenGroups,
      showProgress: (task) => busy.push(task),
      now: () => 0,
      report: () => undefined,
    });
    tree.onDidChangeTreeData((nodes) => fired.push(nodes));
  });
  afterEach(() => {
    tree.dispose();
  });

  const gateway = (id = "a"): MemoryGateway => {
    const found = gateways.get(id);
    assert.ok(found);
    return found;
  };

  /** Goes down by kinds from the first cluster. */
  async function open(...path: readonly NodeKind[]): Promise<ClusterTreeNode> {
    let [node] = await tree.getChildren();
    for (const kind of path) node = (await tree.getChildren(node)).find((row) => row.kind === kind);
    assert.ok(node, path.join(" → "));
    return node;
  }

  const descriptionOf = (node: ClusterTreeNode): unknown => tree.getTreeItem(node).description;

  /** Until everything that can happen without new input has happened. */
  const settle = async (): Promise<void> => {
    await Promise.all(busy);
    await new Promise((resolve) => setImmediate(resolve));
  };

  const filterBy = async (text: string): Promise<void> => {
    const parsed = parseFilter(text);
    assert.ok(parsed.kind === "filter");
    await arrangement.setFilter(parsed.filter);
  };
  const groupIds = (rows: readonly ClusterTreeNode[]): string[] =>
    rows.map((row) => (row.kind === "group" ? row.group.groupId : row.kind));

  it("shows the groups that fit a filter, and how many they are", async () => {
    gateway().addGroup("billing");
    gateway().addGroup("orders-1");
    gateway().addGroup("orders-2");
    const groups = await open("groups");
    await tree.getChildren(groups);
    gateway().calls.length = 0;
    await filterBy("orders-*");
    assert.deepEqual(fired.at(-1), undefined);
    assert.deepEqual(groupIds(await tree.getChildren(groups)), ["orders-1", "orders-2"]);
    assert.match(String(descriptionOf(groups)), /^2 of 3 groups/);
    assert.deepEqual(gateway().calls, [], "nothing is asked for what is known");
  });

  it("learns the lags before it filters by them, in one batch, and says what it left out", async () => {
    gateway().addTopic("orders", 1)[0]?.append();
    for (let index = 0; index < 500; index++) {
      gateway()
        .addGroup(`g${index}`)
        .commit("orders", 0, { offset: index === 7 ? 0n : 1n });
    }
    gateway().addGroup("unreadable").failure = { code: 30, message: "Not allowed." };
    await filterBy("lag>0");
    const groups = await open("groups");
    await settle();
    assert.equal(descriptionOf(groups), "501", "not told before it is known");
    gateway().calls.length = 0;
    const rows = await tree.getChildren(groups);
    assert.deepEqual(groupIds(rows), ["note", "g7"]);
    assert.ok(rows[0]?.kind === "note" && rows[0].text.startsWith("1 group is left out"));
    assert.deepEqual([...gateway().calls].sort(), [
      "describeGroups",
      "fetchCommittedOffsets",
      "listOffsets",
      "listOffsets",
    ]);
    assert.equal(descriptionOf(groups), "1 of 501 groups · 1 lagging");
  });

  it("does not keep whoever clears the filter waiting for the lags", async () => {
    gateway().addGroup("billing");
    const release = gateway().hold("fetchCommittedOffsets");
    await filterBy("lag>0");
    const rows = tree.getChildren(await open("groups"));
    await new Promise((resolve) => setImmediate(resolve));
    await arrangement.setFilter(undefined);
    assert.deepEqual(groupIds(await rows), ["billing"]);
    release();
  });

  it("says why it cannot filter by lags, and offers to try again", async () => {
    gateway().addGroup("billing");
    gateway().failNext("fetchCommittedOffsets", new KafkaError("Late.", { kind: "timeout" }));
    await filterBy("lag>0");
    const groups = await open("groups");
    const [failure, note] = await tree.getChildren(groups);
    assert.ok(failure?.kind === "failure" && note?.kind === "note");
    assert.equal(failure.sentence, "Late.");
    tree.refresh(failure.parent);
    assert.deepEqual(groupIds(await tree.getChildren(groups)), ["note"]);
  });

  it("sorts by lags once they are known; no row moves by a later look", async () => {
    const [log] = gateway().addTopic("orders", 1);
    for (let index = 0; index < 5; index++) log?.append();
    gateway().addGroup("a").commit("orders", 0, { offset: 4n });
    gateway().addGroup("b").commit("orders", 0, { offset: 1n });
    await arrangement.setGroupOrder("lag");
    const groups = await open("groups");
    assert.deepEqual(groupIds(await tree.getChildren(groups)), ["b", "a"]);
    assert.deepEqual(groupIds(await tree.getChildren(groups)), ["b", "a"]);
  });

  it("puts what is pinned first, marks it, and hides groups by the settings", async () => {
    for (const id of ["a", "b", "console-consumer-1"]) gateway().addGroup(id);
    hiddenGroups = ["console-consumer-*"];
    const groups = await open("groups");
    await pins.set("a", "group", "b", true);
    const rows = await tree.getChildren(groups);
    assert.deepEqual(groupIds(rows), ["b", "a"]);
    const item = rows[0] && tree.getTreeItem(rows[0]);
    assert.equal(item?.contextValue, "group.resettable.pinned");
    assert.equal((item.iconPath as { id: string }).id, "pinned");
    await settle();
    assert.equal(descriptionOf(groups), "2 · 0 lagging");
    await arrangement.setShowsHidden(true);
    assert.equal((await tree.getChildren(groups)).length, 3);
  });

  it("names all that was loaded, whatever is shown of it, and no cluster that was not opened", async () => {
    gateway().addTopic("orders", 1);
    gateway().addGroup("billing");
    assert.deepEqual(await tree.loadedNames(), []);
    await tree.getChildren(await open());
    await filterBy("nothing-like-this");
    const names = await tree.loadedNames();
    assert.deepEqual(
      names.map(({ kind }) => kind),
      ["topic", "group"],
    );
    assert.ok(names.every((name) => !tree.isShown(name)));
    assert.deepEqual(gateway("b").calls, []);
    assert.deepEqual(await tree.loadedNames("b"), []);
    assert.ok(gateway("b").calls.includes("listTopics"), "unless it is asked for");
  });
});
