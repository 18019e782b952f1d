import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { commitOffsets } from "../../../../src/kafka/groups/commitOffsets";
import { offsetCommitApi } from "../../../../src/kafka/protocol/offsetCommit";
import { offsetFetchApi } from "../../../../src/kafka/protocol/offsetFetch";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("commitOffsets", () => {
  let router: FakeRouter;

  /** Every partition of the n-th commit is answered with the n-th code. */
  function answerWith(...codes: number[]): void {
    router.on(offsetCommitApi, ({ topics }) => {
      const errorCode = codes.shift() ?? 0;
      return {
        topics: topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map(({ partition }) => ({ partition, errorCode })),
        })),
      };
    });
  }

  beforeEach(() => {
    router = new FakeRouter();
    router.on(offsetFetchApi, ({ groups }) => ({
      groups: groups.map(({ groupId }) => ({ groupId, errorCode: 0, topics: [] })),
    }));
    answerWith(0);
  });

  const one = [{ topic: "t", partition: 0, offset: 5n }];

  it("sends all partitions in one request, and answers in the order given", async () => {
    const offsets = [
      { topic: "b", partition: 1, offset: 1n },
      { topic: "a", partition: 0, offset: 2n ** 53n + 1n, metadata: "kept", leaderEpoch: 4 },
      { topic: "b", partition: 0, offset: 3n },
    ];
    const results = await commitOffsets(router, "g", offsets, undefined);
    assert.deepEqual(
      results.map(({ topic, partition, failure }) => [topic, partition, failure]),
      [
        ["b", 1, undefined],
        ["a", 0, undefined],
        ["b", 0, undefined],
      ],
    );
    const [sent] = router.sentTo(offsetCommitApi);
    assert.deepEqual(sent?.question, {
      groupId: "g",
      topics: [
        {
          topic: "b",
          partitions: [
            { partition: 1, offset: 1n, leaderEpoch: -1, metadata: "" },
            { partition: 0, offset: 3n, leaderEpoch: -1, metadata: "" },
          ],
        },
        {
          topic: "a",
          partitions: [{ partition: 0, offset: 2n ** 53n + 1n, leaderEpoch: 4, metadata: "kept" }],
        },
      ],
    });
  });

  it("reports the refusal of a live group for each partition", async () => {
    answerWith(25);
    const [result] = await commitOffsets(router, "g", one, undefined);
    assert.equal(result?.failure?.code, 25);
    assert.equal(router.sentTo(offsetCommitApi).length, 1);
  });

  it("asks again only while the coordinator is loading, when nothing was applied for sure", async () => {
    answerWith(14, 0);
    const [result] = await commitOffsets(router, "g", one, undefined);
    assert.equal(result?.failure, undefined);
    assert.equal(router.sentTo(offsetCommitApi).length, 2);
  });

  for (const code of [7, 15, 16]) {
    it(`never repeats a commit that code ${code} leaves in doubt`, async () => {
      answerWith(code, 0);
      const call = commitOffsets(router, "g", one, undefined);
      await assert.rejects(call, kafkaError("timeout", /Read them back/));
      assert.equal(router.sentTo(offsetCommitApi).length, 1);
    });
  }

  it("never repeats a commit whose connection was lost", async () => {
    router.on(offsetCommitApi, () => {
      throw new KafkaError("one:9092 closed the connection.", { kind: "unreachable" });
    });
    await assert.rejects(commitOffsets(router, "g", one, undefined), kafkaError("unreachable"));
    assert.equal(router.sentTo(offsetCommitApi).length, 1);
  });

  it("never repeats a commit that is answered without a word on its partitions", async () => {
    router.on(offsetCommitApi, () => ({ topics: [] }));
    const [result] = await commitOffsets(router, "g", one, undefined);
    assert.equal(result?.failure?.code, -1);
    assert.equal(router.sentTo(offsetCommitApi).length, 1);
  });

  for (const kind of ["cancelled", "corruptData"] as const) {
    it(`does not know the outcome of a commit that ends ${kind} under way`, async () => {
      router.on(offsetCommitApi, () => {
        throw new KafkaError("Ended.", { kind });
      });
      const call = commitOffsets(router, "g", one, undefined);
      await assert.rejects(call, kafkaError("timeout", /Read them back/));
    });
  }

  it("sends nothing when it is cancelled before", async () => {
    const controller = new AbortController();
    router.on(offsetFetchApi, () => {
      controller.abort();
      return { groups: [{ groupId: "g", errorCode: 0, topics: [] }] };
    });
    const call = commitOffsets(router, "g", one, controller.signal);
    await assert.rejects(call, kafkaError("cancelled"));
    assert.equal(router.sentTo(offsetCommitApi).length, 0);
  });

  it("never repeats a commit of which one partition was answered, even if another one is loading", async () => {
    router.on(offsetCommitApi, ({ topics }) => ({
      topics: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition }) => ({
          partition,
          errorCode: partition === 0 ? 0 : 14,
        })),
      })),
    }));
    const two = [...one, { topic: "t", partition: 1, offset: 5n }];
    const results = await commitOffsets(router, "g", two, undefined);
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [undefined, 14],
    );
    assert.equal(router.sentTo(offsetCommitApi).length, 1);
  });

  it("waits with the commit until the coordinator answers for the group", async () => {
    const codes = [16, 14, 0];
    router.on(offsetFetchApi, () => ({
      groups: [{ groupId: "g", errorCode: codes.shift() ?? 0, topics: [] }],
    }));
    await commitOffsets(router, "g", one, undefined);
    assert.deepEqual(
      router.sent.map(({ api }) => api),
      ["OffsetFetch", "OffsetFetch", "OffsetFetch", "OffsetCommit"],
    );
  });

  it("sends nothing when the group is forbidden", async () => {
    router.coordinatorOf = () => ({ errorCode: 30 });
    await assert.rejects(commitOffsets(router, "g", one, undefined), kafkaError("authorization"));
    assert.equal(router.sentTo(offsetCommitApi).length, 0);
  });

  const wrong = [
    { name: "a negative offset", offsets: [{ topic: "t", partition: 0, offset: -1n }] },
    { name: "a partition given twice", offsets: [...one, ...one] },
    { name: "nothing to commit", offsets: [] },
  ];
  for (const { name, offsets } of wrong) {
    it(`refuses ${name} before anything is sent`, async () => {
      await assert.rejects(
        commitOffsets(router, "g", offsets, undefined),
        kafkaError("invalidInput"),
      );
      assert.deepEqual(router.sent, []);
    });
  }
});
