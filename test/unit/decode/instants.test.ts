import assert from "node:assert/strict";
import {
  formatInstant,
  formatIsoInstant,
  isTimeZone,
  parseInstant,
} from "../../../src/decode/instants";

const paris = "Europe/Paris";

function parsed(text: string, timeZone = "UTC"): string {
  const result = parseInstant(text, timeZone);
  assert.ok(result.ok, `${text} was refused`);
  return formatIsoInstant(result.timestampMs) ?? "none";
}

function refusal(text: string, timeZone = "UTC"): string {
  const result = parseInstant(text, timeZone);
  assert.ok(!result.ok, `${text} was accepted`);
  return result.reason;
}

describe("formatInstant", () => {
  it("writes the local time of a zone to the millisecond", () => {
    assert.equal(formatInstant(1_795_183_200_220n, "UTC"), "2026-11-20 14:00:00.220");
    assert.equal(formatInstant(1_795_183_200_220n, paris), "2026-11-20 15:00:00.220");
    assert.equal(formatIsoInstant(1_795_183_200_220n), "2026-11-20T14:00:00.220Z");
  });

  it("has no text for a message without a timestamp, nor for what no calendar holds", () => {
    assert.equal(formatInstant(-1n, "UTC"), undefined);
    assert.equal(formatIsoInstant(9_223_372_036_854_775_807n), undefined);
  });
});

describe("parseInstant", () => {
  it("reads local times in the named zone", () => {
    assert.equal(parsed("2026-11-20 14:00"), "2026-11-20T14:00:00.000Z");
    assert.equal(parsed("2026-11-20 14:00", paris), "2026-11-20T13:00:00.000Z");
    assert.equal(parsed("2026-07-20T14:00:01.5", paris), "2026-07-20T12:00:01.500Z");
    assert.equal(parsed("2026-11-20", paris), "2026-11-19T23:00:00.000Z");
  });

  it("takes an explicit offset over the zone", () => {
    assert.equal(parsed("2026-11-20T14:00:00.000Z", paris), "2026-11-20T14:00:00.000Z");
    assert.equal(parsed("2026-11-20 14:00+02:00", paris), "2026-11-20T12:00:00.000Z");
    assert.equal(parsed("2026-11-20 14:00 -0330", paris), "2026-11-20T17:30:00.000Z");
  });

  it("reads milliseconds since 1970", () => {
    assert.equal(parsed("1795183200220"), "2026-11-20T14:00:00.220Z");
    assert.equal(parsed("0"), "1970-01-01T00:00:00.000Z");
  });

  it("reads back what formatInstant writes", () => {
    const text = formatInstant(1_795_183_200_220n, paris) ?? "";
    assert.equal(parsed(text, paris), "2026-11-20T14:00:00.220Z");
  });

  it("refuses a time the clocks skip", () => {
    assert.match(refusal("2026-03-29 02:30", paris), /does not exist in Europe\/Paris/);
  });

  it("refuses a time that happens twice, naming both offsets", () => {
    assert.match(refusal("2026-10-25 02:30", paris), /twice.*\+02:00 or \+01:00/);
    assert.equal(parsed("2026-10-25 02:30+01:00", paris), "2026-10-25T01:30:00.000Z");
  });

  it("refuses what lies before 1970, however it is written", () => {
    for (const text of ["-1", "−2", "1969-12-31 23:59", "1970-01-01 00:30+01:00"]) {
      assert.match(refusal(text), /before 1970/, text);
    }
    assert.match(refusal("1970-01-01 00:30", paris), /before 1970/);
  });

  it("refuses impossible dates and times", () => {
    for (const text of [
      "2026-02-30 10:00",
      "2026-13-01",
      "2026-01-01 24:30",
      "2026-01-01 10:00:60",
    ]) {
      assert.match(refusal(text), /no such time/, text);
    }
  });

  it("refuses numbers that may be years, dates or seconds", () => {
    for (const text of ["2026", "20261120", "1795183200"]) {
      assert.match(refusal(text), /may be a date, seconds or milliseconds/, text);
    }
  });

  it("refuses what it cannot read for certain", () => {
    for (const text of [
      "",
      "yesterday",
      "11/20/2026",
      "20.11.2026 14:00",
      "2026-11-20 2pm",
      "1e3",
    ]) {
      assert.ok(refusal(text).length > 0);
    }
    assert.match(refusal("2026-11-20 14:00:00.123456"), /three digits/);
    assert.match(refusal("2026-11-20 14:00+99:00"), /no offset from UTC/);
    assert.match(refusal("99999999999999999999999"), /too far/);
  });
});

describe("isTimeZone", () => {
  it("knows the zones of the system and nothing else", () => {
    assert.ok(isTimeZone("UTC"));
    assert.ok(isTimeZone(paris));
    assert.ok(!isTimeZone("Mars/Olympus"));
    assert.ok(!isTimeZone(""));
  });
});
