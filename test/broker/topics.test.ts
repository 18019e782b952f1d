import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("topics of a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  it("describes the cluster", async () => {
    const { clusterId, controllerId, brokers } = await gateway.describeCluster();
    assert.match(clusterId ?? "", /^[\w-]{22}$/);
    assert.ok(brokers.some(({ nodeId }) => nodeId === controllerId));
    assert.ok(brokers.every(({ port, host }) => port > 0 && host !== ""));
  });

  it("lists a new topic with its partitions, leaders and replicas", async () => {
    const topic = await cluster.createTopic("listed", { partitions: 3 });
    const found = (await gateway.listTopics()).find((candidate) => candidate.topic === topic);
    assert.deepEqual(
      found?.partitions.map(({ partition }) => partition),
      [0, 1, 2],
    );
    assert.equal(found.isInternal, false);
    assert.ok(found.topicId !== undefined);
    for (const { leader, replicas, inSyncReplicas } of found.partitions) {
      assert.deepEqual(replicas, [leader]);
      assert.deepEqual(inSyncReplicas, [leader]);
    }
  });

  it("describes topics in the order asked, and one that is missing as missing", async () => {
    const topic = await cluster.createTopic("described");
    const missing = uniqueName("missing");
    const described = await gateway.describeTopics([missing, topic, "not/valid"]);
    assert.deepEqual(
      described.map(({ failure }) => failure?.code),
      [3, undefined, 17],
    );
    assert.equal(described[1]?.topic, topic);
  });

  it("finds offsets by timestamp: the first at or after it, or none", async () => {
    const topic = await cluster.createTopic("times");
    const timestamps = [1000, 3000, 2000, 5000];
    await cluster.produce(
      topic,
      timestamps.map((timestamp) => ({ value: "v", timestamp: String(timestamp) })),
    );
    const ask = [0n, 1000n, 1001n, 3001n, 5000n, 5001n].map((timestampMs) => ({
      topic,
      partition: 0,
      at: { timestampMs },
    }));
    const found = await gateway.listOffsets(ask, "readUncommitted");
    assert.deepEqual(
      found.map(({ offset, timestampMs }) => [offset, timestampMs]),
      [
        [0n, 1000n],
        [0n, 1000n],
        [1n, 3000n],
        [3n, 5000n],
        [3n, 5000n],
        [undefined, undefined],
      ],
    );
  });

  it("finds the message with the newest timestamp, which need not be the last, and none in an empty log", async () => {
    const topic = await cluster.createTopic("newest", { partitions: 2 });
    await cluster.produce(
      topic,
      [1000, 5000, 2000].map((timestamp) => ({
        value: "v",
        partition: 0,
        timestamp: String(timestamp),
      })),
    );
    const found = await gateway.listOffsets(
      [0, 1].map((partition) => ({ topic, partition, at: "maxTimestamp" as const })),
      "readUncommitted",
    );
    assert.deepEqual(
      found.map(({ offset, timestampMs, failure }) => [offset, timestampMs, failure]),
      [
        [1n, 5000n, undefined],
        [undefined, undefined, undefined],
      ],
    );
  });

  it("refuses a negative timestamp, which the broker would take for an end of the log", async () => {
    const topic = await cluster.createTopic("sentinel");
    const question = { topic, partition: 0, at: { timestampMs: -2n } };
    await assert.rejects(
      gateway.listOffsets([question], "readUncommitted"),
      kafkaError("invalidInput"),
    );
  });

  it("answers start and end of many partitions in the order asked", async () => {
    const topic = await cluster.createTopic("many", { partitions: 20 });
    await cluster.produce(topic, [{ value: "v", partition: 7 }]);
    const partitions = Array.from({ length: 20 }, (_, index) => 19 - index);
    const answers = await gateway.listOffsets(
      partitions.flatMap((partition) => [
        { topic, partition, at: "latest" as const },
        { topic, partition, at: "earliest" as const },
      ]),
      "readUncommitted",
    );
    assert.deepEqual(
      answers.filter(({ offset }) => offset !== 0n),
      [{ topic, partition: 7, offset: 1n, timestampMs: undefined, failure: undefined }],
    );
    assert.deepEqual(
      answers.map(({ partition }) => partition),
      partitions.flatMap((partition) => [partition, partition]),
    );
  });

  it("gives a partition that does not exist its own failure", async () => {
    const topic = await cluster.createTopic("few");
    const [fine, missing] = await gateway.listOffsets(
      [
        { topic, partition: 0, at: "latest" },
        { topic, partition: 5, at: "latest" },
      ],
      "readUncommitted",
    );
    assert.equal(fine?.offset, 0n);
    assert.equal(missing?.failure?.code, 3);
  });

  it("sees partitions that were added after it first looked", async () => {
    const topic = await cluster.createTopic("grown");
    await gateway.listOffsets([{ topic, partition: 0, at: "latest" }], "readUncommitted");
    const admin = cluster.kafka.admin();
    await admin.connect();
    await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
    await admin.disconnect();
    const added = await eventually("the new partition is served", async () => {
      const question = { topic, partition: 1, at: "latest" } as const;
      const [answer] = await gateway.listOffsets([question], "readUncommitted");
      return answer?.failure === undefined && answer;
    });
    assert.equal(added.offset, 0n);
  });
});
