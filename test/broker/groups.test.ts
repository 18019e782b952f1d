import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { partitionLag } from "../../src/kafka/groups/lag";
import type { CommittedOffset, GroupDescription, TopicPartition } from "../../src/kafka/model";
import { eventually } from "../support/eventually";
import { LiveGroups } from "../support/liveGroups";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("groups of a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  let topic: string;
  let live: LiveGroups;

  before(async () => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
    live = new LiveGroups(cluster);
    topic = await cluster.createTopic("grouped", { partitions: 2 });
    await cluster.produce(
      topic,
      Array.from({ length: 10 }, (_, index) => ({ value: "v", partition: index % 2 })),
    );
  });

  after(async () => {
    await live.stop();
    await cluster.close();
  });

  async function describeGroup(groupId: string): Promise<GroupDescription | undefined> {
    const [result] = await gateway.describeGroups([groupId]);
    return result?.value;
  }

  async function commits(
    groupId: string,
    partitions?: readonly TopicPartition[],
  ): Promise<readonly CommittedOffset[]> {
    const [result] = await gateway.fetchCommittedOffsets([groupId], undefined, partitions);
    assert.equal(result?.failure, undefined);
    return result?.value ?? [];
  }

  async function offsetsOf(groupId: string): Promise<unknown> {
    return (await commits(groupId)).map(({ partition, offset }) => [partition, offset]);
  }

  async function hasMembers(groupId: string, count: number): Promise<GroupDescription> {
    return eventually(`${groupId} has ${count} members`, async () => {
      const group = await describeGroup(groupId);
      const assigned = group?.members.flatMap(({ assignment }) => assignment) ?? [];
      return group?.members.length === count && assigned.length === 2 && group;
    });
  }

  describe("that hold commits only", () => {
    it("are created by the first commit, listed as classic and Empty, and keep every offset exactly", async () => {
      const groupId = uniqueName("commits-only");
      const offset = 2n ** 53n + 1n;
      const results = await gateway.commitOffsets(groupId, [
        { topic, partition: 0, offset, metadata: "set by hand", leaderEpoch: 0 },
      ]);
      assert.deepEqual(results, [{ topic, partition: 0, failure: undefined }]);
      const listed = (await gateway.listGroups()).find((group) => group.groupId === groupId);
      assert.deepEqual(listed, { groupId, type: "classic", protocolType: "", state: "Empty" });
      const [commit] = await commits(groupId);
      assert.equal(commit?.offset, offset);
      assert.equal(commit.metadata, "set by hand");
      assert.equal(commit.leaderEpoch, 0);
    });

    it("tell a partition without a commit from one committed at 0", async () => {
      const groupId = uniqueName("partial");
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 0n }]);
      const [first, second] = await commits(groupId, [
        { topic, partition: 0 },
        { topic, partition: 1 },
      ]);
      assert.equal(first?.offset, 0n);
      assert.equal(second?.offset, undefined);
      const range = { start: 0n, end: 5n };
      assert.deepEqual(partitionLag(first.offset, range), { kind: "behind", lag: 5n });
      assert.deepEqual(partitionLag("none", range), { kind: "noCommit" });
    });

    it("take the good partitions of a commit and name the bad ones", async () => {
      const groupId = uniqueName("mixed");
      const results = await gateway.commitOffsets(groupId, [
        { topic, partition: 99, offset: 1n },
        { topic, partition: 1, offset: 3n },
        { topic: uniqueName("missing"), partition: 0, offset: 1n },
      ]);
      assert.deepEqual(
        results.map(({ failure }) => failure?.code),
        [3, undefined, 3],
      );
      assert.deepEqual(await offsetsOf(groupId), [[1, 3n]]);
    });

    it("accept the largest offset there is", async () => {
      const groupId = uniqueName("largest");
      const offset = 2n ** 63n - 1n;
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset }]);
      assert.deepEqual(await offsetsOf(groupId), [[0, offset]]);
    });
  });

  it("does not find a group that does not exist, and creates none by asking", async () => {
    const groupId = uniqueName("no-such-group");
    const [described] = await gateway.describeGroups([groupId]);
    assert.equal(described?.failure?.code, 69);
    assert.deepEqual(await commits(groupId), []);
    const listed = await gateway.listGroups();
    assert.ok(!listed.some((group) => group.groupId === groupId));
  });

  it("describes a live classic group, refuses its reset, and resets it once it is empty", async () => {
    const groupId = uniqueName("classic");
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 2n }]);
    const consumer = await live.startKafkajs(groupId, topic);
    try {
      const described = await hasMembers(groupId, 1);
      assert.equal(described.type, "classic");
      assert.equal(described.state, "Stable");
      assert.equal(described.protocolType, "consumer");
      assert.equal(described.assignor, "RoundRobinAssigner");
      assert.equal(described.members[0]?.clientId, "tests");
      const results = await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 4n }]);
      assert.equal(results[0]?.failure?.code, 25);
      assert.deepEqual(await offsetsOf(groupId), [[0, 2n]]);
    } finally {
      await consumer.disconnect();
    }
    await eventually(
      "the group is empty",
      async () => (await describeGroup(groupId))?.state === "Empty",
    );
    const [accepted] = await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 4n }]);
    assert.equal(accepted?.failure, undefined);
    assert.deepEqual(await offsetsOf(groupId), [[0, 4n]]);
    const empty = await describeGroup(groupId);
    assert.equal(empty?.type, "classic");
    assert.equal(empty.protocolType, "consumer");
  });

  it("describes a live KIP-848 group, refuses its reset, and keeps its type when reset empty", async () => {
    const groupId = uniqueName("kip848");
    const consumer = await live.startKip848(groupId, topic);
    const described = await hasMembers(groupId, 1);
    assert.equal(described.type, "consumer");
    assert.equal(described.state, "Stable");
    assert.ok((described.groupEpoch ?? 0) > 0);
    const [member] = described.members;
    assert.deepEqual(member?.targetAssignment, member?.assignment);
    assert.ok((member?.memberEpoch ?? 0) > 0);
    await eventually(
      "the consumer has committed",
      async () => (await commits(groupId)).length === 2,
    );
    const refused = await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    assert.equal(refused[0]?.failure?.code, 25);
    assert.deepEqual(await offsetsOf(groupId), [
      [0, 5n],
      [1, 5n],
    ]);

    await consumer.stop();
    await eventually(
      "the group is empty",
      async () => (await describeGroup(groupId))?.state === "Empty",
    );
    const accepted = await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    assert.equal(accepted[0]?.failure, undefined);
    assert.deepEqual(await offsetsOf(groupId), [
      [0, 1n],
      [1, 5n],
    ]);
    const listed = (await gateway.listGroups()).find((group) => group.groupId === groupId);
    assert.equal(listed?.type, "consumer");
    assert.equal(listed.state, "Empty");
  });

  it("shows a live share group as what it is, never as Dead, and cannot commit to it", async () => {
    const groupId = uniqueName("share");
    await live.startShare(groupId, topic);
    const described = await eventually("the share group is up", async () => {
      const group = await describeGroup(groupId);
      return group?.state === "Stable" && group;
    });
    assert.equal(described.type, "share");
    const refused = await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    assert.equal(refused[0]?.failure?.code, 69);
  });

  it("answers about many groups at once, each in its place", async () => {
    const groupIds = Array.from({ length: 12 }, (_, index) => uniqueName(`batch${index}`));
    await Promise.all(
      groupIds.map((groupId, index) =>
        gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: BigInt(index) }]),
      ),
    );
    const results = await gateway.fetchCommittedOffsets(groupIds);
    assert.deepEqual(
      results.map(({ groupId, value }) => [groupId, value?.[0]?.offset]),
      groupIds.map((groupId, index) => [groupId, BigInt(index)]),
    );
    const described = await gateway.describeGroups(groupIds);
    assert.ok(described.every(({ value }) => value?.state === "Empty"));
  });

  it("knows the group without a name like any other", async () => {
    await gateway.commitOffsets("", [{ topic, partition: 0, offset: 3n }]);
    assert.ok((await gateway.listGroups()).some(({ groupId }) => groupId === ""));
    assert.equal((await describeGroup(""))?.state, "Empty");
    const [commit] = (await commits("")).filter((partition) => partition.topic === topic);
    assert.equal(commit?.offset, 3n);
  });

  it("keeps hostile group ids as they are", async () => {
    const names = ["<b>x</b>", "[a](command:b)", "new\nline", "\u202Eright", "ключ"].map(
      uniqueName,
    );
    for (const groupId of names) {
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    }
    const listed = new Set((await gateway.listGroups()).map(({ groupId }) => groupId));
    assert.ok(names.every((groupId) => listed.has(groupId)));
  });
});
