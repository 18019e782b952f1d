import assert from "node:assert/strict";
import type { Finding } from "../../src/kafka/explain/finding";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { GroupSample } from "../../src/kafka/watch/groupSample";
import { progressOf } from "../../src/kafka/watch/groupWindow";
import { TimeLags } from "../../src/kafka/watch/timeLags";
import { eventually } from "../support/eventually";
import { explainGroupOf, found, samplesOf } from "../support/explainedGroup";
import { KillableConsumer } from "../support/killableConsumer";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";
import { WatchedGroup } from "../support/watchedGroup";

describe("watching a real group", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  const samples = (groupId: string, readings?: number): Promise<readonly GroupSample[]> =>
    samplesOf(gateway, groupId, readings);
  const explain = (groupId: string, readings?: number): Promise<readonly Finding[]> =>
    explainGroupOf(gateway, groupId, readings);

  /** A group without members that has committed this offset of partition 0. */
  async function committed(topic: string, offset: bigint): Promise<string> {
    const groupId = uniqueName("watched");
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset }]);
    return groupId;
  }

  async function topicWith(messages: number, partitions = 1): Promise<string> {
    const topic = await cluster.createTopic("watched", { partitions });
    const values = Array.from({ length: messages }, (_, index) => ({
      value: "v",
      partition: 0,
      timestamp: String(1_700_000_000_000 + index * 1_000),
    }));
    if (messages > 0) await cluster.produce(topic, values);
    return topic;
  }

  it("never sees a lag below zero while messages are produced and consumed", async () => {
    const topic = await topicWith(0);
    const groupId = uniqueName("busy");
    const consumer = await KillableConsumer.start(cluster.bootstrapServers, {
      clientId: "busy",
      groupId,
      topic,
    });
    const watched = new WatchedGroup(gateway, groupId);
    try {
      let produced = 0n;
      while (watched.samples.length < 10) {
        await cluster.produce(
          topic,
          Array.from({ length: 50 }, () => ({ value: "v" })),
        );
        produced += 50n;
      }
      await eventually("everything is committed", () => {
        const [partition] = watched.samples.at(-1)?.partitions ?? [];
        return partition?.committed === produced;
      });
    } finally {
      watched.stop();
      await consumer.stop();
    }
    assert.deepEqual(watched.failures, []);
    const lags = watched.samples.flatMap(({ partitions }) => partitions.map(({ lag }) => lag));
    assert.ok(lags.length > 2);
    assert.deepEqual(
      lags.filter(({ kind }) => kind !== "behind" && kind !== "noCommit"),
      [],
    );
    const progress = progressOf(watched.samples);
    assert.equal(progress?.status, "OK");
    assert.ok((progress.partitions[0]?.consumedPerSecond ?? 0) > 0);
    assert.equal(progress.etaMs, 0);
  });

  it("knows how old the next message to read is", async () => {
    const topic = await topicWith(5, 2);
    const [sample] = await samples(await committed(topic, 3n));
    assert.ok(sample);
    const lags = new TimeLags();
    await lags.refresh(gateway, sample);
    assert.equal(lags.ageMs({ topic, partition: 0 }, 1_700_000_010_000), 7_000);
    assert.equal(lags.ageMs({ topic, partition: 1 }, 1_700_000_010_000), undefined);
  });

  it("says STOP of a group that is behind and has no member, and OK of one that is caught up", async () => {
    const topic = await topicWith(5);
    const behind = progressOf(await samples(await committed(topic, 3n), 4));
    assert.equal(behind?.status, "STOP");
    assert.equal(behind.total.lag, 2n);
    const caughtUp = progressOf(await samples(await committed(topic, 5n), 4));
    assert.equal(caughtUp?.status, "OK");
  });

  it("says REWIND when the commit went back meanwhile", async () => {
    const topic = await topicWith(5);
    const groupId = await committed(topic, 5n);
    const before = await samples(groupId, 4);
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 1n }]);
    const after = (await samples(groupId)).map((one) => ({ ...one, atMs: 50_000 }));
    assert.equal(progressOf([...before, ...after])?.status, "REWIND");
  });

  describe("explains", () => {
    it("a group that does not exist", async () => {
      found(await explain(uniqueName("nobody")), "The group does not exist");
    });

    it("a group without members", async () => {
      const findings = await explain(await committed(await topicWith(5), 3n));
      assert.match(
        found(findings, "No member is connected").evidence.join(" "),
        /2 offsets behind/,
      );
    });

    it("a commit below the log start, with what earliest and latest would do", async () => {
      const topic = await topicWith(10);
      const groupId = await committed(topic, 1n);
      const admin = cluster.kafka.admin();
      await admin.connect();
      await admin.fetchTopicOffsets(topic); // or kafkajs does not know the leader
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "6" }] });
      await admin.disconnect();
      const one = found(await explain(groupId), "Committed offsets are below the log start");
      assert.deepEqual(one.evidence, [
        `${topic}-0: committed 1, log start 6, 5 offsets already deleted; earliest goes on at 6 and reads 4 offsets, latest goes on at 10 and skips 4.`,
      ]);
    });

    it("a commit past the end", async () => {
      const findings = await explain(await committed(await topicWith(5), 25n));
      const one = found(findings, "Committed offsets are past the end");
      assert.match(one.evidence.join(), /committed 25, end 5, 20 past the end/);
    });

    it("an open transaction, with the producer that holds readers back", async () => {
      const topic = await topicWith(5);
      const groupId = await committed(topic, 5n);
      const producer = cluster.kafka.producer({
        transactionalId: uniqueName("open"),
        maxInFlightRequests: 1,
      });
      await producer.connect();
      const transaction = await producer.transaction();
      try {
        await transaction.send({ topic, messages: [{ value: "held" }, { value: "back" }] });
        const { evidence } = found(
          await explain(groupId),
          "An open transaction holds readers back",
        );
        assert.equal(evidence[0], `${topic}-0: last stable offset 5, end 7, 2 offsets held back.`);
        assert.match(evidence[1] ?? "", /producer id \d+, epoch \d+, open since offset 5/);
      } finally {
        await transaction.abort();
        await producer.disconnect();
      }
      const after = await explain(groupId);
      assert.ok(!after.some(({ finding }) => finding.includes("transaction")));
    });

    it("members without a partition, and one that does not commit", async () => {
      const topic = await topicWith(5);
      const groupId = uniqueName("idle");
      const names = { groupId, topic };
      const consumers = await Promise.all(
        ["a", "b"].map((clientId) =>
          KillableConsumer.start(cluster.bootstrapServers, { ...names, clientId }),
        ),
      );
      try {
        await eventually("both are members", async () => {
          const [described] = await gateway.describeGroups([groupId]);
          const members = described?.value?.members ?? [];
          return described?.value?.state === "Stable" && members.length === 2;
        });
        const one = found(await explain(groupId), "1 member without a partition");
        assert.equal(one.evidence[0], "2 members for 1 partition.");
      } finally {
        await Promise.all(consumers.map((consumer) => consumer.stop()));
      }
    });

    it("a member that owns a partition and does not move on", async () => {
      const topic = await topicWith(5);
      const groupId = await committed(topic, 2n);
      const consumer = cluster.kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
      await consumer.connect();
      await consumer.subscribe({ topic });
      await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
      try {
        await eventually("it owns the partition", async () => {
          const [sample] = await samples(groupId);
          return sample?.partitions[0]?.owners.length === 1;
        });
        const one = found(
          await explain(groupId, 4),
          "Members own partitions with messages waiting",
        );
        assert.match(one.evidence.join(), /3 behind, committed 2 since 10s, owned by tests/);
      } finally {
        await consumer.disconnect();
      }
    });

    it("keys that go to one partition", async () => {
      const topic = await topicWith(184, 2);
      await cluster.produce(
        topic,
        Array.from({ length: 16 }, () => ({ value: "v", partition: 1 })),
      );
      const findings = await explain(await committed(topic, 184n));
      const one = found(findings, `92 % of the messages of ${topic} go to partition 0`);
      assert.match(one.nextStep, /key/);
    });
  });
});
