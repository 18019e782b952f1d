import assert from "node:assert/strict";
import fc from "fast-check";
import { formatDuration, parseDuration } from "../../../../src/kafka/reset/duration";

describe("a duration", () => {
  const parsed = (text: string): bigint | undefined => {
    const result = parseDuration(text);
    return result.ok ? result.durationMs : undefined;
  };

  it("is read as Kafka's tool reads it", () => {
    assert.equal(parsed("PT1S"), 1_000n);
    assert.equal(parsed("P1D"), 86_400_000n);
    assert.equal(parsed("P1DT2H3M4S"), 93_784_000n);
    assert.equal(parsed("PT0.1S"), 100n);
    assert.equal(parsed(" pt1h "), 3_600_000n);
  });

  it("is none that the tool rejects, nor one with a sign", () => {
    for (const text of ["P1M", "P1Y", "P1W", "PT", "P", "1h", "PT1.5M", "", "P1DT", "PT1H1"]) {
      assert.equal(parsed(text), undefined, text);
    }
    for (const text of ["-PT1H", "P-1D", "PT-1H", "+P1D"]) {
      const result = parseDuration(text);
      assert.ok(!result.ok);
      assert.match(result.reason, /no sign/);
    }
  });

  it("is written so that it is read back the same", () => {
    assert.equal(formatDuration(0n), "PT0S");
    assert.equal(formatDuration(93_784_050n), "P1DT2H3M4.05S");
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (ms) => {
        assert.equal(parsed(formatDuration(ms)), ms);
      }),
    );
  });
});
