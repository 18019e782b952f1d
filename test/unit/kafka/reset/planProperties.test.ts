import assert from "node:assert/strict";
import fc from "fast-check";
import { planReset, rowsToWrite, type ResetPlan } from "../../../../src/kafka/reset/plan";
import type { ResetTarget } from "../../../../src/kafka/reset/target";
import { earliest, facts, latest, partition, request, toOffset, toTime } from "./planFixtures";

describe("any plan", () => {
  const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
  const anyPartition = fc
    .tuple(int64, int64, fc.option(int64, { nil: undefined }), fc.option(int64, { nil: undefined }))
    .map(([one, other, committed, foundOffset]) => ({
      start: one < other ? one : other,
      end: one < other ? other : one,
      committed,
      foundOffset,
    }));
  const anyPartitions = fc
    .array(anyPartition, { maxLength: 8 })
    .map((ranges) => ranges.map((range, index) => partition({ ...range, partition: index })));
  const anyTarget: fc.Arbitrary<ResetTarget> = fc.oneof(
    fc.constant(earliest),
    fc.constant(latest),
    fc.constant(toTime),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map(toOffset),
  );
  const everyPlan = (check: (plan: ResetPlan) => void): void => {
    fc.assert(
      fc.property(anyTarget, anyPartitions, (target, partitions) => {
        check(planReset(request(target), facts({ partitions })));
      }),
    );
  };

  it("keeps every target inside its partition's log, so that none is negative", () => {
    everyPlan(({ rows }) => {
      for (const { target, start, end } of rows) {
        assert.ok(start <= target && target <= end && target >= 0n);
      }
    });
  });

  it("has totals that are the sum of its rows", () => {
    everyPlan(({ rows, totals }) => {
      const sum = (kind: "replays" | "skips"): bigint =>
        rows.reduce(
          (total, { effect }) => (effect.kind === kind ? total + effect.offsets : total),
          0n,
        );
      assert.equal(totals.replayedOffsets, sum("replays"));
      assert.equal(totals.skippedOffsets, sum("skips"));
      assert.equal(totals.changed + totals.unchanged, rows.length);
    });
  });

  it("never counts a negative number of offsets, nor more than the log holds", () => {
    everyPlan(({ rows }) => {
      for (const { effect, start, end } of rows) {
        if (!("offsets" in effect)) continue;
        assert.ok(effect.offsets >= 0n && effect.offsets <= end - start);
      }
    });
  });

  it("writes exactly the partitions whose commit is not the target", () => {
    everyPlan((plan) => {
      const expected = plan.rows.filter(({ committed, target }) => committed !== target);
      assert.deepEqual(rowsToWrite(plan), expected);
    });
  });

  it("moves a partition once: planned again from its targets, nothing changes", () => {
    fc.assert(
      fc.property(anyTarget, anyPartitions, (target, partitions) => {
        const { rows } = planReset(request(target), facts({ partitions }));
        const moved = partitions.map((one, index) => ({ ...one, committed: rows[index]?.target }));
        assert.equal(planReset(request(target), facts({ partitions: moved })).totals.changed, 0);
      }),
    );
  });
});
