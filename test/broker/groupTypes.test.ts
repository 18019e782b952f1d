import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { GroupDescription, ShareOffset, TopicPartition } from "../../src/kafka/model";
import { eventually } from "../support/eventually";
import { LiveGroups, type RunningConsumer } from "../support/liveGroups";
import { StreamsMember } from "../support/streamsMember";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("the types of groups of a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  let live: LiveGroups;
  let topic: string;

  before(async () => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
    live = new LiveGroups(cluster);
    topic = await cluster.createTopic("typed", { partitions: 2 });
  });

  after(async () => {
    await live.stop();
    await cluster.close();
  });

  const both = (): readonly TopicPartition[] => [0, 1].map((partition) => ({ topic, partition }));

  async function describeGroup(groupId: string): Promise<GroupDescription | undefined> {
    const [result] = await gateway.describeGroups([groupId]);
    return result?.value;
  }

  function isStable(groupId: string): Promise<GroupDescription> {
    return eventually(`${groupId} is stable with all partitions`, async () => {
      const group = await describeGroup(groupId);
      const assigned = group?.members.flatMap(({ assignment }) => assignment) ?? [];
      return group?.state === "Stable" && assigned.length >= 2 && group;
    });
  }

  async function isEmpty(groupId: string): Promise<GroupDescription> {
    return eventually(`${groupId} is empty`, async () => {
      const group = await describeGroup(groupId);
      return group?.state === "Empty" && group;
    });
  }

  it("classic: assignor, assignment, subscription and rack of each member", async () => {
    const groupId = uniqueName("classic-range");
    await live.startClassic(groupId, topic, "rack-a");
    const group = await isStable(groupId);
    assert.equal(group.type, "classic");
    assert.equal(group.assignor, "range");
    assert.equal(group.groupEpoch, undefined);
    assert.equal(group.assignmentEpoch, undefined);
    const [member] = group.members;
    assert.deepEqual(member?.assignment, both());
    assert.equal(member.targetAssignment, undefined);
    assert.equal(member.memberEpoch, undefined);
    assert.deepEqual(member.subscription, [topic]);
    assert.equal(member.rack, "rack-a");
  });

  it("consumer (KIP-848): epochs, current and target assignment", async () => {
    const groupId = uniqueName("kip848-typed");
    await live.startKip848(groupId, topic, "rack-b");
    const group = await isStable(groupId);
    assert.equal(group.type, "consumer");
    assert.equal(group.assignor, "uniform");
    assert.ok((group.groupEpoch ?? 0) > 0);
    assert.equal(group.assignmentEpoch, group.groupEpoch);
    const [member] = group.members;
    assert.equal(member?.memberEpoch, group.groupEpoch);
    assert.deepEqual(member?.assignment, both());
    assert.deepEqual(member.targetAssignment, both());
    assert.deepEqual(member.subscription, [topic]);
    assert.equal(member.rack, "rack-b");
  });

  describe("share (KIP-932)", () => {
    let groupId: string;
    let consumer: RunningConsumer;

    before(async () => {
      groupId = uniqueName("share-typed");
      consumer = await live.startShare(groupId, topic);
    });

    /** Where it begins is known once it has acknowledged messages; those of before its first fetch do not count. */
    async function begun(): Promise<readonly ShareOffset[]> {
      return eventually("the group has begun", async () => {
        await cluster.produce(
          topic,
          both().map(({ partition }) => ({ value: "v", partition })),
        );
        const [result] = await gateway.describeShareOffsets([groupId]);
        const offsets = result?.value ?? [];
        const isKnown = offsets.every(({ startOffset }) => startOffset !== undefined);
        return offsets.length === 2 && isKnown && offsets;
      });
    }

    it("while live: state, epochs, assignment and where it begins; it is neither deleted nor rewound", async () => {
      const group = await isStable(groupId);
      assert.equal(group.type, "share");
      assert.equal(group.protocolType, "share");
      assert.equal(group.assignor, "simple");
      assert.equal(group.assignmentEpoch, group.groupEpoch);
      const [member] = group.members;
      assert.equal(member?.memberEpoch, group.groupEpoch);
      assert.deepEqual(member?.assignment, both());
      assert.deepEqual(member.subscription, [topic]);
      const offsets = await begun();
      const ends = await gateway.listOffsets(
        both().map((partition) => ({ ...partition, at: "latest" })),
        "readUncommitted",
      );
      for (const [
        index,
        { partition, startOffset = -1n, lag = -1n, failure },
      ] of offsets.entries()) {
        assert.equal(partition, index);
        assert.equal(failure, undefined);
        assert.ok(startOffset >= 0n);
        assert.ok(lag >= 0n);
        assert.ok(startOffset + lag <= (ends[index]?.offset ?? 0n));
      }
      const [deleted] = await gateway.deleteGroups([groupId]);
      assert.equal(deleted?.failure?.code, 68);
      const [forgotten] = await gateway.deleteOffsets(groupId, [{ topic, partition: 0 }]);
      assert.equal(forgotten?.failure?.code, 69);
    });

    it("while empty: listed, described and at last deleted", async () => {
      await consumer.stop();
      const group = await isEmpty(groupId);
      assert.equal(group.type, "share");
      assert.deepEqual(group.members, []);
      const [deleted] = await gateway.deleteGroups([groupId]);
      assert.equal(deleted?.failure, undefined);
      const [described] = await gateway.describeGroups([groupId]);
      assert.equal(described?.failure?.code, 69);
      const [offsets] = await gateway.describeShareOffsets([groupId]);
      assert.equal(offsets?.failure?.code, 69);
    });
  });

  it("streams (KIP-1071): state, epochs, and what the active tasks read", async () => {
    const groupId = uniqueName("streams-typed");
    const smaller = await cluster.createTopic("typed-smaller", { partitions: 1 });
    const sources = [topic, smaller].sort();
    const member = await StreamsMember.connect(cluster.bootstrapServers, groupId, sources);
    try {
      const group = await eventually("the application runs", async () => {
        await member.heartbeat();
        const described = await describeGroup(groupId);
        return described?.state === "Stable" && described;
      });
      assert.equal(group.type, "streams");
      assert.equal(group.protocolType, "streams");
      assert.equal(group.assignmentEpoch, group.groupEpoch);
      const [only] = group.members;
      assert.equal(only?.memberEpoch, group.groupEpoch);
      assert.deepEqual(only?.assignment, [...both(), { topic: smaller, partition: 0 }]);
      assert.deepEqual(only.targetAssignment, only.assignment);
      assert.deepEqual(only.subscription, sources);
      const [deleted] = await gateway.deleteGroups([groupId]);
      assert.equal(deleted?.failure?.code, 68);
    } finally {
      await member.leave();
    }
    const empty = await isEmpty(groupId);
    assert.equal(empty.type, "streams");
  });

  it("says of groups of other types, and of none, that they have no share offsets", async () => {
    const classic = uniqueName("not-shared");
    await gateway.commitOffsets(classic, [{ topic, partition: 0, offset: 0n }]);
    const results = await gateway.describeShareOffsets([classic, uniqueName("none")]);
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [69, 69],
    );
  });
});
