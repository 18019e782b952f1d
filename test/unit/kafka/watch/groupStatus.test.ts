import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  partitionStatus,
  worstStatus,
  type GroupStatus,
  type StatusPoint,
} from "../../../../src/kafka/watch/groupStatus";

/** Ten seconds apart. */
function points(
  ...seen: readonly (readonly [committed: number | undefined, end: number, isOwned?: boolean])[]
): StatusPoint[] {
  return seen.map(([committed, end, isOwned = true], index) => ({
    atMs: index * 10_000,
    committed: committed === undefined ? undefined : BigInt(committed),
    end: BigInt(end),
    lag: committed === undefined ? undefined : BigInt(Math.max(0, end - committed)),
    isOwned,
  }));
}

describe("the status of a partition", () => {
  const cases: readonly (readonly [name: string, seen: StatusPoint[], status: GroupStatus])[] = [
    ["is OK without lag, however little was seen", points([5, 5]), "OK"],
    ["is unknown without a commit", points([undefined, 5], [undefined, 6]), "unknown"],
    ["is unknown while too few readings show a lag", points([1, 5], [1, 5], [1, 5]), "unknown"],
    [
      "is STALL when an owned offset does not move",
      points([1, 5], [1, 6], [1, 6], [1, 7]),
      "STALL",
    ],
    [
      "is WARN when the offset moves and the lag never goes down",
      points([1, 5], [2, 7], [3, 9], [4, 11]),
      "WARN",
    ],
    ["is OK when the lag went down once", points([1, 5], [4, 7], [5, 9], [6, 11]), "OK"],
    [
      "is OK when it was caught up once in the window",
      points([5, 5], [5, 7], [6, 9], [7, 11]),
      "OK",
    ],
    [
      "is STOP when nobody owns it and nothing moved",
      points([1, 5, false], [1, 5, false], [1, 5, false], [1, 6, false]),
      "STOP",
    ],
    [
      "is STOP when nobody owns it and it stood longer than it moved",
      points([1, 9], [2, 9], [2, 9, false], [2, 9, false], [2, 9, false]),
      "STOP",
    ],
    [
      "is not STOP while a consumer outside of the group commits",
      points([1, 9, false], [2, 9, false], [3, 9, false], [4, 9, false]),
      "OK",
    ],
    [
      "is not STOP when the commit was the end of the log a short while ago",
      points([5, 5, false], [5, 5, false], [5, 6, false], [5, 7, false]),
      "OK",
    ],
    [
      "is REWIND when the offset went back and has not recovered",
      points([9, 10], [9, 10], [3, 10], [4, 10]),
      "REWIND",
    ],
    ["is not REWIND once it has recovered", points([5, 10], [3, 10], [6, 10], [7, 10]), "OK"],
  ];
  for (const [name, seen, status] of cases) {
    it(name, () => {
      assert.equal(partitionStatus(seen), status);
    });
  }

  it("forgets that a stopped consumer was caught up when that is long ago", () => {
    const caughtUp = points([5, 5, false], [5, 6, false]);
    const later = points([5, 6, false], [5, 7, false], [5, 8, false]);
    const seen = [...caughtUp, ...later.map((one) => ({ ...one, atMs: one.atMs + 180_000 }))];
    assert.equal(partitionStatus(seen), "STOP");
  });

  it("is never an error while the lag is allowed", () => {
    const offset = fc.bigInt({ min: 0n, max: 50n });
    const seen = fc.array(fc.record({ committed: offset, end: offset, isOwned: fc.boolean() }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(seen, (drafts) => {
        const all = drafts.map(({ committed, end, isOwned }, index) => {
          const lag = end > committed ? end - committed : 0n;
          return { atMs: index * 10_000, committed, end, lag, isOwned };
        });
        const last = all.at(-1);
        const caughtUp = all.map((one) => (one === last ? { ...one, lag: 0n } : one));
        assert.equal(partitionStatus(caughtUp), "OK");
      }),
    );
  });

  it("is the worst of several for the group, and unknown only when all are", () => {
    assert.equal(worstStatus(["OK", "unknown", "WARN", "OK"]), "WARN");
    assert.equal(worstStatus(["STALL", "STOP"]), "STALL");
    assert.equal(worstStatus(["STALL", "REWIND"]), "REWIND");
    assert.equal(worstStatus(["unknown", "OK"]), "OK");
    assert.equal(worstStatus([]), "unknown");
  });
});
