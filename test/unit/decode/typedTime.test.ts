import assert from "node:assert/strict";
import { parseTypedTime } from "../../../src/decode/typedTime";

const nowMs = Date.UTC(2026, 2, 29, 12);

function ago(text: string, timeZone = "UTC"): bigint | string {
  const parsed = parseTypedTime(text, timeZone, nowMs);
  return parsed.ok ? BigInt(nowMs) - parsed.timestampMs : parsed.reason;
}

describe("parseTypedTime", () => {
  it("reads times told from now", () => {
    assert.equal(ago("now"), 0n);
    assert.equal(ago(" 2 h ago "), 7_200_000n);
    assert.equal(ago("15 min ago"), 900_000n);
    assert.equal(ago("1 Second ago"), 1000n);
    assert.equal(ago("3 days ago"), 259_200_000n);
  });

  it("reads ISO durations as so long ago", () => {
    assert.equal(ago("PT2H30M"), 9_000_000n);
    assert.equal(ago("P1DT0.5S"), 86_400_500n);
  });

  it("counts days by the calendar of the zone", () => {
    // the clocks were put forward in the night before
    assert.equal(ago("1 day ago", "Europe/Paris"), 23n * 3_600_000n);
    assert.equal(ago("24 h ago", "Europe/Paris"), 24n * 3_600_000n);
  });

  it("reads everything else as a time of the calendar", () => {
    assert.equal(ago("2026-03-29 11:00"), 3_600_000n);
  });

  it("refuses what could mean two things, and times before 1970", () => {
    for (const text of ["5 m ago", "5 ago", "constructor ago", "P", "2 years ago", "yesterday"]) {
      assert.equal(typeof ago(text), "string", text);
    }
    assert.match(String(ago("yesterday")), /Write it as 2026-11-20 14:00\. Or .* 2 h ago\.$/);
    assert.doesNotMatch(String(ago("2026-13-40")), /ago/);
    assert.match(String(ago("999999999 weeks ago")), /before 1970/);
    assert.match(String(ago("P100Y")), /before 1970/);
  });
});
