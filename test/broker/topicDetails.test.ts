import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("details of topics on a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  it("tells which producer's transaction is open, from which offset on, and that it ended", async () => {
    const topic = await cluster.createTopic("producers", { partitions: 2 });
    const partitions = [0, 1].map((partition) => ({ topic, partition }));
    const producer = cluster.kafka.producer({
      transactionalId: topic,
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    try {
      await cluster.produce(topic, [{ value: "before", partition: 1 }]);
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: "open", partition: 1 }] });
      const [idle, open] = await gateway.describeProducers(partitions);
      assert.deepEqual(idle, { topic, partition: 0, producers: [], failure: undefined });
      const [active] = open?.producers ?? [];
      assert.equal(active?.openTransactionStart, 1n);
      assert.ok(active.producerId >= 0n);
      assert.ok(active.lastTimestampMs > 1_700_000_000_000n);
      await transaction.abort();
      await eventually("the transaction has ended", async () => {
        const [, ended] = await gateway.describeProducers(partitions);
        return ended?.producers[0]?.openTransactionStart === undefined;
      });
    } finally {
      await producer.disconnect();
    }
  });

  it("gives a partition that does not exist its own failure", async () => {
    const topic = await cluster.createTopic("producers-of-few");
    const [missing, fine] = await gateway.describeProducers([
      { topic, partition: 7 },
      { topic, partition: 0 },
    ]);
    assert.equal(missing?.failure?.code, 3);
    assert.equal(fine?.failure, undefined);
  });

  it("measures every replica on disk", async () => {
    const topic = await cluster.createTopic("sizes", { partitions: 2 });
    await cluster.produce(topic, [{ value: "v".repeat(5_000), partition: 1 }]);
    const { replicas, failures } = await gateway.describeReplicaSizes([topic]);
    assert.equal(failures.size, 0);
    const sorted = replicas.toSorted((a, b) => a.partition - b.partition);
    assert.deepEqual(
      sorted.map(({ partition, nodeId, offsetLag }) => [partition, nodeId, offsetLag]),
      [
        [0, 1, 0n],
        [1, 1, 0n],
      ],
    );
    assert.equal(sorted[0]?.sizeBytes, 0n);
    assert.ok(sorted[1] !== undefined && sorted[1].sizeBytes > 5_000n);
    assert.notEqual(sorted[1].logDirectory, "");
  });

  it("tells settings of topics and brokers, and keeps what is missing to itself", async () => {
    const topic = await cluster.createTopic("configured", {
      configEntries: [{ name: "cleanup.policy", value: "compact" }],
    });
    const missing = uniqueName("missing");
    const results = await gateway.describeConfigs([
      { type: "topic", name: missing },
      { type: "broker", name: "1" },
      { type: "topic", name: topic },
    ]);
    assert.deepEqual(
      results.map(({ name, failure }) => [name, failure?.code]),
      [
        [missing, 3],
        ["1", undefined],
        [topic, undefined],
      ],
    );
    const [, ofBroker, ofTopic] = results;
    assert.deepEqual(
      ofTopic?.entries.find(({ name }) => name === "cleanup.policy"),
      {
        name: "cleanup.policy",
        value: "compact",
        isDefault: false,
        isSensitive: false,
        isReadOnly: false,
      },
    );
    assert.ok(ofTopic.entries.some(({ name, isDefault }) => name === "flush.ms" && isDefault));
    const nodeId = ofBroker?.entries.find(({ name }) => name === "node.id");
    assert.deepEqual([nodeId?.value, nodeId?.isReadOnly], ["1", true]);
  });
});
