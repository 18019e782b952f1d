import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startOldKafka, type OldKafka, type OldKafkaVersion } from "../../tools/kafka/old/oldKafka";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { applyProduce } from "../../src/kafka/produce/applyProduce";
import { planReset } from "../../src/kafka/reset/plan";
import { applyReset } from "../../src/kafka/reset/applyReset";
import { describeResult } from "../../src/kafka/reset/describeResult";
import { readResetFacts } from "../../src/kafka/reset/readResetFacts";
import { diagnosed } from "../support/diagnosed";
import { eventually } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { pollMessages } from "../support/tailThrough";
import { readAllBackward, readAllForward } from "../support/readThrough";
import { TestKafka, uniqueName, type TopicOptions } from "../support/testKafka";
import {
  firstTimestampMs,
  messageCount,
  produceStored,
  scanFor,
  storedMessages,
  toStored,
} from "./storedMessages";

interface Expectation {
  readonly version: OldKafkaVersion;
  readonly hasTopicIds: boolean;
  readonly listsStates: boolean;
  readonly describesProducers: boolean;
  readonly deletesOffsets: boolean;
}

const expectations: readonly Expectation[] = [
  {
    version: "2.1.1",
    hasTopicIds: false,
    listsStates: false,
    describesProducers: false,
    deletesOffsets: false,
  },
  {
    version: "2.8.2",
    hasTopicIds: true,
    listsStates: true,
    describesProducers: true,
    deletesOffsets: true,
  },
];

/** As producers and brokers of that release would have stored them. */
const formats = [
  { release: "0.9.0", codecs: ["none", "gzip", "snappy", "lz4"], hasTimestamps: false },
  { release: "0.10.2", codecs: ["none", "gzip", "snappy", "lz4"], hasTimestamps: true },
  { release: "2.1", codecs: ["none", "lz4", "zstd"], hasTimestamps: true },
] as const;

for (const expected of expectations) {
  describe(`Kafka ${expected.version}`, function () {
    this.timeout(90_000);
    let broker: OldKafka;
    let cluster: TestKafka;
    let gateway: ClusterGateway;
    let directory: string;

    before(async () => {
      directory = await mkdtemp(path.join(tmpdir(), "old-kafka-"));
      broker = await startOldKafka({ version: expected.version, dataDirectory: directory });
      cluster = new TestKafka(broker.bootstrapServers);
      gateway = cluster.gateway();
    });

    after(async () => {
      await cluster.close();
      await broker.close();
      await rm(directory, { recursive: true, force: true });
    });

    /** Kafka 2.1 has no replication factor of its own choice. */
    function createTopic(purpose: string, options: TopicOptions = {}): Promise<string> {
      return cluster.createTopic(purpose, { replicationFactor: 1, ...options });
    }

    it("tells its brokers and topics", async () => {
      const topic = await createTopic("listed", { partitions: 3 });
      const { clusterId, controllerId, brokers } = await gateway.describeCluster();
      assert.match(clusterId ?? "", /^[\w-]{22}$/);
      assert.equal(controllerId, 1);
      assert.equal(brokers.length, 1);
      const found = (await gateway.listTopics()).find((candidate) => candidate.topic === topic);
      assert.deepEqual(
        found?.partitions.map(({ leader, replicas }) => [leader, replicas]),
        [
          [1, [1]],
          [1, [1]],
          [1, [1]],
        ],
      );
      assert.equal(found.topicId !== undefined, expected.hasTopicIds);
    });

    it("tells the diagnosis of which release it is", async () => {
      const { check } = await diagnosed({ bootstrapServers: broker.bootstrapServers });
      assert.match(check("apiVersions").finding, RegExp(`^Kafka ${expected.version.slice(0, 3)} `));
    });

    it("finds offsets by timestamp and at both ends", async () => {
      const topic = await createTopic("times");
      await produceStored(cluster, topic);
      const at = [
        "earliest" as const,
        "latest" as const,
        { timestampMs: firstTimestampMs + 1500n },
        { timestampMs: firstTimestampMs + 1_000_000n },
      ];
      const answers = await gateway.listOffsets(
        at.map((spec) => ({ topic, partition: 0, at: spec })),
        "readCommitted",
      );
      assert.deepEqual(
        answers.map(({ offset }) => offset),
        [0n, 60n, 2n, undefined],
      );
    });

    for (const { release, codecs, hasTimestamps } of formats) {
      for (const codec of codecs) {
        it(`reads, follows and searches what is stored in the format of ${release} by ${codec}`, async () => {
          const topic = await createTopic("stored", {
            configEntries: [
              { name: "message.format.version", value: release },
              { name: "compression.type", value: codec === "none" ? "uncompressed" : codec },
            ],
          });
          await produceStored(cluster, topic);
          const forward = await readAllForward(gateway, topic, { maxMessages: 7 });
          const stored = storedMessages(hasTimestamps);
          assert.deepEqual(forward.messages.map(toStored), stored);
          assert.deepEqual(forward.gaps, []);
          const batches = forward.messages.map(({ batch }) => batch);
          assert.deepEqual(new Set(batches.map((batch) => batch.codec)), new Set([codec]));
          const isOld = release !== "2.1";
          assert.ok(batches.every(({ leaderEpoch }) => (leaderEpoch === -1) === isOld));

          const backward = await readAllBackward(gateway, topic, { maxMessages: 7 });
          assert.deepEqual(backward.messages, forward.messages.toReversed());

          const from = [{ topic, partition: 0, offset: 25n }];
          const tail = gateway.openTail({ from, isolation: "readCommitted" });
          try {
            const { messages } = await pollMessages(tail, messageCount - 25);
            assert.deepEqual(messages, forward.messages.slice(25));
          } finally {
            tail.close();
          }

          const found = await scanFor(gateway, topic, "key-37");
          assert.deepEqual(found, forward.messages.slice(37, 38));
        });
      }
    }

    it("reads messages whose time the broker set, in the format of 0.10.2", async () => {
      const topic = await createTopic("appended", {
        configEntries: [
          { name: "message.format.version", value: "0.10.2" },
          { name: "message.timestamp.type", value: "LogAppendTime" },
          { name: "compression.type", value: "gzip" },
        ],
      });
      await produceStored(cluster, topic);
      const { messages } = await readAllForward(gateway, topic);
      assert.equal(messages.length, messageCount);
      for (const { timestampMs, timestampType } of messages) {
        assert.equal(timestampType, "logAppendTime");
        assert.ok(timestampMs > firstTimestampMs + 1_000_000n);
      }
    });

    it("leaves out aborted messages", async () => {
      const topic = await createTopic("transactions");
      const producer = cluster.kafka.producer({
        transactionalId: topic,
        maxInFlightRequests: 1,
        idempotent: true,
      });
      await producer.connect();
      try {
        for (const end of ["abort", "commit"] as const) {
          const transaction = await producer.transaction();
          await transaction.send({ topic, messages: [{ value: end, headers: { h: "1" } }] });
          await transaction[end]();
        }
      } finally {
        await producer.disconnect();
      }
      const { messages } = await eventually("both transactions have ended", async () => {
        const read = await readAllForward(gateway, topic);
        return read.messages.length > 0 && read;
      });
      assert.deepEqual(
        messages.map(({ offset, value, headers }) => [offset, String(value), headers.length]),
        [[2n, "commit", 1]],
      );
    });

    it("lists and describes a live group, refuses to move it, and resets it once it is empty", async () => {
      const topic = await createTopic("grouped", { partitions: 2 });
      const groupId = uniqueName("group");
      await cluster.produce(
        topic,
        Array.from({ length: 10 }, (_, index) => ({ value: "v", partition: index % 2 })),
      );
      // it leaves only when its fetch is answered
      const consumer = cluster.kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
      await consumer.connect();
      try {
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
        const group = await eventually("the consumer has both partitions", async () => {
          const [described] = await gateway.describeGroups([groupId]);
          const assigned = described?.value?.members.flatMap(({ assignment }) => assignment);
          return assigned?.length === 2 && described?.value;
        });
        assert.equal(group.state, "Stable");
        const listed = (await gateway.listGroups()).find((one) => one.groupId === groupId);
        assert.equal(listed?.protocolType, "consumer");
        assert.equal(listed.state, expected.listsStates ? "Stable" : undefined);
        const [refused] = await gateway.commitOffsets(groupId, [
          { topic, partition: 0, offset: 1n },
        ]);
        assert.equal(refused?.failure?.code, 25);
      } finally {
        await consumer.disconnect();
      }
      await eventually("the group is empty", async () => {
        const [described] = await gateway.describeGroups([groupId]);
        return described?.value?.state === "Empty";
      });

      const scope = { kind: "topics", topics: [topic] } as const;
      const request = { groupId, scope, target: { to: "latest" } } as const;
      const plan = planReset(request, await readResetFacts(gateway, request));
      const result = await applyReset(gateway, plan);
      assert.equal(describeResult(plan, result).ok, true);
      const [read] = await gateway.fetchCommittedOffsets([groupId]);
      assert.deepEqual(
        read?.value?.map(({ partition, offset }) => [partition, offset]),
        [
          [0, 5n],
          [1, 5n],
        ],
      );
    });

    it("tells settings and disk use", async () => {
      const topic = await createTopic("settings", {
        configEntries: [{ name: "retention.ms", value: "123456" }],
      });
      await produceStored(cluster, topic);
      const [ofTopic, ofBroker] = await gateway.describeConfigs([
        { type: "topic", name: topic },
        { type: "broker", name: "1" },
      ]);
      const retention = ofTopic?.entries.find(({ name }) => name === "retention.ms");
      assert.equal(retention?.value, "123456");
      assert.equal(retention.isDefault, false);
      assert.ok(ofBroker?.entries.some(({ name }) => name === "log.dirs"));
      const { replicas, failures } = await gateway.describeReplicaSizes([topic]);
      assert.equal(failures.size, 0);
      assert.ok(replicas[0] !== undefined && replicas[0].sizeBytes > 100n);
    });

    it("writes messages and topics", async () => {
      const topic = uniqueName("written");
      const wanted = { topic, partitions: 2, replicationFactor: 1 };
      assert.deepEqual(await gateway.createTopics([wanted]), [{ topic }]);
      const headers = [{ key: "h", value: Buffer.from("1") }];
      const content = { key: Buffer.from("k"), value: undefined, headers };
      const message = { topic, partition: 1, timestampMs: 1_700_000_000_000n, ...content };
      const written = await eventually("the topic takes messages", () =>
        applyProduce(gateway, message).catch(() => undefined),
      );
      assert.deepEqual(written, { kind: "written", offset: 0n, readBack: { kind: "same" } });
      const unnumbered = gateway.createTopics([{ topic: uniqueName("any"), partitions: 1 }]);
      if (expected.version === "2.1.1") {
        await assert.rejects(unnumbered, kafkaError("unsupported", /needs a replication factor/));
      } else assert.equal((await unnumbered)[0]?.failure, undefined);
      assert.deepEqual(await gateway.deleteTopics([topic]), [{ topic }]);
    });

    it("says of what it is too old for which Kafka it needs, and goes on", async () => {
      const topic = await createTopic("too-new");
      const groupId = uniqueName("too-new");
      const partitions = [{ topic, partition: 0 }];
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 0n }]);
      if (expected.describesProducers) {
        const [described] = await gateway.describeProducers(partitions);
        assert.deepEqual(described, { topic, partition: 0, producers: [], failure: undefined });
      } else {
        const call = gateway.describeProducers(partitions);
        await assert.rejects(call, kafkaError("unsupported", /needs Kafka ≥ 2\.8/));
      }
      const [newest] = await gateway.listOffsets(
        [{ topic, partition: 0, at: "maxTimestamp" }],
        "readCommitted",
      );
      assert.match(newest?.failure?.message ?? "", /needs Kafka ≥ 3\.0/);
      const [shares] = await gateway.describeShareOffsets([groupId]);
      assert.match(shares?.failure?.message ?? "", /needs Kafka ≥ 4\.1/);
      if (expected.deletesOffsets) {
        const [deleted] = await gateway.deleteOffsets(groupId, partitions);
        assert.equal(deleted?.failure, undefined);
      } else {
        const call = gateway.deleteOffsets(groupId, partitions);
        await assert.rejects(call, kafkaError("unsupported", /needs Kafka ≥ 2\.4/));
      }
      assert.ok((await gateway.listTopics()).some((candidate) => candidate.topic === topic));
      // without its last commit the group is gone
      const isListed = (await gateway.listGroups()).some((group) => group.groupId === groupId);
      assert.equal(isListed, !expected.deletesOffsets);
    });
  });
}
