import assert from "node:assert/strict";
import type { SoakReport } from "../../../support/soak/soak";
import { failuresOf } from "../../../support/soak/steadyState";
import { growthOf } from "../../../support/soak/trend";

const flat = { heapMebibytes: 0.3, timers: 1, sockets: 0 };
const passed: SoakReport = {
  samples: [],
  messages: 10,
  counts: { samples: 1, failedSamples: 1, refreshes: 1, failedRefreshes: 1 },
  problems: [],
  growth: flat,
};

describe("a soak", () => {
  it("has passed when nothing was wrong and nothing grew", () => {
    assert.deepEqual(failuresOf(passed), []);
  });

  it("has failed by each problem, and by what grew", () => {
    const growth = { ...flat, heapMebibytes: 9, sockets: 3 };
    const failures = failuresOf({ ...passed, problems: ["One was missed."], growth });
    assert.deepEqual(failures, [
      "One was missed.",
      "heapMebibytes grew by 9.0, more than 4.",
      "sockets grew by 3.0, more than 1.",
    ]);
  });

  it("has failed when it did nothing", () => {
    assert.deepEqual(failuresOf({ ...passed, messages: 0 }), ["There were no messages."]);
  });
});

describe("growth", () => {
  const points = (...values: readonly number[]): { atSeconds: number; value: number }[] =>
    values.map((value, index) => ({ atSeconds: index * 10, value }));

  it("is that of the line through the points, whatever their noise", () => {
    assert.equal(growthOf(points(1, 2, 3, 4)), 3);
    assert.equal(growthOf(points(5, 5, 5)), 0);
    assert.ok(Math.abs(growthOf(points(10, 12, 10, 12, 10))) < 1e-9);
  });

  it("is none of a single point", () => {
    assert.equal(growthOf(points(7)), 0);
  });
});
