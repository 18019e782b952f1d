import assert from "node:assert/strict";
import { toOffsetsCsv } from "../../../../src/kafka/reset/csv";
import { describeTarget } from "../../../../src/kafka/reset/describeTarget";
import { requestProblem, type ResetTarget } from "../../../../src/kafka/reset/target";
import { request } from "./planFixtures";

describe("describing a target", () => {
  it("tells instants in UTC, to the millisecond", () => {
    const target = { to: "timestamp", timestampMs: 1_700_000_000_123n } as const;
    assert.equal(describeTarget(target), "2023-11-14 22:13:20.123 UTC");
  });

  it("tells of instants no calendar holds", () => {
    const target = { to: "timestamp", timestampMs: 2n ** 63n - 1n } as const;
    assert.equal(describeTarget(target), "9223372036854775807 ms after 1970");
  });

  it("tells offsets exactly", () => {
    assert.equal(
      describeTarget({ to: "offset", offset: 9_007_199_254_740_993n }),
      "offset 9007199254740993",
    );
    assert.equal(describeTarget({ to: "earliest" }), "earliest");
  });

  it("knows targets that make no sense anywhere", () => {
    const problem = (target: ResetTarget): string => requestProblem(request(target)) ?? "";
    assert.match(problem({ to: "offset", offset: -1n }), /never negative/);
    assert.match(problem({ to: "timestamp", timestampMs: -1n }), /before 1970/);
    assert.match(problem({ to: "duration", durationMs: -1n }), /never negative/);
    assert.match(problem({ to: "group", groupId: "billing" }), /its own commits/);
    const position = { topic: "orders", partition: 0, offset: -1n };
    assert.match(problem({ to: "offsets", offsets: [position], source: "a.csv" }), /never neg/);
    assert.equal(problem({ to: "offset", offset: 0n }), "");
    assert.equal(problem({ to: "shiftBy", offsets: -5n }), "");
    assert.equal(problem({ to: "latest" }), "");
  });
});

describe("the CSV of offsets", () => {
  const row = (groupId: string): string =>
    toOffsetsCsv([{ groupId, topic: "orders", partition: 2, offset: 2n ** 53n + 1n }]);

  it("has no header, one line each, and exact offsets", () => {
    assert.equal(row("billing"), "billing,orders,2,9007199254740993\n");
    assert.equal(toOffsetsCsv([]), "");
  });

  it("quotes group ids that would break a line or a column", () => {
    assert.equal(row('a,"b'), '"a,""b",orders,2,9007199254740993\n');
    assert.match(row("a\nb"), /^"a\nb",/);
    assert.match(row(" a"), /^" a",/);
  });
});
