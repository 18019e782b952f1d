import assert from "node:assert/strict";
import { readGroupSample, type GroupSample } from "../../../../src/kafka/watch/groupSample";
import { member, orders } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";

describe("a sample of a group", () => {
  let gateway: MemoryGateway;

  beforeEach(() => {
    gateway = new MemoryGateway();
    for (const log of gateway.addTopic("orders", 2)) {
      for (let count = 0; count < 5; count++) log.append();
    }
  });

  const read = (topics: readonly string[] = []): Promise<GroupSample> =>
    readGroupSample(gateway, "billing", { now: () => 42, topics });

  it("holds every partition of the topics the group has to do with, owned or committed or not", async () => {
    const group = gateway.addGroup("billing", { members: [member("a", ...orders(0))] });
    group.commit("orders", 0, { offset: 3n, metadata: "m" });
    const { atMs, partitions } = await read();
    assert.equal(atMs, 42);
    assert.deepEqual(
      partitions.map(({ partition, committed, start, end, owners }) => [
        partition,
        committed,
        start,
        end,
        owners.length,
      ]),
      [
        [0, 3n, 0n, 5n, 1],
        [1, "none", 0n, 5n, 0],
      ],
    );
    assert.deepEqual(partitions[0]?.lag, { kind: "behind", lag: 2n });
    assert.equal(partitions[0].metadata, "m");
  });

  it("reads the commits before the ends, in one call of each kind", async () => {
    gateway.addGroup("billing").commit("orders", 0, { offset: 3n });
    await read();
    assert.deepEqual(gateway.calls, [
      "describeGroups",
      "fetchCommittedOffsets",
      "describeTopics",
      "listOffsets",
      "listOffsets",
      "listOffsets",
    ]);
  });

  it("keeps partitions in sight that were seen before", async () => {
    gateway.addGroup("billing", { members: [member("a")], state: "PreparingRebalance" });
    assert.deepEqual((await read()).partitions, []);
    assert.equal((await read(["orders"])).partitions.length, 2);
  });

  it("tells the last stable offset apart from the end", async () => {
    const [log] = gateway.addTopic("held", 1);
    assert.ok(log);
    for (let count = 0; count < 5; count++) log.append();
    log.openTransactionAt = 2n;
    gateway.addGroup("billing").commit("held", 0, { offset: 1n });
    const [partition] = (await read()).partitions;
    assert.equal(partition?.lastStableOffset, 2n);
    assert.deepEqual(partition.lag, { kind: "behind", lag: 4n });
  });

  it("keeps a partition without a leader as unknown, never as 0", async () => {
    const [log] = gateway.addTopic("lost", 1);
    assert.ok(log);
    log.leader = undefined;
    gateway.addGroup("billing").commit("lost", 0, { offset: 1n });
    const [partition] = (await read()).partitions;
    assert.equal(partition?.hasLeader, false);
    assert.deepEqual(partition.lag, { kind: "unknown" });
    assert.match(partition.failure?.message ?? "", /no leader/);
  });

  it("keeps the commits of a topic that is gone", async () => {
    gateway.addGroup("billing").commit("gone", 0, { offset: 1n });
    const { partitions, topicFailures } = await read();
    assert.deepEqual(partitions[0]?.lag, { kind: "unknown" });
    assert.equal(partitions[0].committed, 1n);
    assert.deepEqual([...topicFailures.keys()], ["gone"]);
  });

  it("says why the group could not be described", async () => {
    assert.equal((await read()).failure?.code, 69);
    const group = gateway.addGroup("billing");
    group.failure = { code: 30, message: "Not allowed." };
    const { failure, commitFailure } = await read();
    assert.equal(failure?.code, 30);
    assert.equal(commitFailure?.code, 30);
  });

  it("takes commits that could not be read for unknown, not for none", async () => {
    const members = [member("a", ...orders(0))];
    gateway.addGroup("billing", { members }).commit("orders", 0, { offset: 3n });
    const failure = { code: 30, message: "Not allowed." };
    gateway.fetchCommittedOffsets = () => Promise.resolve([{ groupId: "billing", failure }]);
    const { partitions, commitFailure } = await read();
    assert.equal(commitFailure, failure);
    assert.deepEqual(
      partitions.map(({ committed, lag }) => [committed, lag.kind]),
      [
        ["unknown", "unknown"],
        ["unknown", "unknown"],
      ],
    );
  });

  it("takes a group that does not exist for one without commits", async () => {
    const failure = { code: 69, message: "The group does not exist." };
    gateway.fetchCommittedOffsets = () => Promise.resolve([{ groupId: "billing", failure }]);
    const { commitFailure, partitions } = await read(["orders"]);
    assert.equal(commitFailure, undefined);
    assert.deepEqual(
      partitions.map(({ committed }) => committed),
      ["none", "none"],
    );
  });

  it("takes a share group's lag as the broker counts it", async () => {
    const shared = {
      topic: "orders",
      partition: 0,
      startOffset: 1n,
      leaderEpoch: 0,
      lag: 3n,
      failure: undefined,
    };
    gateway.addGroup("billing", { type: "share", shareOffsets: [shared] });
    const { partitions, commitFailure } = await read();
    assert.equal(commitFailure, undefined);
    assert.deepEqual(partitions[0]?.lag, { kind: "behind", lag: 3n });
    assert.equal(partitions[0].committed, 1n);
  });
});
