import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import {
  describeProducersApi,
  type DescribeProducersQuestion,
} from "../../../../src/kafka/protocol/describeProducers";
import { describeProducers } from "../../../../src/kafka/topics/describeProducers";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

const described = {
  producerId: 9_007_199_254_740_993n,
  producerEpoch: 3,
  lastSequence: 12,
  lastTimestamp: 1_700_000_000_000n,
  coordinatorEpoch: 1,
  currentTransactionStart: 40n,
};

describe("describeProducers", () => {
  let router: FakeRouter;

  /** One producer in every partition; `codes` fail the first answers. */
  function answer(...codes: number[]): void {
    router.on(describeProducersApi, ({ topics }) => {
      const errorCode = codes.shift() ?? 0;
      const producers = errorCode === 0 ? [described] : [];
      return {
        topics: topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map((partition) => ({ partition, errorCode, producers })),
        })),
      };
    });
  }

  const ask = (...partitions: readonly number[]): ReturnType<typeof describeProducers> =>
    describeProducers(
      router,
      partitions.map((partition) => ({ topic: "t", partition })),
      undefined,
    );

  beforeEach(() => {
    router = new FakeRouter();
    router.addTopic("t", [1, 2, -1, 1]);
    answer();
  });

  it("asks every leader once, for all it leads, and answers in the order asked", async () => {
    const results = await ask(3, 1, 0);
    assert.deepEqual(
      results.map(({ partition, producers }) => [partition, producers.length]),
      [
        [3, 1],
        [1, 1],
        [0, 1],
      ],
    );
    const questions = router.sent.map(({ nodeId, question }) => [
      nodeId,
      (question as DescribeProducersQuestion).topics[0]?.partitions,
    ]);
    assert.deepEqual(questions, [
      [1, [3, 0]],
      [2, [1]],
    ]);
  });

  it("tells where an open transaction starts, and that there is none", async () => {
    const [open] = await ask(0);
    assert.deepEqual(open?.producers, [
      {
        producerId: described.producerId,
        producerEpoch: 3,
        lastSequence: 12,
        lastTimestampMs: 1_700_000_000_000n,
        coordinatorEpoch: 1,
        openTransactionStart: 40n,
      },
    ]);
    router.on(describeProducersApi, () => {
      const producers = [{ ...described, currentTransactionStart: -1n }];
      return { topics: [{ topic: "t", partitions: [{ partition: 0, errorCode: 0, producers }] }] };
    });
    const [none] = await ask(0);
    assert.equal(none?.producers[0]?.openTransactionStart, undefined);
  });

  it("gives a partition without a leader, a missing and a forbidden one their own failures", async () => {
    router.topics.set("secret", { ...topicMetadata("secret", []), errorCode: 29 });
    const results = await describeProducers(
      router,
      [
        { topic: "t", partition: 2 },
        { topic: "t", partition: 9 },
        { topic: "secret", partition: 0 },
        { topic: "t", partition: 0 },
      ],
      undefined,
    );
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [5, 3, 29, undefined],
    );
  });

  it("keeps what the broker forbids to the partition, without asking again", async () => {
    answer(29);
    const [result] = await ask(0);
    assert.equal(result?.failure?.code, 29);
    assert.equal(router.sent.length, 1);
  });

  it("follows a leader that moved", async () => {
    answer(6);
    const [result] = await ask(0);
    assert.equal(result?.failure, undefined);
    assert.equal(router.sent.length, 2);
  });

  it("keeps the answers of one leader when the other is lost", async () => {
    router.on(describeProducersApi, (_, nodeId) => {
      if (nodeId === 2) throw new KafkaError("two:9092 is gone.", { kind: "unreachable" });
      return {
        topics: [
          { topic: "t", partitions: [{ partition: 0, errorCode: 0, producers: [described] }] },
        ],
      };
    });
    const [fine, lost] = await ask(0, 1);
    assert.equal(fine?.producers.length, 1);
    assert.deepEqual(lost?.failure, { code: 13, message: "two:9092 is gone." });
  });

  it("fails as unsupported where no broker knows the request", async () => {
    router.on(describeProducersApi, () => {
      throw new KafkaError("It needs Kafka ≥ 2.8.", { kind: "unsupported" });
    });
    await assert.rejects(ask(0, 1), kafkaError("unsupported", /needs Kafka ≥ 2\.8/));
  });
});
