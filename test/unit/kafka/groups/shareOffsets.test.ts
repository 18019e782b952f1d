import assert from "node:assert/strict";
import { GroupListings } from "../../../../src/kafka/groups/groupListings";
import { describeShareOffsets } from "../../../../src/kafka/groups/shareOffsets";
import { describeShareGroupOffsetsApi } from "../../../../src/kafka/protocol/describeShareGroupOffsets";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { FakeRouter } from "../../../support/fakeRouter";

describe("describeShareOffsets", () => {
  let router: FakeRouter;

  const describeAll = (...groupIds: readonly string[]): ReturnType<typeof describeShareOffsets> =>
    describeShareOffsets(router, new GroupListings(), groupIds, undefined);

  beforeEach(() => {
    router = new FakeRouter();
    router.on(listGroupsApi, () => ({
      errorCode: 0,
      groups: [
        { groupId: "fresh", type: "Share", protocolType: "share", state: "Stable" },
        { groupId: "classic", type: "Classic", protocolType: "consumer", state: "Stable" },
      ],
    }));
    router.on(describeShareGroupOffsetsApi, ({ groupIds }) => ({
      groups: groupIds.map((groupId) => ({ groupId, errorCode: 0, topics: [] })),
    }));
  });

  it("tells where each partition begins, and what is not known", async () => {
    const told = { leaderEpoch: 2, errorCode: 0 };
    router.on(describeShareGroupOffsetsApi, () => ({
      groups: [
        {
          groupId: "s",
          errorCode: 0,
          topics: [
            {
              topic: "b",
              partitions: [
                { ...told, partition: 1, startOffset: -1n, lag: -1n },
                { ...told, partition: 0, startOffset: 2n ** 53n + 1n, lag: 0n },
              ],
            },
            {
              topic: "a",
              partitions: [{ ...told, partition: 0, startOffset: -1n, lag: -1n, errorCode: 29 }],
            },
          ],
        },
      ],
    }));
    const [result] = await describeAll("s");
    assert.deepEqual(
      result?.value?.map(({ topic, partition, startOffset, lag, failure }) => [
        `${topic} ${partition}`,
        startOffset,
        lag,
        failure?.code,
      ]),
      [
        ["a 0", undefined, undefined, 29],
        ["b 0", 2n ** 53n + 1n, 0n, undefined],
        ["b 1", undefined, undefined, undefined],
      ],
    );
    assert.equal(router.sentTo(listGroupsApi).length, 0);
  });

  it("tells a share group that has read nothing from groups of other types and none", async () => {
    const results = await describeAll("gone", "fresh", "classic");
    assert.deepEqual(
      results.map((result) => result.value ?? result.failure.code),
      [69, [], 69],
    );
  });

  it("says which Kafka it needs, group by group, on a broker without the request", async () => {
    router.withoutSupport(describeShareGroupOffsetsApi);
    const [result] = await describeAll("fresh");
    assert.equal(result?.failure?.code, 35);
    assert.match(result.failure.message, /Kafka ≥ 4\.1/);
  });
});
