import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { Position } from "../../../../src/kafka/model";
import { fetchApi, type FetchQuestion } from "../../../../src/kafka/protocol/fetch";
import {
  fetchFromLeaders,
  type FetchOutcome,
  type FetchPosition,
} from "../../../../src/kafka/reader/leaderFetch";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";
import { FetchedPartition, serveTopics } from "../../../support/fetchedPartition";
import { kafkaError } from "../../../support/kafkaError";
import { batchOf } from "../../../support/readScene";

describe("fetchFromLeaders", () => {
  const limits = {
    isolation: "readUncommitted",
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 10_000,
  } as const;
  let router: FakeRouter;
  let a: FetchedPartition[];
  let b: FetchedPartition[];

  beforeEach(() => {
    router = new FakeRouter();
    a = [new FetchedPartition(), new FetchedPartition()];
    b = [new FetchedPartition()];
    serveTopics(router, { a, b });
    for (const log of [...a, ...b]) log.append(batchOf(0n, 3));
  });

  function at(topic: string, partition: number, more: Partial<FetchPosition> = {}): FetchPosition {
    return { topic, partition, offset: 0n, maxBytes: 1_000, ...more };
  }

  function fetch(...positions: readonly FetchPosition[]): Promise<readonly FetchOutcome[]> {
    return fetchFromLeaders(router, router, positions, limits, undefined);
  }

  function codes(outcomes: readonly FetchOutcome[]): (number | undefined)[] {
    return outcomes.map(({ failure }) => failure?.code);
  }

  /** What each request asked for, by broker. */
  function asked(): (readonly [number, readonly Pick<Position, "partition" | "topic">[]])[] {
    return router.sentTo(fetchApi).map(({ nodeId, question }) => {
      const { topics } = question as FetchQuestion;
      return [
        nodeId,
        topics.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition }) => ({ topic, partition })),
        ),
      ];
    });
  }

  it("sends one request to each leader and answers in the order asked", async () => {
    router.addTopic("a", [1, 2]);
    router.addTopic("b", [2]);
    const outcomes = await fetch(at("b", 0), at("a", 0), at("a", 1));
    assert.deepEqual(codes(outcomes), [undefined, undefined, undefined]);
    assert.deepEqual(
      outcomes.map(({ fetched }) => fetched?.partition),
      [0, 0, 1],
    );
    assert.deepEqual(
      asked().toSorted(([one], [other]) => one - other),
      [
        [1, [{ topic: "a", partition: 0 }]],
        [
          2,
          [
            { topic: "b", partition: 0 },
            { topic: "a", partition: 1 },
          ],
        ],
      ],
    );
  });

  it("names topics by the ids the brokers tell", async () => {
    router.topics.set("b", { ...topicMetadata("b", [1]), topicId: "ABEiM0RVZneImaq7zN3u_w" });
    await fetch(at("b", 0));
    const [sent] = router.sentTo(fetchApi);
    assert.equal((sent?.question as FetchQuestion).topics[0]?.topicId, "ABEiM0RVZneImaq7zN3u_w");
  });

  it("asks again, with a look at who leads, only for what the wrong broker was asked for", async () => {
    a[0]?.nextErrors.push(6);
    assert.deepEqual(codes(await fetch(at("a", 0), at("a", 1))), [undefined, undefined]);
    assert.deepEqual(
      asked().map(([, partitions]) => partitions.length),
      [2, 1],
    );
  });

  it("asks again for what a throttled answer leaves out", async () => {
    const [log] = b;
    assert.ok(log !== undefined);
    log.throttledAnswers = 1;
    assert.deepEqual(codes(await fetch(at("b", 0))), [undefined]);
  });

  it("tells what cannot be fetched of each partition, the others being good", async () => {
    a[0]?.nextErrors.push(29);
    assert.deepEqual(codes(await fetch(at("a", 0), at("a", 1), at("missing", 0))), [
      29,
      undefined,
      3,
    ]);
  });

  it("reads no topic that was created again since reading began", async () => {
    router.topics.set("b", { ...topicMetadata("b", [1]), topicId: "new" });
    const outcomes = await fetch(at("b", 0, { topicId: "old" }), at("a", 0));
    assert.deepEqual(codes(outcomes), [103, undefined]);
    assert.deepEqual(
      asked().flatMap(([, partitions]) => partitions),
      [{ topic: "a", partition: 0 }],
    );
  });

  it("keeps what others answered when a broker's answer cannot be read, and asks it once", async () => {
    router.addTopic("a", [1, 2]);
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, (question, nodeId) => {
      if (nodeId === 2) throw new KafkaError("Garbage.", { kind: "corruptData" });
      return served(question, nodeId);
    });
    assert.deepEqual(codes(await fetch(at("a", 0), at("a", 1))), [undefined, 2]);
    assert.equal(asked().length, 2);
    await assert.rejects(fetch(at("a", 1)), kafkaError("corruptData"));
  });

  it("survives lost connections for as long as reads are repeated, and then fails as they did", async () => {
    const served = router.answererOf(fetchApi);
    let losses = 3;
    router.on(fetchApi, (question, nodeId) => {
      if (losses-- > 0) throw new KafkaError("Lost.", { kind: "unreachable" });
      return served(question, nodeId);
    });
    assert.deepEqual(codes(await fetch(at("b", 0))), [undefined]);
    losses = Infinity;
    await assert.rejects(fetch(at("b", 0)), kafkaError("unreachable", /Lost/));
  });

  it("asks a broker that stays silent twice and no more", async () => {
    router.on(fetchApi, () => {
      throw new KafkaError("Silent.", { kind: "timeout" });
    });
    await assert.rejects(fetch(at("b", 0)), kafkaError("timeout", /Silent/));
    assert.equal(asked().length, 2);
  });

  it("asks no broker again whose address never worked", async () => {
    router.on(fetchApi, () => {
      throw new KafkaError("Wrong address.", { kind: "unreachable", code: 8 });
    });
    await assert.rejects(fetch(at("b", 0)), kafkaError("unreachable", /Wrong/));
    assert.equal(asked().length, 1);
  });
});
