import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { LiveGroups } from "../support/liveGroups";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("deleting from a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  let live: LiveGroups;
  let topic: string;
  let other: string;

  before(async () => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
    live = new LiveGroups(cluster);
    topic = await cluster.createTopic("deleting", { partitions: 2 });
    other = await cluster.createTopic("deleting-other");
  });

  after(async () => {
    await cluster.close();
  });

  async function committedIn(groupId: string): Promise<unknown> {
    const [result] = await gateway.fetchCommittedOffsets([groupId]);
    return result?.value?.map((commit) => [commit.topic, commit.partition, commit.offset]);
  }

  const code = (
    results: readonly { readonly failure: { readonly code: number } | undefined }[],
  ): unknown => results.map(({ failure }) => failure?.code);

  it("is refused for a live group, save for commits of topics it is not subscribed to", async () => {
    const groupId = uniqueName("live-delete");
    await gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 0n },
      { topic: other, partition: 0, offset: 0n },
    ]);
    const consumer = await live.startKafkajs(groupId, topic);
    try {
      await eventually("the consumer has joined", async () => {
        const [group] = await gateway.describeGroups([groupId]);
        return group?.value?.state === "Stable";
      });
      assert.deepEqual(code(await gateway.deleteGroups([groupId])), [68]);
      const forgotten = await gateway.deleteOffsets(groupId, [
        { topic, partition: 0 },
        { topic: other, partition: 0 },
      ]);
      assert.deepEqual(code(forgotten), [86, undefined]);
      assert.deepEqual(await committedIn(groupId), [[topic, 0, 0n]]);
    } finally {
      await consumer.disconnect();
    }
    await eventually("the group is empty", async () => {
      const [group] = await gateway.describeGroups([groupId]);
      return group?.value?.state === "Empty";
    });
    assert.deepEqual(code(await gateway.deleteGroups([groupId])), [undefined]);
    const [described] = await gateway.describeGroups([groupId]);
    assert.equal(described?.failure?.code, 69);
    assert.deepEqual(await committedIn(groupId), []);
  });

  it("is listed and described no more right after the answer, also when it was listed just before", async () => {
    const groupId = uniqueName("listed-delete");
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    const isListed = async (): Promise<boolean> =>
      (await gateway.listGroups()).some((group) => group.groupId === groupId);
    assert.equal(await isListed(), true);
    assert.deepEqual(code(await gateway.deleteGroups([groupId])), [undefined]);
    assert.equal(await isListed(), false);
    const [described] = await gateway.describeGroups([groupId]);
    assert.equal(described?.failure?.code, 69);
  });

  it("forgets the commits named, and tells of partitions that do not exist", async () => {
    const groupId = uniqueName("forget");
    await gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 1n },
      { topic, partition: 1, offset: 2n },
    ]);
    const results = await gateway.deleteOffsets(groupId, [
      { topic, partition: 9 },
      { topic, partition: 1 },
      { topic: other, partition: 0 },
    ]);
    assert.deepEqual(code(results), [3, undefined, undefined]);
    assert.deepEqual(await committedIn(groupId), [[topic, 0, 1n]]);
  });

  it("tells of groups that do not exist, and deletes the others", async () => {
    const groupIds = Array.from({ length: 5 }, (_, index) => uniqueName(`delete${index}`));
    for (const groupId of groupIds) {
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    }
    const gone = uniqueName("gone");
    const results = await gateway.deleteGroups([gone, ...groupIds]);
    assert.deepEqual(code(results), [69, ...groupIds.map(() => undefined)]);
    const listed = new Set((await gateway.listGroups()).map(({ groupId }) => groupId));
    assert.ok(!groupIds.some((groupId) => listed.has(groupId)));
    assert.deepEqual(code(await gateway.deleteOffsets(gone, [{ topic, partition: 0 }])), [69]);
  });

  it("works for hostile group ids", async () => {
    const hostile = ["<b>x</b>", "[a](command:b)", "new\nline", "\u202Eright"].map(uniqueName);
    for (const groupId of hostile) {
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
      assert.deepEqual(code(await gateway.deleteOffsets(groupId, [{ topic, partition: 0 }])), [
        undefined,
      ]);
      assert.deepEqual(code(await gateway.deleteGroups([groupId])), [undefined]);
    }
    const described = await gateway.describeGroups(hostile);
    assert.deepEqual(
      code(described.map(({ failure }) => ({ failure }))),
      hostile.map(() => 69),
    );
  });

  it("deletes the group without a name, whose commits alone the broker does not forget", async () => {
    await gateway.commitOffsets("", [{ topic, partition: 0, offset: 1n }]);
    assert.deepEqual(code(await gateway.deleteOffsets("", [{ topic, partition: 0 }])), [24]);
    assert.deepEqual(code(await gateway.deleteGroups([""])), [undefined]);
    const [described] = await gateway.describeGroups([""]);
    assert.equal(described?.failure?.code, 69);
  });
});
