import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { inTopic, ofPartition } from "../support/positions";
import { readAllBackward, readAllForward } from "../support/readThrough";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("reading a real cluster", () => {
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

  describe("over four partitions", () => {
    const partitions = 4;
    const count = 1_000;
    let topic: string;

    before(async () => {
      topic = await cluster.createTopic("paged", { partitions });
      for (let batch = 0; batch < 10; batch++) {
        await cluster.produce(
          topic,
          Array.from({ length: count / 10 }, (_, index) => {
            const number = batch * 100 + index;
            // in the first three partitions time goes forward, in the last it goes back
            const timestamp = number % 4 === 3 ? 5_000_000 - number : 1_000_000 + number;
            return { value: `m${number}`, partition: number % 4, timestamp: String(timestamp) };
          }),
        );
      }
    });

    it("yields every message exactly once forward, whatever the page size", async () => {
      for (const maxMessages of [7, 333, 10_000]) {
        const { messages, gaps } = await readAllForward(gateway, topic, {
          partitions,
          maxMessages,
        });
        assert.equal(new Set(messages.map(text)).size, count);
        assert.equal(messages.length, count);
        assert.deepEqual(gaps, []);
      }
    });

    it("yields every message exactly once backward", async () => {
      const { messages } = await readAllBackward(gateway, topic, { partitions, maxMessages: 64 });
      assert.equal(new Set(messages.map(text)).size, count);
      assert.equal(messages.length, count);
    });

    it("merges by time and keeps each partition's order", async () => {
      const { messages } = await readAllForward(gateway, topic, { partitions });
      const inOrder = messages.filter(({ partition }) => partition < 3);
      const times = inOrder.map(({ timestampMs }) => timestampMs);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => (a < b ? -1 : 1)),
      );
      for (let partition = 0; partition < partitions; partition++) {
        const offsets = messages.filter((m) => m.partition === partition).map((m) => m.offset);
        assert.deepEqual(
          offsets,
          Array.from({ length: count / 4 }, (_, index) => BigInt(index)),
        );
      }
    });

    it("gives the latest messages, newest first, of one partition", async () => {
      const page = await gateway.readBackward({
        from: inTopic(topic, 250n),
        maxMessages: 3,
        isolation: "readCommitted",
      });
      assert.deepEqual(page.messages.map(text), ["m996", "m992", "m988"]);
      assert.equal(ofPartition(page.next, 0)?.offset, 247n);
      assert.deepEqual(page.ranges, [
        {
          topic,
          partition: 0,
          start: 0n,
          end: 250n,
          highWatermark: 250n,
          lastStableOffset: 250n,
        },
      ]);
    });

    it("goes on from a page when messages have come since", async () => {
      const late = await cluster.createTopic("growing");
      await cluster.produce(late, [{ value: "first" }]);
      const request = { maxMessages: 10, isolation: "readCommitted" } as const;
      const first = await gateway.readForward({ ...request, from: inTopic(late, 0n) });
      await cluster.produce(late, [{ value: "second" }]);
      const second = await gateway.readForward({ ...request, from: first.next });
      assert.deepEqual(
        [first, second].map(({ messages }) => messages.map(text)),
        [["first"], ["second"]],
      );
    });
  });

  it("joins no group, commits nothing and creates no topic", async () => {
    const topic = await cluster.createTopic("untouched");
    await cluster.produce(topic, [{ value: "v" }]);
    const missing = uniqueName("never-created");
    const groupIds = async (): Promise<readonly string[]> =>
      (await gateway.listGroups()).map(({ groupId }) => groupId);
    const before = await groupIds();
    const topicsBefore = (await gateway.listTopics()).map((described) => described.topic);
    await readAllForward(gateway, topic);
    await readAllBackward(gateway, topic);
    await gateway.describeTopics([missing]);
    await gateway.listOffsets([{ topic: missing, partition: 0, at: "latest" }], "readCommitted");
    const page = await gateway.readForward({
      from: inTopic(missing, 0n),
      maxMessages: 1,
      isolation: "readCommitted",
    });
    assert.match(ofPartition(page.failures, 0)?.message ?? "", /does not exist/);
    assert.deepEqual(await groupIds(), before);
    const topics = (await gateway.listTopics()).map((described) => described.topic);
    assert.deepEqual(
      topics.filter((name) => !topicsBefore.includes(name)),
      [],
    );
  });

  it("tells a tombstone from an empty value, and a missing key from an empty one", async () => {
    const topic = await cluster.createTopic("nothing");
    await cluster.produce(topic, [
      { key: "a", value: null },
      { key: "b", value: "" },
      { key: "", value: "x" },
      { key: null, value: "y" },
    ]);
    const { messages } = await readAllForward(gateway, topic);
    assert.deepEqual(
      messages.map(({ key, value }) => [key?.toString(), value?.toString()]),
      [
        ["a", undefined],
        ["b", ""],
        ["", "x"],
        [undefined, "y"],
      ],
    );
  });

  it("keeps headers in order, doubles and all", async () => {
    const topic = await cluster.createTopic("headers");
    const headers = { trace: ["1", "2", Buffer.from([0xff])], source: "test" };
    await cluster.produce(topic, [{ value: "v", headers }]);
    const { messages } = await readAllForward(gateway, topic);
    assert.deepEqual(
      messages[0]?.headers.map(({ key, value }) => [key, value?.toString("latin1")]),
      [
        ["trace", "1"],
        ["trace", "2"],
        ["trace", "\u00FF"],
        ["source", "test"],
      ],
    );
  });

  it("tells the broker's time from the producer's", async () => {
    const configEntries = [{ name: "message.timestamp.type", value: "LogAppendTime" }];
    const stamped = await cluster.createTopic("stamped", { configEntries });
    await cluster.produce(stamped, [{ value: "v", timestamp: "1000" }]);
    const [message] = (await readAllForward(gateway, stamped)).messages;
    assert.equal(message?.timestampType, "logAppendTime");
    assert.ok(message.timestampMs > 1_600_000_000_000n);
  });

  it("reads a message far larger than what it asks for at a time", async () => {
    const configEntries = [{ name: "max.message.bytes", value: "10000000" }];
    const topic = await cluster.createTopic("huge", { configEntries });
    const value = Buffer.alloc(5_000_000, "x");
    await cluster.produce(topic, [{ value }, { value: "small" }]);
    const forward = await readAllForward(gateway, topic, { maxMessages: 1 });
    assert.equal(forward.messages[0]?.value?.length, value.length);
    assert.equal(forward.messages[1]?.value?.toString(), "small");
    const backward = await readAllBackward(gateway, topic, { maxMessages: 1 });
    assert.equal(backward.messages.length, 2);
  });

  it("says what is left when retention has passed by", async () => {
    const topic = await cluster.createTopic("deleted");
    await cluster.produce(
      topic,
      Array.from({ length: 10 }, (_, index) => ({ value: `${index}` })),
    );
    const admin = cluster.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic); // or kafkajs does not know the leader
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "6" }] });
    await admin.disconnect();
    const request = { maxMessages: 10, isolation: "readCommitted" } as const;
    const page = await gateway.readForward({ ...request, from: inTopic(topic, 2n) });
    assert.equal(
      ofPartition(page.failures, 0)?.message,
      "Offset 2 no longer exists: the partition now holds offsets 6 to 9.",
    );
    const { messages } = await readAllBackward(gateway, topic);
    assert.deepEqual(messages.map(text), ["9", "8", "7", "6"]);
  });

  it("ends at once when it is cancelled", async () => {
    const topic = await cluster.createTopic("cancelled");
    const controller = new AbortController();
    const call = gateway.readForward(
      { from: inTopic(topic, 0n), maxMessages: 1, isolation: "readCommitted" },
      controller.signal,
    );
    controller.abort();
    await assert.rejects(call, /Cancelled/);
  });
});
