import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { deleteGroups } from "../../../../src/kafka/groups/deleteGroups";
import { GroupListings } from "../../../../src/kafka/groups/groupListings";
import { deleteGroupsApi } from "../../../../src/kafka/protocol/deleteGroups";
import { offsetFetchApi } from "../../../../src/kafka/protocol/offsetFetch";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("deleteGroups", () => {
  let router: FakeRouter;
  let known: GroupListings;

  /** The n-th answer about a group has its n-th code, and 0 after those. */
  function answerWith(codes: Readonly<Record<string, number[]>>): void {
    router.on(deleteGroupsApi, ({ groupIds }) => ({
      groups: groupIds.map((groupId) => ({ groupId, errorCode: codes[groupId]?.shift() ?? 0 })),
    }));
  }

  const asked = (): unknown =>
    router.sentTo(deleteGroupsApi).map(({ nodeId, question }) => [nodeId, question]);

  const remove = (...groupIds: readonly string[]): ReturnType<typeof deleteGroups> =>
    deleteGroups(router, known, groupIds, undefined);

  beforeEach(() => {
    router = new FakeRouter();
    known = new GroupListings();
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
    router.coordinatorOf = (groupId) => ({ nodeId: groupId.startsWith("two") ? 2 : 1 });
    router.on(offsetFetchApi, ({ groups }) => ({
      groups: groups.map(({ groupId }) => ({ groupId, errorCode: 0, topics: [] })),
    }));
    answerWith({});
  });

  it("sends one request to each coordinator, and answers for each group in the order given", async () => {
    answerWith({ live: [68], "two-gone": [69] });
    const results = await remove("two-gone", "idle", "live", "two-idle", "idle");
    assert.deepEqual(
      results.map(({ groupId, failure }) => [groupId, failure?.code]),
      [
        ["two-gone", 69],
        ["idle", undefined],
        ["live", 68],
        ["two-idle", undefined],
        ["idle", undefined],
      ],
    );
    assert.deepEqual(asked(), [
      [2, { groupIds: ["two-gone", "two-idle"] }],
      [1, { groupIds: ["idle", "live"] }],
    ]);
  });

  it("deletes the others when a group may not be touched", async () => {
    router.coordinatorOf = (groupId) => (groupId === "theirs" ? { errorCode: 30 } : { nodeId: 1 });
    const results = await remove("theirs", "mine");
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [30, undefined],
    );
    assert.deepEqual(asked(), [[1, { groupIds: ["mine"] }]]);
  });

  it("forgets that the group was listed", async () => {
    known.learn([{ groupId: "g", type: "classic", protocolType: "", state: "Empty" }]);
    await remove("g");
    assert.equal(known.get("g"), undefined);
  });

  it("sends again only the groups whose coordinator is still loading", async () => {
    answerWith({ late: [14] });
    const results = await remove("done", "late");
    assert.ok(results.every(({ failure }) => failure === undefined));
    assert.deepEqual(asked(), [
      [1, { groupIds: ["done", "late"] }],
      [1, { groupIds: ["late"] }],
    ]);
  });

  for (const code of [7, 15, 16]) {
    it(`never repeats what code ${code} leaves in doubt`, async () => {
      answerWith({ g: [code] });
      await assert.rejects(remove("g", "h"), kafkaError("timeout", /List them/));
      assert.equal(router.sentTo(deleteGroupsApi).length, 1);
    });
  }

  it("waits for the other coordinators when one answer is lost", async () => {
    let hasAnswered = false;
    router.on(deleteGroupsApi, async ({ groupIds }, nodeId) => {
      if (nodeId === 2) throw new KafkaError("Cancelled.", { kind: "cancelled" });
      await new Promise((resolve) => setImmediate(resolve));
      hasAnswered = true;
      return { groups: groupIds.map((groupId) => ({ groupId, errorCode: 0 })) };
    });
    await assert.rejects(remove("two", "g"), kafkaError("timeout", /List them/));
    assert.ok(hasAnswered);
    assert.equal(router.sentTo(deleteGroupsApi).length, 2);
  });

  it("sends nothing when there is nothing to delete", async () => {
    assert.deepEqual(await remove(), []);
    assert.deepEqual(router.sent, []);
  });
});
