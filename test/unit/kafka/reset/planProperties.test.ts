import assert from "node:assert/strict";
import fc from "fast-check";
import { planReset, rowsToWrite, type ResetPlan } from "../../../../src/kafka/reset/plan";
import type { ResetTarget } from "../../../../src/kafka/reset/target";
import { earliest, facts, latest, partition, request, toOffset, toTime } from "./planFixtures";

const shiftBy = (offsets: bigint): ResetTarget => ({ to: "shiftBy", offsets });

const ofFile = (offsets: readonly bigint[]): ResetTarget => ({
  to: "offsets",
  offsets: offsets.map((offset, index) => ({ topic: "orders", partition: index, offset })),
  source: "a.csv",
});

describe("any plan", () => {
  const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
  const optional = fc.option(int64, { nil: undefined });
  const anyPartition = fc
    .tuple(int64, int64, optional, optional, optional)
    .map(([one, other, committed, foundOffset, sourceOffset]) => ({
      start: one < other ? one : other,
      end: one < other ? other : one,
      committed,
      foundOffset,
      sourceOffset,
    }));
  const anyPartitions = fc
    .array(anyPartition, { maxLength: 8 })
    .map((ranges) => ranges.map((range, index) => partition({ ...range, partition: index })));
  const anyTarget: fc.Arbitrary<ResetTarget> = fc.oneof(
    fc.constant(earliest),
    fc.constant(latest),
    fc.constant(toTime),
    fc.constantFrom<ResetTarget>(
      { to: "group", groupId: "other" },
      { to: "duration", durationMs: 1n },
      { to: "noCommit" },
    ),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map(toOffset),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }).map(shiftBy),
    fc.array(int64, { maxLength: 8 }).map(ofFile),
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
        if (target !== undefined) assert.ok(start <= target && target <= end && target >= 0n);
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
      const expected = plan.rows.filter(
        ({ committed, target, effect }) => committed !== target && effect.kind !== "leftAlone",
      );
      assert.deepEqual(rowsToWrite(plan), expected);
    });
  });

  it("moves a partition once: planned again from its targets, nothing changes", () => {
    fc.assert(
      fc.property(anyTarget, anyPartitions, (target, partitions) => {
        const { rows } = planReset(request(target), facts({ partitions }));
        if (target.to === "shiftBy") return;
        const moved = partitions.map((one, index) => {
          const isLeft = rows[index]?.effect.kind === "leftAlone";
          return isLeft ? one : { ...one, committed: rows[index]?.target };
        });
        assert.equal(planReset(request(target), facts({ partitions: moved })).totals.changed, 0);
      }),
    );
  });

  it("tells an effect that agrees with where the partition goes", () => {
    everyPlan(({ rows }) => {
      for (const { effect, committed, target } of rows) {
        const goesBack = committed !== undefined && target !== undefined && target < committed;
        const goesOn = committed !== undefined && target !== undefined && target > committed;
        assert.equal(effect.kind === "replays", goesBack);
        assert.equal(effect.kind === "skips", goesOn);
        assert.equal(
          effect.kind === "firstCommit",
          committed === undefined && target !== undefined,
        );
        if (effect.kind === "leftAlone") assert.equal(target, undefined);
      }
    });
  });

  it("to current moves no commit, and commits the end where there is none", () => {
    fc.assert(
      fc.property(anyPartitions, (partitions) => {
        const { rows } = planReset(request({ to: "current" }), facts({ partitions }));
        for (const { target, committed, end } of rows) assert.equal(target, committed ?? end);
      }),
    );
  });
});
