import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { eventually } from "../support/eventually";
import { inTopic } from "../support/positions";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

const isolation = "readCommitted";

describe("paging through a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  function text({ value }: Message): string | undefined {
    return value?.toString();
  }

  async function deleteBefore(topic: string, offset: bigint): Promise<void> {
    const admin = cluster.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic); // or kafkajs does not know the leader
    const partitions = [{ partition: 0, offset: offset.toString() }];
    await admin.deleteTopicRecords({ topic, partitions });
    await admin.disconnect();
  }

  async function deleteTopic(topic: string): Promise<void> {
    const admin = cluster.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
    await eventually(`${topic} is gone`, async () => {
      const [described] = await gateway.describeTopics([topic]);
      return described?.failure?.code === 3;
    });
  }

  it("goes on behind what was deleted since the page before, and shows it as a gap", async () => {
    const topic = await cluster.createTopic("passed");
    for (let batch = 0; batch < 10; batch++) await cluster.produce(topic, [{ value: `${batch}` }]);
    const request = { maxMessages: 2, isolation } as const;
    const first = await gateway.readForward({ ...request, from: inTopic(topic, 0n) });
    await deleteBefore(topic, 6n);
    const { next, topicIds } = first;
    const second = await gateway.readForward({ ...request, from: next, topicIds, continues: true });
    assert.deepEqual(second.failures, []);
    assert.deepEqual(second.messages.map(text), ["6", "7"]);
    assert.deepEqual(second.gaps, [
      {
        topic,
        partition: 0,
        firstOffset: 2n,
        lastOffset: 5n,
        controlRecords: 0,
        abortedMessages: 0,
        isDeleted: true,
      },
    ]);
    const older = { ...request, from: inTopic(topic, 3n), continues: true };
    const backward = await gateway.readBackward(older);
    assert.deepEqual([backward.messages, backward.failures], [[], []]);
  });

  it("says so when the topic was deleted and created again since the page before", async () => {
    const topic = await cluster.createTopic("recreated");
    await cluster.produce(topic, [{ value: "old 0" }, { value: "old 1" }, { value: "old 2" }]);
    const request = { maxMessages: 1, isolation } as const;
    const first = await gateway.readForward({ ...request, from: inTopic(topic, 0n) });
    const { next, topicIds } = first;
    await deleteTopic(topic);
    const onDeleted = await gateway.readForward({ ...request, from: next, topicIds });
    assert.equal(onDeleted.failures[0]?.kind, "notFound");

    await cluster.createTopicNamed(topic);
    await cluster.produce(topic, [{ value: "new 0" }, { value: "new 1" }, { value: "new 2" }]);
    const goingOn = { ...request, from: next, topicIds, continues: true };
    for (const second of [
      await gateway.readForward(goingOn),
      await gateway.readBackward(goingOn),
    ]) {
      assert.deepEqual(second.messages, []);
      assert.deepEqual(second.next, next);
      assert.deepEqual(second.failures, [
        {
          topic,
          partition: 0,
          message: `Topic ${topic} was deleted and created again since reading began.`,
          kind: "notFound",
        },
      ]);
    }
    const anew = await gateway.readForward({ ...request, from: inTopic(topic, 0n) });
    assert.deepEqual(anew.messages.map(text), ["new 0"]);
    assert.notEqual(anew.topicIds.get(topic), topicIds.get(topic));
  });

  it("is told by the broker where its own knowledge of the topic is out of date", async () => {
    const topic = await cluster.createTopic("stale");
    await cluster.produce(topic, [{ value: "old 0" }, { value: "old 1" }]);
    const request = { maxMessages: 1, isolation } as const;
    const reading = cluster.gateway();
    const { next, ranges, topicIds } = await reading.readForward({
      ...request,
      from: inTopic(topic, 0n),
    });
    await deleteTopic(topic);
    await cluster.createTopicNamed(topic);
    await cluster.produce(topic, [{ value: "new 0" }, { value: "new 1" }]);
    const second = await reading.readForward({ ...request, ranges, topicIds, from: next });
    assert.deepEqual(second.messages, []);
    assert.match(second.failures[0]?.message ?? "", /deleted and created again/);
  });

  it("reads the partitions of several topics as one", async () => {
    const [one, other] = [await cluster.createTopic("a"), await cluster.createTopic("b")];
    const missing = uniqueName("c");
    await cluster.produce(one, [
      { value: "a0", timestamp: "100" },
      { value: "a1", timestamp: "400" },
    ]);
    await cluster.produce(other, [
      { value: "b0", timestamp: "200" },
      { value: "b1", timestamp: "300" },
    ]);
    const from = [missing, one, other].flatMap((topic) => inTopic(topic, 0n));
    const request = { from, maxMessages: 10, isolation } as const;
    const page = await gateway.readForward(request);
    assert.deepEqual(page.messages.map(text), ["a0", "b0", "b1", "a1"]);
    assert.deepEqual(
      page.failures.map(({ topic, kind }) => [topic, kind]),
      [[missing, "notFound"]],
    );
    assert.deepEqual(
      page.next.map(({ offset }) => offset),
      [0n, 2n, 2n],
    );
    const ordered = await gateway.readForward({ ...request, order: "offset" });
    assert.deepEqual(ordered.messages.map(text), ["a0", "b0", "a1", "b1"]);
  });

  it("reads a message of each of a hundred partitions in a handful of requests", async () => {
    const partitions = 100;
    const topic = await cluster.createTopic("wide", { partitions });
    await cluster.produce(
      topic,
      Array.from({ length: 3 * partitions }, (_, index) => ({
        value: `${Math.floor(index / partitions)}`,
        partition: index % partitions,
        timestamp: `${1000 + index}`,
      })),
    );
    const from = inTopic(topic, ...Array.from({ length: partitions }, () => 1n));
    const page = await gateway.readForward({ from, maxMessages: partitions, isolation });
    assert.deepEqual(new Set(page.messages.map(text)), new Set(["1"]));
    assert.equal(page.messages.length, partitions);
    assert.ok(page.requests <= 5, `${page.requests} requests`);
    assert.ok(page.bytes > 0);
    assert.equal(page.throttleMs, 0);
  });
});
