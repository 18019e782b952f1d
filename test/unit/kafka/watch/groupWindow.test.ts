import assert from "node:assert/strict";
import * as fc from "fast-check";
import { GroupWindow, progressOf } from "../../../../src/kafka/watch/groupWindow";
import type { GroupSample } from "../../../../src/kafka/watch/groupSample";
import { statusReason } from "../../../../src/kafka/watch/statusReason";
import { member, orders, sampleOf } from "../../../support/groupSamples";

/** One partition, ten seconds apart. */
function samples(...seen: readonly (readonly [committed: bigint, end: bigint])[]): GroupSample[] {
  const members = [member("a", ...orders(0))];
  return seen.map(([committed, end], index) =>
    sampleOf({ atMs: index * 10_000, members, partitions: [{ committed, end }] }),
  );
}

describe("GroupWindow", () => {
  it("forgets what is too old, too much, or of too many partitions", () => {
    const window = new GroupWindow({ maxAgeMs: 50, maxSamples: 4, maxPartitions: 6 });
    for (let atMs = 0; atMs <= 100; atMs += 10) window.add(sampleOf({ atMs }));
    assert.deepEqual(
      window.samples.map(({ atMs }) => atMs),
      [70, 80, 90, 100],
    );
    window.add(sampleOf({ atMs: 110, partitions: [{}, {}, {}] }));
    assert.deepEqual(
      window.samples.map(({ atMs }) => atMs),
      [100, 110],
    );
    window.add(sampleOf({ atMs: 500 }));
    assert.deepEqual(
      window.samples.map(({ atMs }) => atMs),
      [500],
    );
  });
});

describe("the progress of a group", () => {
  it("is not known without a sample", () => {
    assert.equal(progressOf([]), undefined);
  });

  it("tells rates, lag and the time to catch up of a partition", () => {
    const [partition] = progressOf(samples([0n, 100n], [20n, 110n], [40n, 120n]))?.partitions ?? [];
    assert.equal(partition?.consumedPerSecond, 2);
    assert.equal(partition.producedPerSecond, 1);
    assert.equal(partition.etaMs, 80_000);
    assert.deepEqual(
      partition.points.map(({ lag }) => lag),
      [100n, 90n, 80n],
    );
  });

  it("has no rates after one sample, and none of consumption after a rewind", () => {
    const [once] = progressOf(samples([0n, 100n]))?.partitions ?? [];
    assert.equal(once?.consumedPerSecond, undefined);
    const [back] = progressOf(samples([50n, 100n], [10n, 100n]))?.partitions ?? [];
    assert.equal(back?.consumedPerSecond, undefined);
    assert.equal(back?.producedPerSecond, 0);
  });

  it("never catches up when as much is produced as consumed", () => {
    const progress = progressOf(samples([0n, 100n], [10n, 110n]));
    assert.equal(progress?.etaMs, undefined);
  });

  it("does not promise to catch up once the members are gone", () => {
    const alone = sampleOf({ atMs: 20_000, partitions: [{ committed: 20n, end: 100n }] });
    const progress = progressOf([...samples([0n, 100n], [20n, 100n]), alone]);
    assert.equal(progress?.total.lag, 80n);
    assert.equal(progress.etaMs, undefined);
  });

  it("leaves what is not committed out of the lag, and out of the time to catch up", () => {
    const progress = progressOf([
      sampleOf({ partitions: [{ committed: 10n, end: 10n }, { end: 50n }] }),
    ]);
    assert.equal(progress?.total.lag, 0n);
    assert.equal(progress.total.partitionsWithoutCommit, 1);
    assert.equal(progress.etaMs, 0);
  });

  it("has a gap in the trend where some lag could not be told", () => {
    const progress = progressOf([
      sampleOf({
        atMs: 0,
        partitions: [
          { committed: 1n, end: 5n },
          { hasLeader: false, committed: 1n },
        ],
      }),
      sampleOf({
        atMs: 1,
        partitions: [
          { committed: 1n, end: 5n },
          { committed: 1n, end: 4n },
        ],
      }),
    ]);
    assert.deepEqual(progress?.lagTrend, [undefined, 7n]);
  });

  it("has a point for every sample, also of a partition that came later", () => {
    const progress = progressOf([
      sampleOf({ atMs: 0 }),
      sampleOf({ atMs: 1, partitions: [{ committed: 1n, end: 5n }] }),
    ]);
    assert.deepEqual(
      progress?.partitions[0]?.points.map(({ lag }) => lag),
      [undefined, 4n],
    );
  });

  it("never tells a negative lag or rate", () => {
    const offset = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(fc.array(fc.tuple(offset, offset), { minLength: 1, maxLength: 8 }), (seen) => {
        const progress = progressOf(samples(...seen));
        assert.ok((progress?.total.lag ?? -1n) >= 0n);
        for (const {
          consumedPerSecond = 0,
          producedPerSecond = 0,
          etaMs = 0,
        } of progress?.partitions ?? []) {
          assert.ok(consumedPerSecond >= 0 && producedPerSecond >= 0 && etaMs >= 0);
        }
      }),
    );
  });

  describe("comes with a reason", () => {
    const reasonOf = (all: readonly GroupSample[]): string => {
      const progress = progressOf(all);
      assert.ok(progress);
      return statusReason(progress);
    };

    it("names the partitions of the worst status and how long was watched", () => {
      assert.equal(
        reasonOf(samples([1n, 9n], [1n, 9n], [1n, 9n], [1n, 9n])),
        "orders 0: a member owns it and messages wait, but the commit does not move (30 s watched).",
      );
    });

    it("asks for patience while one look cannot tell", () => {
      assert.match(reasonOf(samples([1n, 9n])), /cannot tell slow from stopped/);
    });

    it("says what is not there", () => {
      assert.match(reasonOf([sampleOf({})]), /no committed offsets/);
      assert.match(
        reasonOf([sampleOf({ partitions: [{ hasLeader: false, committed: 3n }] })]),
        /lag of no partition/,
      );
      assert.match(reasonOf(samples([9n, 9n])), /caught up/);
    });
  });
});
