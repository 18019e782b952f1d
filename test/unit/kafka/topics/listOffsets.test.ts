import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import {
  listOffsetsApi,
  type ListOffsetsQuestion,
} from "../../../../src/kafka/protocol/listOffsets";
import { Writer } from "../../../../src/kafka/protocol/writer";
import { listOffsets } from "../../../../src/kafka/topics/listOffsets";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("listOffsets", () => {
  let router: FakeRouter;

  /** Answers earliest with 10, latest with 20, timestamps with 15; `codes` fail the first answers. */
  function answer(...codes: number[]): void {
    router.on(listOffsetsApi, ({ topics }) => {
      const errorCode = codes.shift() ?? 0;
      return {
        topics: topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map(({ partition, timestamp }) => ({
            partition,
            errorCode,
            timestamp: timestamp < 0n ? -1n : timestamp + 1n,
            offset: timestamp === -2n ? 10n : timestamp === -1n ? 20n : 15n,
            leaderEpoch: 0,
          })),
        })),
      };
    });
  }

  beforeEach(() => {
    router = new FakeRouter();
    router.addTopic("t", [1, 2, -1]);
    answer();
  });

  it("answers in the order asked, with one request per leader", async () => {
    const answers = await listOffsets(
      router,
      [
        { topic: "t", partition: 1, at: "latest" },
        { topic: "t", partition: 0, at: "earliest" },
      ],
      "readUncommitted",
      undefined,
    );
    assert.deepEqual(
      answers.map(({ partition, offset }) => [partition, offset]),
      [
        [1, 20n],
        [0, 10n],
      ],
    );
    assert.deepEqual(
      router.sent.map(({ nodeId }) => nodeId),
      [2, 1],
    );
  });

  it("asks in as many requests as one partition has questions", async () => {
    const answers = await listOffsets(
      router,
      [
        { topic: "t", partition: 0, at: "earliest" },
        { topic: "t", partition: 0, at: "latest" },
        { topic: "t", partition: 0, at: { timestampMs: 1000n } },
      ],
      "readCommitted",
      undefined,
    );
    assert.deepEqual(
      answers.map(({ offset, timestampMs }) => [offset, timestampMs]),
      [
        [10n, undefined],
        [20n, undefined],
        [15n, 1001n],
      ],
    );
    assert.equal(router.sent.length, 3);
    const { isolation } = router.sent[0]?.question as ListOffsetsQuestion;
    assert.equal(isolation, "readCommitted");
  });

  it("gives a partition without a leader its own failure, and the others their offsets", async () => {
    const [without, fine] = await listOffsets(
      router,
      [
        { topic: "t", partition: 2, at: "latest" },
        { topic: "t", partition: 0, at: "latest" },
      ],
      "readUncommitted",
      undefined,
    );
    assert.equal(without?.failure?.code, 5);
    assert.equal(without.offset, undefined);
    assert.equal(fine?.offset, 20n);
  });

  for (const { topic, partition } of [
    { topic: "t", partition: 9 },
    { topic: "nope", partition: 0 },
  ]) {
    it(`says that ${topic}-${partition} does not exist, after asking for fresh metadata`, async () => {
      const question = { topic, partition, at: "latest" as const };
      const [result] = await listOffsets(router, [question], "readUncommitted", undefined);
      assert.equal(result?.failure?.code, 3);
      assert.equal(router.metadataRequests, 2);
    });
  }

  it("keeps the code of a topic that is forbidden", async () => {
    router.topics.set("secret", { ...topicMetadata("secret", []), errorCode: 29 });
    const question = { topic: "secret", partition: 0, at: "latest" as const };
    const [result] = await listOffsets(router, [question], "readUncommitted", undefined);
    assert.equal(result?.failure?.code, 29);
  });

  it("has no offset, and no failure, when no message is at or after the timestamp", async () => {
    router.on(listOffsetsApi, () => ({
      topics: [
        {
          topic: "t",
          partitions: [
            { partition: 0, errorCode: 0, timestamp: -1n, offset: -1n, leaderEpoch: -1 },
          ],
        },
      ],
    }));
    const question = { topic: "t", partition: 0, at: { timestampMs: 4_000_000_000_000n } };
    const [result] = await listOffsets(router, [question], "readUncommitted", undefined);
    assert.equal(result?.offset, undefined);
    assert.equal(result?.timestampMs, undefined);
    assert.equal(result?.failure, undefined);
  });

  it("finds the newest message, and where brokers are too old says so of that question only", async () => {
    const questions = [
      { topic: "t", partition: 0, at: "maxTimestamp" as const },
      { topic: "t", partition: 0, at: "latest" as const },
    ];
    router.on(listOffsetsApi, ({ topics }) => ({
      topics: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition, timestamp }) => ({
          partition,
          errorCode: 0,
          timestamp: timestamp === -3n ? 5_000n : -1n,
          offset: timestamp === -3n ? 17n : 20n,
          leaderEpoch: 0,
        })),
      })),
    }));
    const [newest, end] = await listOffsets(router, questions, "readUncommitted", undefined);
    assert.deepEqual([newest?.offset, newest?.timestampMs], [17n, 5_000n]);
    assert.deepEqual([end?.offset, end?.timestampMs], [20n, undefined]);

    router.on(listOffsetsApi, ({ topics }) => {
      const writer = new Writer(false);
      listOffsetsApi.encode(writer, { isolation: "readUncommitted", topics }, 6);
      const answer = { partition: 0, errorCode: 0, timestamp: -1n, offset: 20n, leaderEpoch: 0 };
      return { topics: [{ topic: "t", partitions: [answer] }] };
    });
    const [tooNew, fine] = await listOffsets(router, questions, "readUncommitted", undefined);
    assert.equal(tooNew?.failure?.code, 35);
    assert.match(tooNew.failure.message, /needs Kafka ≥ 3\.0/);
    assert.equal(fine?.offset, 20n);
  });

  it("refuses a negative timestamp before any request: the protocol would take it for an end", async () => {
    const question = { topic: "t", partition: 0, at: { timestampMs: -1n } };
    const call = listOffsets(router, [question], "readUncommitted", undefined);
    await assert.rejects(call, kafkaError("invalidInput"));
    assert.equal(router.metadataRequests, 0);
  });

  for (const code of [3, 5, 6, 74, 75]) {
    it(`follows the leader after code ${code}`, async () => {
      answer(code);
      const question = { topic: "t", partition: 0, at: "latest" as const };
      const [result] = await listOffsets(router, [question], "readUncommitted", undefined);
      assert.equal(result?.offset, 20n);
      assert.equal(router.sent.length, 2);
    });
  }

  it("repeats only what failed", async () => {
    router.on(listOffsetsApi, ({ topics }, nodeId) => ({
      topics: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition }) => ({
          partition,
          errorCode: nodeId === 2 && router.sent.length < 3 ? 6 : 0,
          timestamp: -1n,
          offset: 1n,
          leaderEpoch: 0,
        })),
      })),
    }));
    await listOffsets(
      router,
      [
        { topic: "t", partition: 0, at: "latest" },
        { topic: "t", partition: 1, at: "latest" },
      ],
      "readUncommitted",
      undefined,
    );
    assert.deepEqual(
      router.sent.map(({ nodeId }) => nodeId),
      [1, 2, 2],
    );
  });

  it("keeps the answers of one leader when the other is lost", async () => {
    answer();
    const fine = { topic: "t", partition: 0, at: "latest" as const };
    const lost = { topic: "t", partition: 1, at: "latest" as const };
    router.on(listOffsetsApi, (_, nodeId) => {
      if (nodeId === 2) throw new KafkaError("two:9092 is gone.", { kind: "unreachable" });
      const at = { partition: 0, errorCode: 0, timestamp: -1n, offset: 20n, leaderEpoch: 0 };
      return { topics: [{ topic: "t", partitions: [at] }] };
    });
    const answers = await listOffsets(router, [fine, lost], "readUncommitted", undefined);
    assert.equal(answers[0]?.offset, 20n);
    assert.deepEqual(answers[1]?.failure, { code: 13, message: "two:9092 is gone." });
  });

  it("fails when every leader is lost", async () => {
    router.on(listOffsetsApi, () => {
      throw new KafkaError("one:9092 is gone.", { kind: "unreachable" });
    });
    const question = { topic: "t", partition: 0, at: "latest" as const };
    const call = listOffsets(router, [question], "readUncommitted", undefined);
    await assert.rejects(call, kafkaError("unreachable", /is gone/));
  });

  it("answers no questions without a request", async () => {
    assert.deepEqual(await listOffsets(router, [], "readUncommitted", undefined), []);
    assert.deepEqual(router.sent, []);
  });
});
