import assert from "node:assert/strict";
import type { GroupMember } from "../../../src/kafka/model";
import { childrenOf } from "../../../src/views/children";
import { clusterNode } from "../../../src/views/clusterChildren";
import type { Level } from "../../../src/views/loading";
import type { ClusterTreeNode, NodeKind, NodeOfKind } from "../../../src/views/nodes";
import { MemoryGateway } from "../../support/memoryGateway";

const root = clusterNode({
  id: "c/1",
  name: "demo",
  bootstrapServers: ["a:1"],
  isReadOnly: false,
});

const member = (memberId: string, ...partitions: readonly number[]): GroupMember => ({
  memberId,
  instanceId: undefined,
  clientId: `client of ${memberId}`,
  clientHost: "/127.0.0.1",
  assignment: partitions.map((partition) => ({ topic: "orders", partition })),
  targetAssignment: undefined,
  memberEpoch: undefined,
  rack: undefined,
  subscription: [],
});

describe("childrenOf", () => {
  let gateway: MemoryGateway;
  let showsInternalTopics: boolean;

  beforeEach(() => {
    gateway = new MemoryGateway();
    showsInternalTopics = false;
  });

  const load = (node: ClusterTreeNode): Promise<Level> =>
    childrenOf(node, { gateway, showsInternalTopics, signal: new AbortController().signal });

  /** Loads the levels on the way down; each step takes the first node of its kind. */
  async function open<K extends NodeKind>(
    ...path: readonly [...NodeKind[], K]
  ): Promise<NodeOfKind<K>> {
    let node: ClusterTreeNode = root;
    for (const kind of path) {
      const { nodes }: Level = await load(node);
      const next: ClusterTreeNode | undefined = nodes.find((child) => child.kind === kind);
      assert.ok(next, `no ${kind} below ${node.id}`);
      node = next;
    }
    return node as NodeOfKind<K>;
  }

  const labels = (level: Level): unknown[] =>
    level.nodes.map((node) => (node.kind === "note" ? node.text : node.kind));

  it("of a cluster are its brokers, topics and groups, for one request", async () => {
    const level = await load(root);
    assert.deepEqual(labels(level), ["brokers", "topics", "groups"]);
    assert.deepEqual(gateway.calls, ["describeCluster"]);
    assert.deepEqual(level.facts, [{ kind: "cluster", id: root.id, value: { brokerCount: 1 } }]);
  });

  it("have ids that contain the cluster's, whatever it is called", async () => {
    const topics = await open("topics");
    assert.ok(topics.id.startsWith(`${root.id}/`));
    assert.equal(root.id, "c%2F1");
  });

  it("of brokers are known already", async () => {
    const brokers = await open("brokers");
    const before = gateway.calls.length;
    const { nodes } = await load(brokers);
    assert.deepEqual(
      nodes.map((node) => node.kind === "broker" && [node.broker.nodeId, node.isController]),
      [[1, true]],
    );
    assert.equal(gateway.calls.length, before);
  });

  it("of topics leave internal ones out unless they are asked for", async () => {
    gateway.addTopic("orders", 1);
    gateway.addTopic("__consumer_offsets", 1, { isInternal: true });
    const topics = await open("topics");
    const level = await load(topics);
    assert.equal(level.nodes.length, 1);
    assert.deepEqual(level.facts?.[0]?.value, { count: 1, hiddenCount: 1 });
    showsInternalTopics = true;
    assert.equal((await load(topics)).nodes.length, 2);
  });

  it("say so when no topic or group is visible", async () => {
    assert.match(String(labels(await load(await open("topics")))[0]), /none exist, or you may not/);
    assert.match(String(labels(await load(await open("groups")))[0]), /none exist, or you may not/);
  });

  it("of a topic are its groups and its partitions, measured together", async () => {
    const [first] = gateway.addTopic("orders", 50);
    first?.append();
    first?.append();
    const topic = await open("topics", "topic");
    gateway.calls.length = 0;
    const { nodes } = await load(topic);
    assert.deepEqual(gateway.calls, ["describeTopics", "listOffsets", "listOffsets"]);
    assert.equal(nodes.length, 51);
    assert.equal(nodes[0]?.kind, "topicGroups");
    assert.ok(nodes[1]?.kind === "partition");
    assert.deepEqual(nodes[1].measured, { start: 0n, end: 2n, failure: undefined });
  });

  it("of a topic include a partition without leader, unmeasured", async () => {
    const [first, second] = gateway.addTopic("orders", 2);
    assert.ok(first && second);
    first.leader = undefined;
    second.append();
    const { nodes } = await load(await open("topics", "topic"));
    assert.deepEqual(
      nodes.flatMap((node) =>
        node.kind === "partition" ? [[node.partition.leader, node.measured.end]] : [],
      ),
      [
        [undefined, undefined],
        [1, 1n],
      ],
    );
  });

  it("of a topic that is gone are the reason", async () => {
    gateway.addTopic("orders", 1);
    const topic = await open("topics", "topic");
    gateway.deleteTopic("orders");
    const { nodes } = await load(topic);
    assert.ok(nodes[0]?.kind === "failure");
    assert.equal(nodes[0].sentence, "No such topic.");
  });

  it("of groups are listed by one request, their lags learned by four for all of them", async () => {
    const [log] = gateway.addTopic("orders", 1);
    for (let index = 0; index < 5; index++) log?.append();
    for (let index = 0; index < 300; index++) {
      gateway.addGroup(`group-${index}`).commit("orders", 0, { offset: index === 7 ? 1n : 5n });
    }
    const groups = await open("groups");
    gateway.calls.length = 0;
    const level = await load(groups);
    assert.deepEqual(gateway.calls, ["listGroups"]);
    assert.ok(level.learnMore);
    const facts = await level.learnMore(new AbortController().signal);
    assert.deepEqual(gateway.calls.slice(1).sort(), [
      "describeGroups",
      "fetchCommittedOffsets",
      "listOffsets",
      "listOffsets",
    ]);
    const total = facts.find(({ id }) => id === groups.id);
    assert.deepEqual(total?.value, { count: 300, laggingCount: 1 });
    const lagging = facts.find(({ id }) => id.endsWith("id=group-7"));
    assert.ok(lagging?.kind === "group");
    assert.equal(lagging.value.total?.lag, 4n);
  });

  it("of groups know the failure of one group without losing the others", async () => {
    gateway.addGroup("bad").failure = { code: 30, message: "Not allowed." };
    gateway.addGroup("good", { members: [member("m")] });
    const level = await load(await open("groups"));
    const facts = (await level.learnMore?.(new AbortController().signal)) ?? [];
    const values = facts.flatMap((fact) => (fact.kind === "group" ? [fact.value] : []));
    assert.deepEqual(
      values.map(({ failures, memberCount }) => [failures, memberCount]),
      [
        [["Not allowed."], undefined],
        [[], 1],
      ],
    );
  });

  it("of a group show no commit, its lag and its owners apart", async () => {
    const [first] = gateway.addTopic("orders", 3);
    first?.append();
    first?.append();
    const group = gateway.addGroup("billing", { members: [member("m", 0, 1)] });
    group.commit("orders", 0, { offset: 1n });
    const node = await open("groups", "group");
    gateway.calls.length = 0;
    const { nodes, facts } = await load(node);
    assert.equal(gateway.calls.length, 5);
    assert.deepEqual(
      nodes.map(({ kind }) => kind),
      ["members", "groupTopic"],
    );
    assert.ok(facts?.[0]?.kind === "group");
    assert.equal(facts[0].value.total?.lag, 1n);
    const partitions = await load(await open("groups", "group", "groupTopic"));
    assert.deepEqual(
      partitions.nodes.map(
        (row) =>
          row.kind === "groupPartition" && [
            row.position.committed?.offset,
            row.position.lag,
            row.position.owners.map(({ memberId }) => memberId),
          ],
      ),
      [
        [1n, { kind: "behind", lag: 1n }, ["m"]],
        [undefined, { kind: "noCommit" }, ["m"]],
        [undefined, { kind: "noCommit" }, []],
      ],
    );
  });

  it("of a group reset by its state: only an empty one", async () => {
    gateway.addTopic("orders", 1);
    const group = gateway.addGroup("billing");
    group.commit("orders", 0, { offset: 0n });
    assert.equal((await open("groups", "group", "groupTopic")).isResettable, true);
    group.members = [member("m", 0)];
    assert.equal((await open("groups", "group", "groupTopic")).isResettable, false);
  });

  it("of a group keep commits for a topic that is gone, with the reason", async () => {
    gateway.addGroup("billing").commit("deleted", 4, { offset: 9n });
    const topic = await open("groups", "group", "groupTopic");
    const [position] = topic.partitions;
    assert.equal(position?.partition, 4);
    assert.equal(position.lag.kind, "unknown");
    assert.equal(position.measured.failure?.message, "No such topic.");
  });

  it("of a group say where a partition has no leader, instead of a lag", async () => {
    const [log] = gateway.addTopic("orders", 1);
    assert.ok(log);
    log.leader = undefined;
    gateway.addGroup("billing").commit("orders", 0, { offset: 9n });
    const { partitions } = await open("groups", "group", "groupTopic");
    assert.equal(partitions[0]?.lag.kind, "unknown");
    assert.equal(partitions[0].measured.failure?.message, "no leader");
  });

  it("of a group without commits say so", async () => {
    gateway.addGroup("new");
    const level = await load(await open("groups", "group"));
    assert.match(String(labels(level)[1]), /^No committed offsets/);
    const members = await load(await open("groups", "group", "members"));
    assert.match(String(labels(members)[0]), /No members: the group is Empty/);
  });

  it("of a group that cannot be read are the reason, once", async () => {
    const group = gateway.addGroup("billing");
    group.failure = { code: 30, message: "Not allowed." };
    const { nodes } = await load(await open("groups", "group"));
    assert.deepEqual(
      nodes.map((node) => node.kind === "failure" && node.sentence),
      ["Not allowed."],
    );
  });

  it("of a share group ask where it begins instead of for commits: it has none", async () => {
    gateway.addGroup("shared", { type: "share" });
    const node = await open("groups", "group");
    gateway.calls.length = 0;
    const level = await load(node);
    assert.deepEqual(gateway.calls, ["describeGroups", "describeShareOffsets"]);
    assert.deepEqual(labels(level), ["members"]);
  });

  it("of a share group show its offsets, the lag it tells, and every member of a partition", async () => {
    const [log] = gateway.addTopic("orders", 3);
    for (let index = 0; index < 5; index++) log?.append();
    const told = { topic: "orders", leaderEpoch: 0, failure: undefined };
    gateway.addGroup("shared", {
      type: "share",
      members: [member("m", 0, 1), member("n", 0)],
      shareOffsets: [
        { ...told, partition: 0, startOffset: 1n, lag: 2n },
        { ...told, partition: 1, startOffset: undefined, lag: undefined },
      ],
    });
    const { partitions } = await open("groups", "group", "groupTopic");
    assert.deepEqual(
      partitions.map(({ committed, lag, owners }) => [
        committed?.offset,
        lag,
        owners.map(({ memberId }) => memberId),
      ]),
      [
        [1n, { kind: "behind", lag: 2n }, ["m", "n"]],
        [undefined, { kind: "noCommit" }, ["m"]],
        [undefined, { kind: "noCommit" }, []],
      ],
    );
    const level = await load(await open("groups"));
    const facts = (await level.learnMore?.(new AbortController().signal)) ?? [];
    const shared = facts.find(({ kind }) => kind === "group");
    assert.ok(shared?.kind === "group");
    assert.equal(shared.value.total?.lag, 2n);
  });

  it("have an id of their own each, also with hostile names", async () => {
    for (const id of ["", "a/b", "a%2Fb", "note", "failure", "../x"]) gateway.addGroup(id);
    const { nodes } = await load(await open("groups"));
    assert.equal(new Set(nodes.map(({ id }) => id)).size, 6);
    assert.ok(nodes.every(({ id }) => id.split("/").length === 3));
  });

  it("list 10,000 topics quickly", async () => {
    for (let index = 0; index < 10_000; index++) gateway.addTopic(`topic-${index}`, 1);
    const topics = await open("topics");
    const startMs = performance.now();
    const { nodes } = await load(topics);
    assert.equal(nodes.length, 10_000);
    assert.ok(performance.now() - startMs < 2000);
  });
});
