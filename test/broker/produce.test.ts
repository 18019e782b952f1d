import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { Message as KafkajsMessage } from "kafkajs";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { MessageHeader, MessageToProduce } from "../../src/kafka/model";
import { applyProduce } from "../../src/kafka/produce/applyProduce";
import { partitionOfKey } from "../../src/kafka/produce/partitionOfKey";
import { eventually } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

const timestampMs = 1_700_000_000_123n;

/** What another client reads of a topic's messages, by partition and offset. */
interface Consumed {
  readonly partition: number;
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: KafkajsMessage["headers"];
}

describe("producing messages", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  function message(topic: string, rest: Partial<MessageToProduce> = {}): MessageToProduce {
    const none = { key: undefined, value: undefined, headers: [] };
    return { topic, partition: 0, timestampMs, ...none, ...rest };
  }

  async function consumed(topic: string, count: number): Promise<readonly Consumed[]> {
    const consumer = cluster.kafka.consumer({ groupId: uniqueName("reads-back") });
    const found: Consumed[] = [];
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        eachMessage: ({ partition, message: { offset, timestamp, key, value, headers } }) => {
          found.push({ partition, offset, timestamp, key, value, headers });
          return Promise.resolve();
        },
      });
      await eventually(`${count} messages are consumed`, () => found.length >= count, 30_000);
    } finally {
      await consumer.disconnect();
    }
    return found.sort((a, b) => a.partition - b.partition || Number(a.offset) - Number(b.offset));
  }

  it("writes to each partition what another client reads", async () => {
    const topic = await cluster.createTopic("produced", { partitions: 3 });
    const binary = randomBytes(300);
    const headers: readonly MessageHeader[] = [
      { key: "trace", value: Buffer.from([0xff, 0]) },
      { key: "größe", value: Buffer.from("7") },
    ];
    const sent = [
      message(topic, { key: Buffer.from("k"), value: binary, headers }),
      message(topic, { partition: 1 }),
      message(topic, { partition: 1, key: Buffer.alloc(0), value: Buffer.alloc(0) }),
      message(topic, { partition: 2, value: Buffer.alloc(1_000_000, 7), timestampMs: 0n }),
    ];
    const offsets: [number, bigint][] = [];
    for (const one of sent) {
      const { partition, offset } = await gateway.produce(one);
      offsets.push([partition, offset]);
    }
    assert.deepEqual(offsets, [
      [0, 0n],
      [1, 0n],
      [1, 1n],
      [2, 0n],
    ]);
    assert.deepEqual(
      await consumed(topic, sent.length),
      sent.map(({ partition, key, value, timestampMs: time, headers: pairs }, index) => ({
        partition,
        offset: offsets[index]?.[1].toString(),
        timestamp: time.toString(),
        key: key ?? null,
        value: value ?? null,
        headers: Object.fromEntries(pairs.map((header) => [header.key, header.value])),
      })),
    );
  });

  it("keeps headers that repeat, are null or empty, in their order", async () => {
    const topic = await cluster.createTopic("headers");
    const headers = [
      { key: "a", value: Buffer.from("1") },
      { key: "", value: undefined },
      { key: "a", value: Buffer.alloc(0) },
    ];
    const { offset } = await gateway.produce(message(topic, { headers }));
    const { messages } = await gateway.readForward({
      from: [{ topic, partition: 0, offset }],
      maxMessages: 1,
      isolation: "readUncommitted",
    });
    assert.deepEqual(messages[0]?.headers, headers);
  });

  it("chooses partitions as the other producer does", async () => {
    const partitions = 5;
    const topic = await cluster.createTopic("partitioned", { partitions });
    const keys = Array.from({ length: 40 }, (_, index) => Buffer.from(`key ${index * 7919}`));
    await cluster.produce(
      topic,
      keys.map((key) => ({ key, value: null })),
    );
    const all = await consumed(topic, keys.length);
    const chosen = new Map(all.map(({ partition, key }) => [key?.toString(), partition]));
    for (const key of keys) {
      assert.equal(partitionOfKey(key, partitions), chosen.get(key.toString()), key.toString());
    }
  });

  it("says in words that a message is larger than the topic takes", async () => {
    const topic = await cluster.createTopic("small", {
      configEntries: [{ name: "max.message.bytes", value: "2000" }],
    });
    const value = Buffer.alloc(2_000, 7);
    const call = gateway.produce(message(topic, { value }));
    await assert.rejects(call, kafkaError("invalidInput", /larger than the broker accepts/));
    assert.equal((await gateway.produce(message(topic))).offset, 0n);
  });

  it("says which rule of a compacted topic a message breaks", async () => {
    const topic = await cluster.createTopic("compacted", {
      configEntries: [{ name: "cleanup.policy", value: "compact" }],
    });
    const call = gateway.produce(message(topic, { value: Buffer.from("v") }));
    await assert.rejects(call, kafkaError("invalidInput", /Compacted topic cannot accept/));
  });

  it("writes nowhere when the topic or the partition is unknown, and creates none", async () => {
    const topic = await cluster.createTopic("known");
    const unknown = uniqueName("unknown");
    await assert.rejects(gateway.produce(message(unknown)), kafkaError("notFound"));
    await assert.rejects(gateway.produce(message(topic, { partition: 9 })), kafkaError("notFound"));
    const topics = await gateway.listTopics();
    assert.ok(!topics.some((found) => found.topic === unknown));
  });

  it("reads back what it wrote, also where the broker sets the time", async () => {
    const topic = await cluster.createTopic("read-back", {
      configEntries: [{ name: "message.timestamp.type", value: "LogAppendTime" }],
    });
    const headers = [{ key: "h", value: undefined }];
    const sent = message(topic, { key: Buffer.from("k"), headers });
    const written = { kind: "written", readBack: { kind: "same" } };
    assert.deepEqual(await applyProduce(gateway, sent), { ...written, offset: 0n });
    assert.deepEqual(await applyProduce(gateway, sent), { ...written, offset: 1n });
  });

  it("creates and deletes topics, with the cluster's own number of replicas", async () => {
    const topic = uniqueName("made");
    const configs = { "retention.ms": "123456" };
    assert.deepEqual(await gateway.createTopics([{ topic, partitions: 3, configs }]), [{ topic }]);
    const described = await eventually("the topic has leaders", async () => {
      const [found] = await gateway.describeTopics([topic]);
      return found?.partitions.every(({ leader }) => leader !== undefined) === true && found;
    });
    assert.equal(described.partitions.length, 3);
    const [config] = await gateway.describeConfigs([{ type: "topic", name: topic }]);
    const retention = config?.entries.find(({ name }) => name === "retention.ms");
    assert.equal(retention?.value, "123456");
    const [refused] = await gateway.createTopics([{ topic, partitions: 1 }]);
    assert.equal(refused?.failure?.code, 36);
    assert.deepEqual(await gateway.deleteTopics([topic]), [{ topic }]);
    const [gone] = await gateway.deleteTopics([topic]);
    assert.equal(gone?.failure?.code, 3);
  });
});
