import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { deleteOffsets } from "../../../../src/kafka/groups/deleteOffsets";
import { offsetDeleteApi } from "../../../../src/kafka/protocol/offsetDelete";
import { offsetFetchApi } from "../../../../src/kafka/protocol/offsetFetch";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("deleteOffsets", () => {
  let router: FakeRouter;

  /** The n-th request is refused as a whole with the n-th code. */
  function refuseWith(...codes: number[]): void {
    router.on(offsetDeleteApi, () => ({ errorCode: codes.shift() ?? 0, topics: [] }));
  }

  beforeEach(() => {
    router = new FakeRouter();
    router.on(offsetFetchApi, ({ groups }) => ({
      groups: groups.map(({ groupId }) => ({ groupId, errorCode: 0, topics: [] })),
    }));
  });

  const partitions = [
    { topic: "b", partition: 1 },
    { topic: "a", partition: 0 },
    { topic: "b", partition: 0 },
  ];

  it("sends all partitions in one request, and answers for each in the order given", async () => {
    router.on(offsetDeleteApi, () => ({
      errorCode: 0,
      topics: [
        { topic: "a", partitions: [{ partition: 0, errorCode: 86 }] },
        {
          topic: "b",
          partitions: [
            { partition: 0, errorCode: 3 },
            { partition: 1, errorCode: 0 },
          ],
        },
      ],
    }));
    const results = await deleteOffsets(router, "g", partitions, undefined);
    assert.deepEqual(
      results.map(({ topic, partition, failure }) => [topic, partition, failure?.code]),
      [
        ["b", 1, undefined],
        ["a", 0, 86],
        ["b", 0, 3],
      ],
    );
    const [sent] = router.sentTo(offsetDeleteApi);
    assert.deepEqual(sent?.question, {
      groupId: "g",
      topics: [
        { topic: "b", partitions: [1, 0] },
        { topic: "a", partitions: [0] },
      ],
    });
  });

  it("gives every partition the code the group as a whole is refused with", async () => {
    refuseWith(69);
    const results = await deleteOffsets(router, "gone", partitions, undefined);
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [69, 69, 69],
    );
  });

  it("asks again while the coordinator is loading", async () => {
    refuseWith(14, 24);
    const [result] = await deleteOffsets(router, "g", partitions, undefined);
    assert.equal(result?.failure?.code, 24);
    assert.equal(router.sentTo(offsetDeleteApi).length, 2);
  });

  it("never repeats what is left in doubt", async () => {
    refuseWith(16, 0);
    const inDoubt = kafkaError("timeout", /Read them back/);
    await assert.rejects(deleteOffsets(router, "g", partitions, undefined), inDoubt);
    router.on(offsetDeleteApi, () => {
      throw new KafkaError("Cancelled.", { kind: "cancelled" });
    });
    await assert.rejects(deleteOffsets(router, "g", partitions, undefined), inDoubt);
    assert.equal(router.sentTo(offsetDeleteApi).length, 2);
  });

  it("refuses nothing, and a partition given twice, before anything is sent", async () => {
    const twice = [...partitions, { topic: "a", partition: 0 }];
    for (const wrong of [[], twice]) {
      await assert.rejects(
        deleteOffsets(router, "g", wrong, undefined),
        kafkaError("invalidInput"),
      );
    }
    assert.deepEqual(router.sent, []);
  });
});
