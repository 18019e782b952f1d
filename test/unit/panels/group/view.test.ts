import assert from "node:assert/strict";
import type { GroupView } from "../../../../src/panels/group/protocol";
import { toView } from "../../../../src/panels/group/view";
import type { GroupSample } from "../../../../src/kafka/watch/groupSample";
import { progressOf } from "../../../../src/kafka/watch/groupWindow";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { member, orders, sampleOf } from "../../../support/groupSamples";

function viewOf(...samples: readonly GroupSample[]): GroupView {
  const progress = progressOf(samples);
  assert.ok(progress);
  return toView({
    saved: { clusterId: "c1", groupId: "billing", intervalMs: 0, tab: "members" },
    clusterName: "demo",
    progress,
    timeLags: { ageMs: () => undefined },
    writeObstacle: undefined,
    formatTime: String,
    formatNumber: numberFormatter("en"),
  });
}

describe("the view of a group", () => {
  it("keeps offsets beyond what a number holds", () => {
    const big = 2n ** 63n - 1n;
    const { partitions, head } = viewOf(sampleOf({ partitions: [{ committed: 0n, end: big }] }));
    assert.equal(partitions[0]?.end, big.toString());
    assert.equal(head.totalLag, big.toString());
  });

  it("tells what is special about a partition, and counts no lag below zero", () => {
    const { partitions, head } = viewOf(
      sampleOf({
        partitions: [
          { committed: 22n, end: 10n },
          { committed: 1n, start: 6n, end: 1_010n },
          { committed: 5n, end: 9n, lastStableOffset: 5n },
          { committed: 5n, hasLeader: false },
        ],
      }),
    );
    assert.deepEqual(
      partitions.map(({ lag, notes, problem, lastStableOffset }) => [
        lag,
        notes.join(),
        problem,
        lastStableOffset,
      ]),
      [
        ["0", "committed is 12 past the end", undefined, undefined],
        ["1004", "5 offsets already deleted: auto.offset.reset will decide", undefined, undefined],
        ["4", "4 offsets held back by an open transaction", undefined, "5"],
        [undefined, "", "orders-3: No leader.", undefined],
      ],
    );
    assert.equal(head.totalLag, "1008");
    assert.equal(head.unreadable, 1);
  });

  it("tells what is special about the group in sentences", () => {
    const { notes } = viewOf(
      sampleOf({ type: "share", partitions: [{ end: 5n }, { committed: 5n, hasLeader: false }] }),
    );
    assert.equal(notes.length, 3);
    assert.match(notes.join(" "), /share group.*1 partition without a commit.*cannot be told/);
  });

  it("shows where a member is to be only where it is not yet", () => {
    const moving = {
      ...member("a", ...orders(0, 1, 2)),
      targetAssignment: orders(0),
      memberEpoch: 3,
      instanceId: "i-1",
    };
    const settledThere = { ...member("b", ...orders(3)), targetAssignment: orders(3) };
    const { members } = viewOf(sampleOf({ type: "consumer", members: [moving, settledThere] }));
    assert.deepEqual(
      members.map(({ assignment, targetAssignment, partitions, memberEpoch, instanceId }) => [
        assignment,
        targetAssignment,
        partitions,
        memberEpoch,
        instanceId,
      ]),
      [
        ["orders 0–2", "orders 0", 3, 3, "i-1"],
        ["orders 3", undefined, 1, undefined, undefined],
      ],
    );
  });

  it("draws a long trend with few points, the last one among them", () => {
    const samples = Array.from({ length: 250 }, (_, index) =>
      sampleOf({ atMs: index, partitions: [{ committed: 0n, end: BigInt(index) }] }),
    );
    const { head, partitions } = viewOf(...samples);
    assert.ok(head.lagTrend.length <= 60);
    assert.equal(head.lagTrend.at(-1), 249);
    assert.deepEqual(partitions[0]?.lagTrend, head.lagTrend);
  });

  it("names every member that shares a partition of a share group", () => {
    const members = [member("a", ...orders(0)), member("b", ...orders(0))];
    const { partitions } = viewOf(sampleOf({ type: "share", members, partitions: [{}] }));
    assert.equal(partitions[0]?.owner, "a, b");
    assert.ok(partitions[0].notes.includes("shared by 2 members"));
  });
});
