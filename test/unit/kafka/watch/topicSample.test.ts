import assert from "node:assert/strict";
import { readTopicSample } from "../../../../src/kafka/watch/topicSample";
import { member, orders } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";

const now = (): number => 1000;

describe("a look at a topic's groups", () => {
  let gateway: MemoryGateway;

  beforeEach(() => {
    gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 2);
    for (let index = 0; index < 5; index++) log?.append();
    gateway.addTopic("payments", 1);
    gateway.addGroup("billing").commit("orders", 0, { offset: 3n });
    gateway.addGroup("elsewhere").commit("payments", 0, { offset: 0n });
    gateway.addGroup("reading", { members: [member("r", ...orders(1))] });
  });

  it("finds those with a commit there or a member that reads it", async () => {
    const { groups, elsewhere, ranges } = await readTopicSample(gateway, "orders", { now });
    assert.deepEqual(
      groups.map(({ groupId, total, memberCount }) => [groupId, total.lag, memberCount]),
      [
        ["billing", 2n, 0],
        ["reading", 0n, 1],
      ],
    );
    assert.deepEqual(elsewhere, ["elsewhere"]);
    assert.deepEqual(
      ranges.map(({ start, end }) => [start, end]),
      [
        [0n, 5n],
        [0n, 0n],
      ],
    );
    assert.deepEqual(
      groups[0]?.positions.map(({ committed, lag }) => [committed, lag.kind]),
      [
        [3n, "behind"],
        ["none", "noCommit"],
      ],
    );
    assert.deepEqual(
      groups[1]?.positions.map(({ owners }) => owners.map(({ clientId }) => clientId)),
      [[], ["r"]],
    );
  });

  it("asks as often for hundreds of groups as for one, commits before ends", async () => {
    for (let index = 0; index < 300; index++) gateway.addGroup(`g${index}`);
    gateway.calls.length = 0;
    await readTopicSample(gateway, "orders", { now });
    assert.equal(gateway.calls.length, 6);
    const { calls } = gateway;
    assert.ok(calls.indexOf("fetchCommittedOffsets") < calls.indexOf("listOffsets"));
  });

  it("leaves out what it is told to skip", async () => {
    const skip = new Set(["elsewhere", "billing"]);
    const { groups } = await readTopicSample(gateway, "orders", { now, skip });
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ["reading"],
    );
  });

  it("names the groups it could not look at, which may be there", async () => {
    gateway.addGroup("secret").failure = { code: 30, message: "Not allowed." };
    const { unreadable, elsewhere } = await readTopicSample(gateway, "orders", { now });
    assert.deepEqual(
      unreadable.map(({ groupId, failure }) => [groupId, failure.message]),
      [["secret", "Not allowed."]],
    );
    assert.deepEqual(elsewhere, ["elsewhere"]);
  });

  it("takes a share group's lag as the broker counts it", async () => {
    const shared = { topic: "orders", partition: 0, startOffset: 1n, leaderEpoch: 0, lag: 9n };
    gateway.addGroup("share", {
      type: "share",
      shareOffsets: [{ ...shared, failure: undefined }],
    });
    const { groups } = await readTopicSample(gateway, "orders", { now });
    const share = groups.find(({ groupId }) => groupId === "share");
    assert.deepEqual(share?.positions[0]?.lag, { kind: "behind", lag: 9n });
  });

  it("keeps a partition without leader apart, and a topic that is gone", async () => {
    const [log] = gateway.addTopic("dark", 1);
    assert.ok(log);
    log.leader = undefined;
    gateway.addGroup("on-dark").commit("dark", 0, { offset: 1n });
    const dark = await readTopicSample(gateway, "dark", { now });
    assert.match(dark.ranges[0]?.failure?.message ?? "", /no leader/);
    assert.equal(dark.groups[0]?.total.partitionsUnknown, 1);
    const gone = await readTopicSample(gateway, "gone", { now });
    assert.equal(gone.failure?.message, "No such topic.");
    assert.deepEqual(gone.ranges, []);
  });
});
