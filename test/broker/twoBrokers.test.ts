import assert from "node:assert/strict";
import path from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { readAllForward } from "../support/readThrough";
import { TestKafka, uniqueName } from "../support/testKafka";

describe("two brokers, of which one goes away", function () {
  this.timeout(90_000);
  let servers: KafkaCluster;
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  let directory: string;
  let topic: string;
  let replicated: string;

  /** Partition 0 on broker 1, partition 1 on broker 2 alone; in `replicated` both, led by broker 2. */
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "two-brokers-"));
    servers = await startKafka({
      brokers: 2,
      dataDirectory: directory,
      extraProperties: {
        "auto.create.topics.enable": "true",
        "offsets.topic.replication.factor": "1",
        "min.insync.replicas": "1",
      },
    });
    cluster = new TestKafka(servers.bootstrapServers);
    gateway = cluster.gateway();
    topic = await cluster.createTopic("split", {
      replicaAssignment: [
        { partition: 0, replicas: [1] },
        { partition: 1, replicas: [2] },
      ],
    });
    replicated = await cluster.createTopic("replicated", {
      replicaAssignment: [{ partition: 0, replicas: [2, 1] }],
    });
    await cluster.produce(topic, [
      { value: "on broker 1", partition: 0 },
      { value: "on broker 2", partition: 1 },
    ]);
    await cluster.produce(replicated, [{ value: "on both" }]);
  });

  after(async () => {
    await cluster.close();
    await servers.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  it("asks each leader for its partitions, and every broker for its groups", async () => {
    const questions = [0, 1].map((partition) => ({ topic, partition, at: "latest" as const }));
    const answers = await gateway.listOffsets(questions, "readCommitted");
    assert.deepEqual(
      answers.map(({ offset }) => offset),
      [1n, 1n],
    );
    const groupIds = Array.from({ length: 10 }, () => uniqueName("spread"));
    for (const groupId of groupIds) {
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    }
    const listed = (await gateway.listGroups()).map(({ groupId }) => groupId);
    assert.deepEqual(listed, groupIds.toSorted());
    const described = await gateway.describeGroups(groupIds);
    const coordinators = new Set(described.map(({ value }) => value?.coordinator.nodeId));
    assert.deepEqual(coordinators, new Set([1, 2]));
  });

  it("creates no topic by asking for one, although the brokers would", async () => {
    const missing = uniqueName("never-created");
    const [described] = await gateway.describeTopics([missing]);
    assert.equal(described?.failure?.code, 3);
    await gateway.listOffsets([{ topic: missing, partition: 0, at: "latest" }], "readCommitted");
    const from = new Map([[0, 0n]]);
    const request = { topic: missing, from, maxMessages: 1, isolation: "readCommitted" } as const;
    await gateway.readForward(request);
    await gateway.readBackward(request);
    assert.ok(!(await gateway.listTopics()).some((listed) => listed.topic === missing));
  });

  describe("after broker 2 was killed", () => {
    before(async () => {
      await servers.broker(2).kill();
      await eventually(
        "the partition has lost its leader",
        async () => {
          const [described] = await gateway.describeTopics([topic]);
          return described?.partitions[1]?.leader === undefined;
        },
        30_000,
      );
    });

    it("lists all topics, the partition without a leader among them", async () => {
      const listed = (await gateway.listTopics()).find((described) => described.topic === topic);
      assert.equal(listed?.failure, undefined);
      assert.deepEqual(
        listed?.partitions.map(({ leader, offlineReplicas }) => [leader, offlineReplicas]),
        [
          [1, []],
          [undefined, [2]],
        ],
      );
    });

    it("measures the other partition, and says that this one has no leader", async () => {
      const questions = [1, 0].map((partition) => ({ topic, partition, at: "latest" as const }));
      const [without, fine] = await gateway.listOffsets(questions, "readUncommitted");
      assert.equal(without?.failure?.code, 5);
      assert.equal(fine?.offset, 1n);
    });

    it("reads the other partition, and says that this one has no leader", async () => {
      const from = new Map([
        [0, 0n],
        [1, 0n],
      ]);
      const request = { topic, maxMessages: 10, isolation: "readCommitted", from } as const;
      const page = await gateway.readForward(request);
      assert.deepEqual(
        page.messages.map(({ value }) => String(value)),
        ["on broker 1"],
      );
      assert.match(page.failures.get(1) ?? "", /no leader/);
      assert.equal(page.next.get(1), 0n);
    });

    it("follows the leader that moved to broker 1", async () => {
      const { messages } = await readAllForward(gateway, replicated);
      assert.deepEqual(
        messages.map(({ value }) => String(value)),
        ["on both"],
      );
    });

    it("connects through the bootstrap server that is left", async () => {
      const fresh = cluster.gateway();
      assert.deepEqual(
        (await fresh.describeCluster()).brokers.map(({ nodeId }) => nodeId),
        [1],
      );
    });

    it("reads the partition again when its broker is back", async () => {
      await servers.broker(2).start();
      const page = await eventually(
        "the partition is readable",
        async () => {
          const request = { topic, maxMessages: 10, isolation: "readCommitted" } as const;
          const read = await gateway.readForward({ ...request, from: new Map([[1, 0n]]) });
          return read.messages.length > 0 && read;
        },
        30_000,
      );
      assert.equal(String(page.messages[0]?.value), "on broker 2");
    });
  });
});
