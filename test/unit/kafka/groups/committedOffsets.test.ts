import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { fetchCommittedOffsets } from "../../../../src/kafka/groups/committedOffsets";
import {
  offsetFetchApi,
  type FetchedCommit,
  type OffsetFetchGroupAnswer,
} from "../../../../src/kafka/protocol/offsetFetch";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

function commit(partition: number, offset: bigint, errorCode = 0): FetchedCommit {
  return { partition, offset, leaderEpoch: 3, metadata: "m", errorCode };
}

function answer(
  groupId: string,
  commits: readonly FetchedCommit[],
  errorCode = 0,
): OffsetFetchGroupAnswer {
  return { groupId, errorCode, topics: [{ topic: "t", partitions: commits }] };
}

describe("fetchCommittedOffsets", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
  });

  it("keeps offsets above 2^53, metadata and leader epoch", async () => {
    const offset = 2n ** 53n + 1n;
    router.on(offsetFetchApi, () => ({ groups: [answer("g", [commit(0, offset)])] }));
    const [result] = await fetchCommittedOffsets(router, ["g"], [], undefined);
    assert.deepEqual(result?.value, [
      { topic: "t", partition: 0, offset, leaderEpoch: 3, metadata: "m", failure: undefined },
    ]);
  });

  it("tells no commit from offset 0, also for partitions the broker says nothing of", async () => {
    router.on(offsetFetchApi, () => ({ groups: [answer("g", [commit(0, 0n), commit(1, -1n)])] }));
    const asked = [{ topic: "t", partition: 2 }];
    const [result] = await fetchCommittedOffsets(router, ["g"], asked, undefined);
    assert.deepEqual(
      result?.value?.map(({ partition, offset }) => [partition, offset]),
      [
        [0, 0n],
        [1, undefined],
        [2, undefined],
      ],
    );
  });

  it("asks each coordinator once for all its groups, without require_stable", async () => {
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
    router.coordinatorOf = (groupId) => ({ nodeId: groupId === "c" ? 2 : 1 });
    router.on(offsetFetchApi, ({ groups }) => ({
      groups: groups.map(({ groupId }) => answer(groupId, [])),
    }));
    const results = await fetchCommittedOffsets(router, ["a", "b", "c"], [], undefined);
    assert.equal(results.length, 3);
    const sent = router.sentTo(offsetFetchApi);
    assert.equal(sent.length, 2);
    assert.equal((sent[0]?.question as { requireStable: boolean }).requireStable, false);
  });

  it("asks one group at a time below Kafka 3.0", async () => {
    router.withoutSupport(offsetFetchApi);
    router.on(offsetFetchApi, ({ groups }) => ({
      groups: groups.map(({ groupId }) => answer(groupId, [])),
    }));
    await fetchCommittedOffsets(router, ["a", "b", "c"], [], undefined);
    assert.equal(router.sentTo(offsetFetchApi).length, 3);
  });

  it("asks again when the coordinator has moved", async () => {
    const codes = [16, 14, 0];
    router.on(offsetFetchApi, () => ({
      groups: [answer("g", [commit(0, 5n)], codes.shift() ?? 0)],
    }));
    const [result] = await fetchCommittedOffsets(router, ["g"], [], undefined);
    assert.equal(result?.value?.[0]?.offset, 5n);
    assert.equal(router.sentTo(offsetFetchApi).length, 3);
  });

  it("keeps a group's failure beside the others' commits", async () => {
    router.on(offsetFetchApi, () => ({
      groups: [answer("a", [], 30), answer("b", [commit(0, 1n)])],
    }));
    const [a, b] = await fetchCommittedOffsets(router, ["a", "b"], [], undefined);
    assert.equal(a?.failure?.code, 30);
    assert.equal(b?.value?.length, 1);
  });

  it("fails when the coordinator of all groups is lost twice", async () => {
    router.on(offsetFetchApi, () => {
      throw new KafkaError("one:9092 closed the connection.", { kind: "unreachable" });
    });
    const call = fetchCommittedOffsets(router, ["a"], [], undefined);
    await assert.rejects(call, kafkaError("unreachable", /closed the connection/));
    assert.equal(router.sentTo(offsetFetchApi).length, 2);
  });
});
