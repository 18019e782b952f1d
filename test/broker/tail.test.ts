import assert from "node:assert/strict";
import type { ClusterGateway, Tail, TailRequest } from "../../src/kafka/gateway";
import type { Position } from "../../src/kafka/model";
import { eventually, within } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { inTopic, ofPartition } from "../support/positions";
import { pollMessages, pollUntil } from "../support/tailThrough";
import { sharedKafka, type TestKafka } from "../support/testKafka";

describe("a tail of a real cluster", function () {
  this.timeout(60_000);
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  const tails: Tail[] = [];

  beforeEach(() => {
    // one each: kafkajs's producer never gets over a topic that was deleted
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  afterEach(async () => {
    for (const tail of tails.splice(0)) tail.close();
    await cluster.close();
  });

  function tailOf(from: readonly Position[], more: Partial<TailRequest> = {}): Tail {
    const tail = gateway.openTail({ from, isolation: "readCommitted", ...more });
    tails.push(tail);
    return tail;
  }

  async function produce(topic: string, partition: number, ...values: string[]): Promise<void> {
    await cluster.produce(
      topic,
      values.map((value) => ({ value, partition })),
    );
  }

  async function withAdmin(
    work: (admin: ReturnType<typeof cluster.kafka.admin>) => Promise<unknown>,
  ): Promise<void> {
    const admin = cluster.kafka.admin();
    await admin.connect();
    await work(admin).finally(() => admin.disconnect());
  }

  async function deleteTopic(topic: string): Promise<void> {
    await withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
    await eventually(`${topic} is gone`, async () => {
      const [described] = await gateway.describeTopics([topic]);
      return described?.failure?.code === 3;
    });
  }

  it("delivers what is there, then what arrives, each message once and in order", async () => {
    const topic = await cluster.createTopic("tailed", { partitions: 3 });
    await produce(topic, 0, "a0", "a1");
    await produce(topic, 1, "b0");
    const tail = tailOf(inTopic(topic, 0n, 0n, 0n));
    await pollMessages(tail, 3);
    const polled = pollMessages(tail, 3);
    await produce(topic, 2, "c0");
    await produce(topic, 0, "a2", "a3");
    const seen = await polled;
    assert.deepEqual(seen.offsets(0), [2n, 3n]);
    assert.deepEqual(seen.offsets(2), [0n]);
    assert.deepEqual(seen.last?.next, inTopic(topic, 4n, 1n, 1n));
    assert.deepEqual(ofPartition(seen.last.ranges, 0)?.end, 4n);
  });

  it("delivers no more than asked for at a time, and nothing is lost", async () => {
    const topic = await cluster.createTopic("small-polls", { partitions: 2 });
    const values = Array.from({ length: 500 }, (_, index) => `v${index}`);
    await produce(topic, 0, ...values);
    await produce(topic, 1, ...values);
    const seen = await pollMessages(tailOf(inTopic(topic, 0n, 0n)), 1_000, 7);
    assert.ok(seen.batches.every(({ messages }) => messages.length <= 7));
    assert.equal(seen.messages.length, 1_000);
    for (const partition of [0, 1]) {
      assert.deepEqual(
        seen.offsets(partition),
        values.map((_, index) => BigInt(index)),
      );
    }
  });

  it("gives an empty batch when nothing comes in time", async () => {
    const topic = await cluster.createTopic("quiet");
    const batch = await tailOf(inTopic(topic, 0n)).poll({ maxMessages: 10, maxWaitMs: 50 });
    assert.deepEqual([batch.messages, batch.gaps, batch.failures], [[], [], []]);
    assert.deepEqual(batch.next, inTopic(topic, 0n));
  });

  it("reads on where it was after a pause, and drops nothing of the others", async () => {
    const topic = await cluster.createTopic("paused", { partitions: 2 });
    await produce(topic, 0, "a0", "a1", "a2", "a3");
    await produce(topic, 1, "b0", "b1", "b2", "b3");
    const tail = tailOf(inTopic(topic, 0n, 0n));
    const before = await pollMessages(tail, 2, 2);
    const delivered = before.offsets(0).length;
    tail.pause([{ topic, partition: 0 }]);
    const paused = await pollUntil(tail, ({ last }) => last?.next[1]?.offset === 4n);
    assert.deepEqual(paused.offsets(0), []);
    tail.resume([{ topic, partition: 0 }]);
    const after = await pollMessages(tail, 4 - delivered);
    assert.deepEqual(after.offsets(0), [0n, 1n, 2n, 3n].slice(delivered));
  });

  it("goes on where it is sought, also in a partition it did not follow", async () => {
    const topic = await cluster.createTopic("sought", { partitions: 2 });
    await produce(topic, 0, "a0", "a1", "a2", "a3");
    await produce(topic, 1, "b0", "b1");
    const tail = tailOf(inTopic(topic, 0n));
    await pollMessages(tail, 2, 2);
    tail.seek({ topic, partition: 0, offset: 3n });
    tail.seek({ topic, partition: 1, offset: 1n });
    const seen = await pollMessages(tail, 2);
    assert.deepEqual(seen.values.toSorted(), ["a3", "b1"]);
    tail.seek({ topic, partition: 0, offset: 0n });
    assert.deepEqual((await pollMessages(tail, 4)).offsets(0), [0n, 1n, 2n, 3n]);
  });

  it("leaves out aborted messages and waits for open transactions", async () => {
    const topic = await cluster.createTopic("transactions");
    const producer = cluster.kafka.producer({
      transactionalId: topic,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const begin = async (...values: string[]): ReturnType<typeof producer.transaction> => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: values.map((value) => ({ value })) });
      return transaction;
    };
    await begin("aborted-0", "aborted-1").then((transaction) => transaction.abort());
    await begin("committed").then((transaction) => transaction.commit());
    const open = await begin("open");
    const tail = tailOf(inTopic(topic, 0n));
    const marked = tailOf(inTopic(topic, 0n), { includeAborted: true });
    const seen = await pollMessages(tail, 1);
    assert.deepEqual(seen.values, ["committed"]);
    assert.deepEqual(
      await tail.poll({ maxMessages: 1, maxWaitMs: 50 }).then((b) => b.messages),
      [],
    );
    await open.commit();
    const all = await pollUntil(tail, ({ last }) => last?.next[0]?.offset === 7n);
    assert.deepEqual(all.values, ["open"]);
    const gaps = [...seen.gaps, ...all.gaps];
    assert.equal(
      gaps.reduce((sum, gap) => sum + gap.controlRecords, 0),
      3,
    );
    assert.equal(
      gaps.reduce((sum, gap) => sum + gap.abortedMessages, 0),
      2,
    );
    const withAborted = await pollMessages(marked, 4);
    assert.deepEqual(
      withAborted.messages.map(({ isAborted }) => isAborted),
      [true, true, false, false],
    );
    await producer.disconnect();
  });

  it("shows as a gap what was deleted before it came there, and goes on behind", async () => {
    const topic = await cluster.createTopic("passed");
    for (const value of ["0", "1", "2", "3", "4", "5"]) await produce(topic, 0, value);
    const tail = tailOf(inTopic(topic, 0n));
    await pollMessages(tail, 1, 1);
    tail.pause([{ topic, partition: 0 }]);
    await withAdmin(async (admin) => {
      await admin.fetchTopicOffsets(topic); // or kafkajs does not know the leader
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "4" }] });
    });
    tail.resume([{ topic, partition: 0 }]);
    const seen = await pollMessages(tail, 2);
    assert.deepEqual(seen.values, ["4", "5"]);
    const [gap] = seen.gaps;
    assert.deepEqual([gap?.firstOffset, gap?.lastOffset, gap?.isDeleted], [1n, 3n, true]);
  });

  it("ends only the partitions of a topic that is deleted", async () => {
    const gone = await cluster.createTopic("gone");
    const stays = await cluster.createTopic("stays");
    const tail = tailOf([...inTopic(gone, 0n), ...inTopic(stays, 0n)]);
    await produce(gone, 0, "last");
    await pollMessages(tail, 1);
    await deleteTopic(gone);
    const seen = await pollUntil(
      tail,
      ({ last }) => last !== undefined && last.failures.length > 0,
    );
    assert.deepEqual(
      seen.last?.failures.map(({ topic, kind }) => [topic, kind]),
      [[gone, "notFound"]],
    );
    const other = sharedKafka();
    await other.produce(stays, [{ value: "goes on" }]).finally(() => other.close());
    assert.deepEqual((await pollMessages(tail, 1)).values, ["goes on"]);
  });

  it("does not take a topic created again for the one it followed", async () => {
    const topic = await cluster.createTopic("again");
    await produce(topic, 0, "old");
    const tail = tailOf(inTopic(topic, 0n));
    await pollMessages(tail, 1);
    await deleteTopic(topic);
    await cluster.createTopicNamed(topic);
    await produce(topic, 0, "new", "newer");
    const seen = await pollUntil(
      tail,
      ({ last }) => last !== undefined && last.failures.length > 0,
    );
    assert.deepEqual(seen.values, []);
    assert.match(seen.last?.failures[0]?.message ?? "", /created again/);
  });

  it("fails a position behind the end, and reads on once sought", async () => {
    const topic = await cluster.createTopic("beyond");
    await produce(topic, 0, "only");
    const tail = tailOf(inTopic(topic, 100n));
    const seen = await pollUntil(
      tail,
      ({ last }) => last !== undefined && last.failures.length > 0,
    );
    assert.equal(seen.last?.failures[0]?.kind, "offsetOutOfRange");
    tail.seek({ topic, partition: 0, offset: 0n });
    assert.deepEqual((await pollMessages(tail, 1)).values, ["only"]);
  });

  it("ends a poll at once when it is cancelled or closed, and loses nothing by it", async () => {
    const topic = await cluster.createTopic("cut");
    const tail = tailOf(inTopic(topic, 0n), { tuning: { maxWaitMs: 20_000 } });
    const abort = new AbortController();
    const cancelled = tail.poll({ maxMessages: 1, maxWaitMs: 30_000 }, abort.signal);
    abort.abort();
    await assert.rejects(within(1_000, cancelled), kafkaError("cancelled"));
    await produce(topic, 0, "kept");
    assert.deepEqual((await pollMessages(tail, 1)).values, ["kept"]);
    const closed = tail.poll({ maxMessages: 1, maxWaitMs: 30_000 });
    tail.close();
    await assert.rejects(within(1_000, closed), kafkaError("cancelled"));
  });

  it("ends with the gateway", async () => {
    const own = cluster.gateway();
    const topic = await cluster.createTopic("closed");
    const tail = own.openTail({ from: inTopic(topic, 0n), isolation: "readCommitted" });
    const poll = tail.poll({ maxMessages: 1, maxWaitMs: 30_000 });
    const ended = assert.rejects(within(2_000, poll), kafkaError("cancelled"));
    await own.close();
    await ended;
  });
});
