import assert from "node:assert/strict";
import { parseOffsetInput, parseTimestampInput } from "../../../../src/panels/reset/targetInput";

describe("an offset that was typed", () => {
  it("is exact, above 2^53 too", () => {
    assert.deepEqual(parseOffsetInput(" 9007199254740993 "), {
      ok: true,
      target: { to: "offset", offset: 9_007_199_254_740_993n },
      echo: "Offset 9007199254740993",
    });
  });

  for (const text of ["", " ", "-1", "+1", "1e3", "12.0", "0x10", "1,000", "١٢", "latest"]) {
    it(`is refused: "${text}"`, () => {
      assert.equal(parseOffsetInput(text).ok, false);
    });
  }

  it("is no larger than Kafka's largest", () => {
    assert.equal(parseOffsetInput((2n ** 63n - 1n).toString()).ok, true);
    assert.equal(parseOffsetInput((2n ** 63n).toString()).ok, false);
    assert.equal(parseOffsetInput("9".repeat(1000)).ok, false);
  });
});

describe("a time that was typed", () => {
  it("is told back in UTC and in this computer's zone", () => {
    assert.deepEqual(parseTimestampInput("2026-11-20 14:00", "Europe/Paris", "Europe/Paris"), {
      ok: true,
      target: { to: "timestamp", timestampMs: BigInt(Date.UTC(2026, 10, 20, 13)) },
      echo: "2026-11-20 13:00:00.000 UTC · 2026-11-20 14:00:00.000 Europe/Paris",
    });
  });

  it("is told back once where the zone is UTC", () => {
    const parsed = parseTimestampInput("2026-11-20T14:00Z", "UTC", "UTC");
    assert.ok(parsed.ok);
    assert.equal(parsed.echo, "2026-11-20 14:00:00.000 UTC");
  });

  it("is refused when it is before 1970, or happens twice", () => {
    assert.equal(parseTimestampInput("1969-12-31 23:59", "UTC", "UTC").ok, false);
    assert.equal(parseTimestampInput("-1", "UTC", "UTC").ok, false);
    const twice = parseTimestampInput("2026-10-25 02:30", "Europe/Paris", "Europe/Paris");
    assert.ok(!twice.ok);
    assert.match(twice.reason, /happens twice/);
  });
});
