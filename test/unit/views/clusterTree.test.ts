import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import { ClusterTree } from "../../../src/views/clusterTree";
import { Pins } from "../../../src/views/pins";
import { TreeArrangement } from "../../../src/views/treeArrangement";
import type { ClusterIdentity, ClusterTreeNode, NodeKind } from "../../../src/views/nodes";
import { numberFormatter } from "../../../src/ui/numberFormat";
import { MemoryGateway } from "../../support/memoryGateway";
import { MemoryStore } from "../../support/memoryStore";
import { EventEmitter } from "../../support/vscode";

const identity = (id: string): ClusterIdentity => ({
  id,
  name: `name of ${id}`,
  bootstrapServers: [`${id}:9092`],
  isReadOnly: false,
});

describe("ClusterTree", () => {
  let gateways: Map<string, MemoryGateway>;
  let problems: { severity: "error" | "warning"; message: string }[];
  let clustersChanged: EventEmitter<{ closedIds: readonly string[] }>;
  let tree: ClusterTree;
  let fired: (ClusterTreeNode[] | undefined)[];
  let busy: Promise<unknown>[];
  let reported: unknown[];
  let nowMs: number;

  beforeEach(() => {
    gateways = new Map([
      ["a", new MemoryGateway()],
      ["b", new MemoryGateway()],
    ]);
    problems = [];
    fired = [];
    busy = [];
    reported = [];
    nowMs = 0;
    clustersChanged = new EventEmitter();
    const source = {
      list: () => [...gateways.keys()].map(identity),
      problems: () => problems,
      get: (id: string) => {
        const gateway = gateways.get(id);
        return gateway && { gateway };
      },
      onDidChange: clustersChanged.event,
    };
    tree = new ClusterTree(source, {
      formatNumber: numberFormatter("en"),
      showsInternalTopics: () => false,
      arrangement: new TreeArrangement(new MemoryStore()),
      pins: new Pins(new MemoryStore()),
      hiddenGroups: () => [],
      showProgress: (task) => busy.push(task),
      now: () => nowMs,
      report: (error) => reported.push(error),
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
  const firedIds = (): (string[] | undefined)[] => fired.map((nodes) => nodes?.map(({ id }) => id));

  /** Until everything that can happen without new input has happened. */
  const settle = async (): Promise<void> => {
    await Promise.all(busy);
    await new Promise((resolve) => setImmediate(resolve));
  };

  it("shows the clusters without asking any of them", async () => {
    const rows = await tree.getChildren();
    assert.deepEqual(
      rows.map(({ id }) => id),
      ["a", "b"],
    );
    assert.deepEqual([gateway("a").calls, gateway("b").calls], [[], []]);
  });

  it("shows broken entries of the settings first, but not mere warnings", async () => {
    problems = [
      { severity: "error", message: "Cluster 1 in the settings is left out." },
      { severity: "warning", message: "Cluster 2 has an unknown property." },
    ];
    const rows = await tree.getChildren();
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ["failure", "cluster", "cluster"],
    );
  });

  it("learns the counts of a cluster when it is opened, and redraws only what changed", async () => {
    gateway().addTopic("orders", 1);
    const cluster = await open();
    const children = await tree.getChildren(cluster);
    await settle();
    assert.deepEqual(firedIds().sort(), [["a"], ["a/groups"], ["a/topics"]]);
    assert.equal(descriptionOf(cluster), "a:9092 · 1 broker");
    assert.deepEqual(children.map(descriptionOf), ["1 · controller 1", "1", "0"]);
  });

  it("loads a level once, however often it is asked for", async () => {
    gateway().addTopic("orders", 1);
    const topics = await open("topics");
    await Promise.all([tree.getChildren(topics), tree.getChildren(topics)]);
    assert.equal(gateway().calls.filter((call) => call === "listTopics").length, 1);
  });

  it("lists again what was only counted, when it is opened much later", async () => {
    const [, , groups] = await tree.getChildren(await open());
    await settle();
    gateway().addGroup("new");
    nowMs = 60_000;
    const [row] = await tree.getChildren(groups);
    assert.equal(row?.kind, "group");
    nowMs = 120_000;
    assert.equal((await tree.getChildren(groups))[0], row, "what is shown stays until a refresh");
  });

  it("learns lags after the rows are there, and redraws the groups", async () => {
    gateway().addTopic("orders", 1)[0]?.append();
    gateway().addGroup("billing").commit("orders", 0, { offset: 0n });
    const group = await open("groups", "group");
    assert.equal(descriptionOf(group), "Empty");
    await settle();
    assert.equal(descriptionOf(group), "Empty · lag 1");
    assert.ok(firedIds().some((ids) => ids?.includes(group.id)));
    assert.equal(descriptionOf(await open("groups")), "1 · 1 lagging");
  });

  it("does not measure groups that nobody looks at", async () => {
    gateway().addGroup("billing");
    await tree.getChildren(await open());
    await settle();
    assert.ok(!gateway().calls.includes("fetchCommittedOffsets"));
  });

  it("redraws thousands of measured groups through their parent, in one go", async () => {
    gateway().addTopic("orders", 1)[0]?.append();
    for (let index = 0; index < 1000; index++) {
      gateway().addGroup(`group-${index}`).commit("orders", 0, { offset: 0n });
    }
    const groups = await open("groups");
    await tree.getChildren(groups);
    await settle();
    assert.deepEqual(firedIds().at(-1), [groups.id]);
  });

  it("keeps what is known of a row while it is loaded anew", async () => {
    gateway().addTopic("orders", 1)[0]?.append();
    gateway().addGroup("billing").commit("orders", 0, { offset: 0n });
    await open("groups", "group");
    await settle();
    tree.refresh();
    assert.deepEqual(fired.at(-1), undefined);
    assert.equal(descriptionOf(await open("groups", "group")), "Empty · lag 1");
  });

  it("turns an unreachable cluster into a row that says why, and marks the cluster", async () => {
    const failure = new KafkaError("Nothing is listening at a:9092.", { kind: "unreachable" });
    gateway().failNext("describeCluster", failure);
    const cluster = await open();
    const [row] = await tree.getChildren(cluster);
    assert.ok(row?.kind === "failure");
    assert.equal(row.sentence, "Nothing is listening at a:9092.");
    assert.equal(descriptionOf(cluster), "a:9092 · not reachable");
    assert.deepEqual(reported, [failure]);
  });

  it("loads again what a failure stands for, and takes the mark away", async () => {
    gateway().failNext("describeCluster", new KafkaError("Late.", { kind: "timeout" }));
    const cluster = await open();
    const [row] = await tree.getChildren(cluster);
    assert.equal(row?.kind, "failure");
    tree.refresh(row.parent);
    assert.deepEqual(fired.at(-1), [cluster]);
    assert.equal((await tree.getChildren(cluster)).length, 3);
    assert.equal(descriptionOf(cluster), "a:9092 · 1 broker");
  });

  it("never rejects, whatever is thrown", async () => {
    gateway().failNext("listTopics", new TypeError("bug"));
    const [row] = await tree.getChildren(await open("topics"));
    assert.ok(row?.kind === "failure");
    assert.equal(row.sentence, "Something unexpected went wrong.");
  });

  it("keeps the rows when only their lags cannot be learned", async () => {
    gateway().addGroup("billing");
    const failure = new KafkaError("Late.", { kind: "timeout" });
    gateway().failNext("fetchCommittedOffsets", failure);
    const group = await open("groups", "group");
    await settle();
    assert.equal(descriptionOf(group), "Empty");
    assert.deepEqual(reported, [failure]);
  });

  it("ends a load that a refresh supersedes, and answers the first asker with the new rows", async () => {
    const cluster = await open();
    const release = gateway().hold("describeCluster");
    const first = tree.getChildren(cluster);
    tree.refresh(cluster);
    const second = tree.getChildren(cluster);
    release();
    assert.equal((await first)[0], (await second)[0]);
    assert.equal(gateway().calls.filter((call) => call === "describeCluster").length, 2);
    assert.deepEqual(reported, []);
  });

  it("loads only the refreshed branch again", async () => {
    gateway().addTopic("orders", 1);
    const topic = await open("topics", "topic");
    await tree.getChildren(topic);
    gateway().calls.length = 0;
    tree.refresh(topic);
    await tree.getChildren(topic);
    assert.deepEqual(gateway().calls, ["describeTopics", "listOffsets", "listOffsets"]);
  });

  it("refreshes the groups of one cluster by its id", async () => {
    const groups = await open("groups");
    await tree.getChildren(groups);
    fired.length = 0;
    await tree.refreshGroups("a");
    assert.deepEqual(firedIds(), [[groups.id]]);
    await tree.refreshGroups("never opened");
    assert.equal(fired.length, 1);
  });

  it("shows a deleted group no more, neither below its cluster nor below a topic", async () => {
    gateway().addTopic("orders", 1);
    gateway().addGroup("billing").commit("orders", 0, { offset: 1n });
    const groups = await open("groups");
    const ofTopic = await open("topics", "topic", "topicGroups");
    const ids = async (node: ClusterTreeNode): Promise<NodeKind[]> =>
      (await tree.getChildren(node)).map(({ kind }) => kind);
    assert.deepEqual([await ids(groups), await ids(ofTopic)], [["group"], ["groupTopic"]]);
    await gateway().deleteGroups(["billing"]);
    fired.length = 0;
    await tree.refreshGroups("a");
    assert.deepEqual(firedIds(), [[groups.id], [ofTopic.id]]);
    assert.deepEqual([await ids(groups), await ids(ofTopic)], [["note"], ["note"]]);
  });

  it("forgets what it learned through a gateway that was closed", async () => {
    const cluster = await open();
    await tree.getChildren(cluster);
    gateways.set("a", new MemoryGateway());
    clustersChanged.fire({ closedIds: ["a"] });
    assert.deepEqual(fired.at(-1), undefined);
    assert.equal(descriptionOf(cluster), "a:9092");
    await tree.getChildren(cluster);
    assert.ok(gateway().calls.includes("describeCluster"));
  });

  it("redraws the rows that VS Code was given last, also where a kept level knows older ones", async () => {
    gateway().failNext("describeCluster", new KafkaError("Late.", { kind: "timeout" }));
    const [row] = await tree.getChildren(await open());
    assert.equal(row?.kind, "failure");
    clustersChanged.fire({ closedIds: [] });
    const [cluster] = await tree.getChildren();
    assert.ok(cluster && cluster !== row.parent);
    assert.equal(tree.getParent(row), cluster);
    tree.refresh(row.parent);
    assert.equal(fired.at(-1)?.[0], cluster);
  });

  it("redraws a cluster that was given anew while it was loaded", async () => {
    const release = gateway().hold("describeCluster");
    const loading = tree.getChildren(await open());
    clustersChanged.fire({ closedIds: [] });
    const [cluster] = await tree.getChildren();
    release();
    await loading;
    assert.ok(fired.some((nodes) => nodes?.[0] === cluster));
  });

  it("keeps nothing of a cluster that was removed while it was loaded", async () => {
    const cluster = await open();
    const release = gateway().hold("describeCluster");
    const loading = tree.getChildren(cluster);
    const removed = gateway();
    gateways.delete("a");
    clustersChanged.fire({ closedIds: ["a"] });
    release();
    assert.deepEqual(await loading, []);
    gateways.set("a", removed);
    clustersChanged.fire({ closedIds: [] });
    assert.equal((await tree.getChildren(cluster)).length, 3);
  });

  it("tells its own nodes from anything else", async () => {
    const cluster = await open();
    assert.ok(tree.isNode(cluster));
    for (const other of [{ ...cluster }, "a", null, undefined, {}]) assert.ok(!tree.isNode(other));
  });

  it("knows the way up from every node, so that it can be revealed", async () => {
    gateway().addGroup("billing");
    const members = await open("groups", "group", "members");
    const path: string[] = [];
    for (let node: ClusterTreeNode | undefined = members; node; node = tree.getParent(node)) {
      path.push(node.kind);
    }
    assert.deepEqual(path, ["members", "group", "groups", "cluster"]);
  });

  it("ends its loads when it is disposed", async () => {
    const cluster = await open();
    gateway().hold("describeCluster");
    const loading = tree.getChildren(cluster);
    tree.dispose();
    assert.deepEqual(await loading, []);
    assert.deepEqual(reported, []);
  });
});
