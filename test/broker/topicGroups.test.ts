import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { readTopicSample, type TopicSample } from "../../src/kafka/watch/topicSample";
import { eventually } from "../support/eventually";
import { KillableConsumer } from "../support/killableConsumer";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("the groups of a real topic", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  const look = (topic: string): Promise<TopicSample> =>
    readTopicSample(gateway, topic, { now: Date.now });

  async function topicWith(messages: number): Promise<string> {
    const topic = await cluster.createTopic("compared", { partitions: 2 });
    const values = Array.from({ length: messages }, () => ({ value: "v", partition: 0 }));
    await cluster.produce(topic, values);
    return topic;
  }

  async function committed(topic: string, offset: bigint): Promise<string> {
    const groupId = uniqueName("compared");
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset }]);
    return groupId;
  }

  it("are told apart from those of other topics, each with its own lag", async () => {
    const [topic, other] = [await topicWith(5), await topicWith(1)];
    const [behind, atEnd] = [await committed(topic, 2n), await committed(topic, 5n)];
    const elsewhere = await committed(other, 0n);
    const sample = await look(topic);
    const lags = new Map(sample.groups.map(({ groupId, total }) => [groupId, total.lag]));
    assert.deepEqual([lags.get(behind), lags.get(atEnd), lags.size], [3n, 0n, 2]);
    assert.ok(sample.elsewhere.includes(elsewhere));
    assert.deepEqual(
      sample.groups[0]?.positions.map(({ committed: at }) => at === "none"),
      [false, true],
    );
  });

  it("include one whose members read the topic", async () => {
    const topic = await topicWith(1);
    const groupId = uniqueName("reading");
    const consumer = await KillableConsumer.start(cluster.bootstrapServers, {
      clientId: "reader",
      groupId,
      topic,
    });
    try {
      const group = await eventually("the group owns the topic", async () =>
        (await look(topic)).groups.find(
          ({ groupId: id, positions }) =>
            id === groupId && positions.every(({ owners }) => owners.length === 1),
        ),
      );
      assert.equal(group.memberCount, 1);
      assert.equal(group.positions[0]?.owners[0]?.clientId, "reader");
    } finally {
      await consumer.stop();
    }
  });

  it("cost no more requests when there are a hundred more", async () => {
    const topic = await topicWith(1);
    await committed(topic, 0n);
    const cost = async (): Promise<number> => {
      const before = gateway.traffic.requests;
      await look(topic);
      return gateway.traffic.requests - before;
    };
    const few = await cost();
    await Promise.all(Array.from({ length: 100 }, () => committed(topic, 1n)));
    const many = await cost();
    assert.ok(many <= few + 2, `${few} requests for one group, ${many} for a hundred more`);
    assert.equal((await look(topic)).groups.length, 101);
  });
});
