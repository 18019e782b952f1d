import assert from "node:assert/strict";
import { partitionLag, totalLag } from "../../../../src/kafka/groups/lag";

describe("partitionLag", () => {
  it("is the distance from the commit to the end", () => {
    assert.deepEqual(partitionLag(30n, { start: 0n, end: 100n }), { kind: "behind", lag: 70n });
  });

  it("is 0 for a group that has read everything", () => {
    assert.deepEqual(partitionLag(100n, { start: 0n, end: 100n }), { kind: "behind", lag: 0n });
  });

  it("takes a commit at offset 0 for a commit", () => {
    assert.deepEqual(partitionLag(0n, { start: 0n, end: 100n }), { kind: "behind", lag: 100n });
  });

  it("does not take a missing commit for a lag of everything", () => {
    assert.deepEqual(partitionLag("none", { start: 0n, end: 100n }), { kind: "noCommit" });
  });

  it("takes a negative commit, which consumers ignore, for none", () => {
    assert.deepEqual(partitionLag(-2n, { start: 0n, end: 100n }), { kind: "noCommit" });
  });

  it("is never negative: a commit past the end says by how much", () => {
    const lag = partitionLag(999_999n, { start: 0n, end: 100n });
    assert.deepEqual(lag, { kind: "pastEnd", lag: 0n, past: 999_899n });
  });

  it("counts from the start where the commit was deleted by retention", () => {
    const lag = partitionLag(1n, { start: 6n, end: 10n });
    assert.deepEqual(lag, { kind: "beforeStart", lag: 4n, deleted: 5n });
  });

  it("is 0 where everything behind the commit was deleted", () => {
    const lag = partitionLag(1n, { start: 10n, end: 10n });
    assert.deepEqual(lag, { kind: "beforeStart", lag: 0n, deleted: 9n });
  });

  it("is never negative where the log was emptied while start and end were read", () => {
    const emptied = { start: 120n, end: 100n };
    assert.deepEqual(partitionLag(90n, emptied), { kind: "beforeStart", lag: 0n, deleted: 30n });
    assert.deepEqual(partitionLag(110n, emptied), { kind: "beforeStart", lag: 0n, deleted: 10n });
  });

  it("is not before the start for a commit right at it", () => {
    assert.deepEqual(partitionLag(6n, { start: 6n, end: 10n }), { kind: "behind", lag: 4n });
  });

  it("is unknown without watermarks, for instance without a leader", () => {
    assert.deepEqual(partitionLag(5n, undefined), { kind: "unknown" });
  });

  it("is unknown where the commit could not be read", () => {
    assert.deepEqual(partitionLag("unknown", { start: 0n, end: 10n }), { kind: "unknown" });
  });

  it("knows a missing commit even without watermarks", () => {
    assert.deepEqual(partitionLag("none", undefined), { kind: "noCommit" });
  });

  it("is exact above 2^53", () => {
    const end = 2n ** 53n + 3n;
    assert.deepEqual(partitionLag(2n ** 53n + 1n, { start: 0n, end }), { kind: "behind", lag: 2n });
  });
});

describe("totalLag", () => {
  it("adds what is known and counts what is not", () => {
    const total = totalLag([
      { kind: "behind", lag: 70n },
      { kind: "behind", lag: 0n },
      { kind: "noCommit" },
      { kind: "pastEnd", lag: 0n, past: 5n },
      { kind: "beforeStart", lag: 4n, deleted: 5n },
      { kind: "unknown" },
    ]);
    assert.deepEqual(total, {
      lag: 74n,
      partitionsMeasured: 4,
      partitionsWithoutCommit: 1,
      partitionsUnknown: 1,
      partitionsPastEnd: 1,
      partitionsBeforeStart: 1,
    });
  });

  it("measures nothing for a group without partitions", () => {
    assert.equal(totalLag([]).partitionsMeasured, 0);
    assert.equal(totalLag([]).lag, 0n);
  });
});
