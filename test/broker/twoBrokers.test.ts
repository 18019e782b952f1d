import assert from "node:assert/strict";
import path from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { explainGroupOf, found, samplesOf } from "../support/explainedGroup";
import { inTopic, ofPartition } from "../support/positions";
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
    const deleted = await gateway.deleteGroups(groupIds);
    assert.deepEqual(
      deleted.map(({ groupId, failure }) => [groupId, failure]),
      groupIds.map((groupId) => [groupId, undefined]),
    );
    assert.deepEqual(await gateway.listGroups(), []);
  });

  it("creates no topic by asking for one, although the brokers would", async () => {
    const missing = uniqueName("never-created");
    const [described] = await gateway.describeTopics([missing]);
    assert.equal(described?.failure?.code, 3);
    await gateway.listOffsets([{ topic: missing, partition: 0, at: "latest" }], "readCommitted");
    const from = inTopic(missing, 0n);
    const request = { from, maxMessages: 1, isolation: "readCommitted" } as const;
    await gateway.readForward(request);
    await gateway.readBackward(request);
    assert.ok(!(await gateway.listTopics()).some((listed) => listed.topic === missing));
  });

  describe("after broker 2 was killed", () => {
    /** By the broker that coordinated them. Each has committed in both partitions. */
    const groups = new Map<number | undefined, string>();

    before(async () => {
      await eventually("each broker coordinates a group", async () => {
        const groupId = uniqueName("coordinated");
        const commits = [0, 1].map((partition) => ({ topic, partition, offset: 0n }));
        await gateway.commitOffsets(groupId, commits);
        const [described] = await gateway.describeGroups([groupId]);
        groups.set(described?.value?.coordinator.nodeId, groupId);
        return groups.has(1) && groups.has(2);
      });
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

    it("explains that a group's partition has no leader, and does not count its lag", async () => {
      const groupId = groups.get(1) ?? "";
      const [sample] = await samplesOf(gateway, groupId);
      assert.deepEqual(
        sample?.partitions.map(({ lag }) => lag),
        [{ kind: "behind", lag: 1n }, { kind: "unknown" }],
      );
      const { evidence } = found(
        await explainGroupOf(gateway, groupId),
        "1 partition without a leader",
      );
      assert.deepEqual(evidence, [`No leader: ${topic} 1.`]);
    });

    it("explains that a group's coordinator is not ready", async () => {
      const impatient = cluster.gateway({ requestTimeoutMs: 3_000 });
      const findings = await explainGroupOf(impatient, groups.get(2) ?? "");
      const { severity } = found(findings, "The group's coordinator is not ready");
      assert.equal(severity, "warning");
    });

    it("tells that broker 2 is registered and does not serve", async () => {
      const { brokers, fencedBrokers } = await gateway.describeCluster();
      assert.deepEqual(
        [brokers, fencedBrokers].map((some) => some.map(({ nodeId }) => nodeId)),
        [[1], [2]],
      );
    });

    it("tells producers, disk use and settings of broker 1, and what broker 2 cannot", async () => {
      const producers = await gateway.describeProducers([
        { topic, partition: 1 },
        { topic, partition: 0 },
      ]);
      assert.deepEqual(
        producers.map(({ failure }) => failure?.code),
        [5, undefined],
      );
      const { replicas } = await gateway.describeReplicaSizes([topic]);
      assert.deepEqual(
        replicas.map(({ nodeId, partition }) => [nodeId, partition]),
        [[1, 0]],
      );
      const configs = await gateway.describeConfigs([
        { type: "broker", name: "2" },
        { type: "topic", name: topic },
        { type: "broker", name: "1" },
      ]);
      assert.deepEqual(
        configs.map(({ failure }) => failure?.code),
        [13, undefined, undefined],
      );
    });

    it("reads the other partition, and says that this one has no leader", async () => {
      const from = inTopic(topic, 0n, 0n);
      const request = { maxMessages: 10, isolation: "readCommitted", from } as const;
      const page = await gateway.readForward(request);
      assert.deepEqual(
        page.messages.map(({ value }) => String(value)),
        ["on broker 1"],
      );
      assert.match(ofPartition(page.failures, 1)?.message ?? "", /no leader/);
      assert.equal(ofPartition(page.next, 1)?.offset, 0n);
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
          const from = [{ topic, partition: 1, offset: 0n }];
          const request = { from, maxMessages: 10, isolation: "readCommitted" } as const;
          const read = await gateway.readForward(request);
          return read.messages.length > 0 && read;
        },
        30_000,
      );
      assert.equal(String(page.messages[0]?.value), "on broker 2");
    });
  });
});
