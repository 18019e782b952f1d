import assert from "node:assert/strict";
import { timeAgo } from "../../../src/ui/timeAgo";

describe("how long ago something was", () => {
  const minuteMs = 60_000;
  const cases: readonly (readonly [number, string])[] = [
    [0, "just now"],
    [-5 * minuteMs, "just now"],
    [minuteMs - 1, "just now"],
    [minuteMs, "1 min ago"],
    [59.9 * minuteMs, "59 min ago"],
    [60 * minuteMs, "1 h ago"],
    [24 * 60 * minuteMs, "1 day ago"],
    [50 * 60 * minuteMs, "2 days ago"],
  ];

  for (const [agoMs, text] of cases) {
    it(`is told in whole units: ${text} for ${agoMs} ms`, () => {
      assert.equal(timeAgo(10_000_000_000, 10_000_000_000 + agoMs), text);
    });
  }
});
