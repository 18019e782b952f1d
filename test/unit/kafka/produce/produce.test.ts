import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { produce } from "../../../../src/kafka/produce/produce";
import { produceApi, type ProducedBatch } from "../../../../src/kafka/protocol/produce";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

const message = {
  topic: "orders",
  partition: 1,
  timestampMs: 1n,
  key: Buffer.from("k"),
  value: Buffer.from("v"),
  headers: [],
};

const unknown = /not known whether the message was written/;

describe("produce", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
    router.addTopic("orders", [1, 2, -1]);
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
  });

  function answerWith(batch: Partial<ProducedBatch>): void {
    const answered = { partition: 1, errorCode: 0, baseOffset: -1n, errorMessage: undefined };
    router.on(produceApi, () => ({
      topics: [{ topic: "orders", partitions: [{ ...answered, ...batch }] }],
    }));
  }

  const send = (signal?: AbortSignal) => produce(router, message, signal);

  it("sends one request to the partition's leader, and tells the offset", async () => {
    answerWith({ baseOffset: 1204n });
    assert.deepEqual(await send(), { topic: "orders", partition: 1, offset: 1204n });
    assert.deepEqual(
      router.sent.map(({ nodeId, api }) => [nodeId, api]),
      [[2, "Produce"]],
    );
  });

  it("says in words what the broker refuses, and that nothing was written by its kind", async () => {
    for (const [code, kind, words] of [
      [10, "invalidInput", /larger than the broker accepts/],
      [29, "authorization", /not allowed to use this topic/],
      [6, "noLeader", /leader has moved/],
      [19, "noLeader", /Fewer replicas are in sync/],
      [32, "invalidInput", /does not accept this timestamp/],
    ] as const) {
      answerWith({ errorCode: code });
      await assert.rejects(send(), kafkaError(kind, words));
    }
    assert.equal(router.sentTo(produceApi).length, 5);
  });

  it("passes on what the broker says of a message that breaks the topic's rules", async () => {
    answerWith({ errorCode: 87, errorMessage: "Compacted topic cannot accept message" });
    await assert.rejects(
      send(),
      kafkaError("invalidInput", /The broker says: Compacted topic cannot accept message/),
    );
  });

  it("does not know the outcome when the leader may have appended it, and never repeats it", async () => {
    for (const batch of [
      { errorCode: 7 },
      { errorCode: 20 },
      { errorCode: -1 },
      { errorCode: 6, baseOffset: 5n },
      { partition: 0, baseOffset: 5n },
    ]) {
      answerWith(batch);
      await assert.rejects(send(), kafkaError("timeout", unknown));
    }
    assert.equal(router.sentTo(produceApi).length, 5);
  });

  it("does not know the outcome when there is no answer", async () => {
    for (const kind of ["timeout", "unreachable"] as const) {
      router.on(produceApi, () => Promise.reject(new KafkaError("Broker 2 is silent.", { kind })));
      const words = /^Broker 2 is silent\. It is not known whether the message was written/;
      await assert.rejects(send(), kafkaError(kind, words));
    }
    assert.equal(router.sentTo(produceApi).length, 2);
  });

  it("does not know the outcome when it is cancelled after it was sent", async () => {
    router.on(produceApi, () =>
      Promise.reject(new KafkaError("Cancelled.", { kind: "cancelled" })),
    );
    await assert.rejects(send(), kafkaError("timeout", unknown));
  });

  it("sends nothing without a leader, a topic or a connection", async () => {
    const ended = AbortSignal.abort();
    await assert.rejects(send(ended), kafkaError("cancelled"));
    await assert.rejects(
      produce(router, { ...message, partition: 2 }, undefined),
      kafkaError("noLeader"),
    );
    await assert.rejects(
      produce(router, { ...message, topic: "gone" }, undefined),
      kafkaError("notFound"),
    );
    const refused = new KafkaError("Nothing is listening.", { kind: "unreachable" });
    router.connect = () => Promise.reject(refused);
    await assert.rejects(
      send(),
      kafkaError("noLeader", /Nothing is listening\. Nothing was sent\./),
    );
    assert.equal(router.sent.length, 0);
  });

  it("refuses a time before 1970", async () => {
    await assert.rejects(
      produce(router, { ...message, timestampMs: -1n }, undefined),
      kafkaError("invalidInput"),
    );
    assert.equal(router.sent.length, 0);
  });
});
