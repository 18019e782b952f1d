import assert from "node:assert/strict";
import { never, orders, peekInto, ref } from "../../../support/peekSession";

describe("PeekSession: the partitions table", () => {
  it("tells of every partition where it begins, ends, is read and was committed", async () => {
    const [gateway, logs] = orders(3, 9);
    logs[0]?.deleteBefore(1n);
    if (logs[1] !== undefined) logs[1].openTransactionAt = 2n;
    gateway.addGroup("billing").commit("orders", 0, { offset: 2n });
    const peek = peekInto(gateway);
    await peek.read({
      position: { kind: "earliest" },
      partitions: [
        { topic: "orders", partition: 0 },
        { topic: "orders", partition: 1 },
      ],
      pageSize: 2,
    });
    const { rows, groupId } = await peek.handlers.partitions({ groupId: "billing" }, never());
    assert.equal(groupId, "billing");
    assert.deepEqual(rows[0], {
      topic: "orders",
      partition: 0,
      isChosen: true,
      isPaused: false,
      leader: 1,
      leaderEpoch: 0,
      start: "1",
      highWatermark: "3",
      lastStableOffset: "3",
      position: "2",
      left: "1",
      committed: "2",
    });
    assert.deepEqual([rows[1]?.lastStableOffset, rows[1]?.highWatermark], ["2", "3"]);
    assert.equal(rows[1]?.committed, null);
    assert.deepEqual([rows[2]?.isChosen, rows[2]?.position], [false, undefined]);
  });

  it("offers the groups that have a commit on the topics", async () => {
    const [gateway] = orders(1, 1);
    gateway.addTopic("payments", 1);
    gateway.addGroup("billing").commit("orders", 0, { offset: 0n });
    gateway.addGroup("audit").commit("payments", 0, { offset: 0n });
    gateway.addGroup("idle");
    const { groups, groupId } = await peekInto(gateway).handlers.partitions({}, never());
    assert.deepEqual(groups, ["billing"]);
    assert.equal(groupId, undefined);
  });

  it("offers every group where there are too many to look into each", async () => {
    const [gateway] = orders(1, 1);
    for (let index = 0; index <= 200; index++) gateway.addGroup(`g${index}`);
    const { groups } = await peekInto(gateway).handlers.partitions({}, never());
    assert.equal(groups.length, 201);
    assert.ok(!gateway.calls.includes("fetchCommittedOffsets"));
  });

  it("says why a partition has no numbers", async () => {
    const [gateway, logs] = orders(2, 2);
    if (logs[1] !== undefined) logs[1].leader = undefined;
    const { rows } = await peekInto(gateway).handlers.partitions({}, never());
    assert.match(rows[1]?.problem ?? "", /no leader/);
    assert.equal(rows[1]?.start, undefined);
  });

  it("tells the time of an offset, or of the next message behind it", async () => {
    const [gateway, [log]] = orders(1, 3);
    log?.compact(1n);
    const peek = peekInto(gateway);
    const timeOf = async (offset: string): Promise<string> =>
      (await peek.handlers.offsetTime(ref(0, offset), never())).text;
    assert.equal(await timeOf("0"), "2023-11-14 22:13:20.000 UTC");
    assert.equal(await timeOf("1"), "2023-11-14 22:13:22.000 UTC");
    assert.equal(await timeOf("3"), "");
    assert.equal(await timeOf("99"), "");
    log?.append({ timestampMs: -1n });
    assert.equal(await timeOf("3"), "no timestamp");
  });
});
