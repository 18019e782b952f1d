import assert from "node:assert/strict";
import fc from "fast-check";
import { histogramOf } from "../../../../src/panels/peek/histogram";

const messagesAt = (...timesMs: readonly number[]): { readonly timestampMs: bigint }[] =>
  timesMs.map((time) => ({ timestampMs: BigInt(time) }));

describe("histogramOf", () => {
  it("is empty without times", () => {
    assert.deepEqual(histogramOf(messagesAt(-1)), { startsMs: [], counts: [], intervalMs: 0 });
  });

  it("counts in intervals that people count in, empty ones too", () => {
    const { startsMs, counts, intervalMs } = histogramOf(messagesAt(0, 1000, 59_000, 59_500));
    assert.equal(intervalMs, 1000);
    assert.equal(startsMs.length, 60);
    assert.deepEqual([counts[0], counts[1], counts[2], counts[59]], [1, 1, 0, 2]);
  });

  it("has few bars whatever the times, and every message in the bar of its time", () => {
    const times = fc.array(fc.integer({ min: 0, max: 8_640_000_000_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(times, (all) => {
        const { startsMs, counts, intervalMs } = histogramOf(messagesAt(...all));
        assert.ok(startsMs.length <= 61);
        for (const [bar, start] of startsMs.entries()) {
          const inBar = all.filter((time) => time >= start && time < start + intervalMs);
          assert.equal(counts[bar], inBar.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});
