import assert from "node:assert/strict";
import { Clock } from "../../../../webview/group/clock";
import { formatDuration, formatRate } from "../../../../webview/group/format";
import { trendText } from "../../../../webview/group/sparkline";
import { committedFraction } from "../../../../webview/group/strip";
import { JsdomPage } from "../shared/jsdomPage";
import { samplePartition } from "./samples";

describe("what the group page writes", () => {
  let page: JsdomPage;
  before(() => {
    page = new JsdomPage();
  });
  after(() => {
    page.close();
  });

  const durations: readonly (readonly [number, string])[] = [
    [0, "0 s"],
    [340, "340 ms"],
    [4200, "4.2 s"],
    [59_900, "59 s"],
    [185_000, "3 min 5 s"],
    [120_000, "2 min"],
    [7_800_000, "2 h 10 min"],
    [273_600_000, "3 d 4 h"],
    [-5, "0 s"],
  ];
  for (const [ms, text] of durations) {
    it(`writes ${ms} ms as ${text}`, () => {
      assert.equal(formatDuration(ms), text);
    });
  }

  it("writes rates as fine as they are of use", () => {
    assert.deepEqual([0, 0.01, 0.44, 12.38, 1204.4].map(formatRate), [
      "0/s",
      "< 0.1/s",
      "0.4/s",
      "12.4/s",
      "1,204/s",
    ]);
  });

  it("tells a trend in words, and none of fewer than two readings", () => {
    assert.equal(trendText([null, 5]), undefined);
    assert.equal(trendText([1204, null, 867]), "Lag over 2 readings: from 1,204 to 867, falling");
    assert.equal(trendText([3, 3]), "Lag over 2 readings: 3, steady");
  });

  it("places the committed offset between start and end, exactly for large offsets", () => {
    const at = (start: string, committed: string, end: string): unknown =>
      committedFraction(samplePartition({ start, committed, end }));
    const large = at("9223372036854775000", "9223372036854775400", "9223372036854775800");
    assert.deepEqual(large, { fraction: 0.5, isOutside: false });
    assert.deepEqual(at("10", "5", "20"), { fraction: 0, isOutside: true });
    assert.deepEqual(at("10", "25", "20"), { fraction: 1, isOutside: true });
    assert.deepEqual(at("10", "10", "10"), { fraction: 1, isOutside: false });
    assert.equal(committedFraction(samplePartition({ committed: null })), undefined);
  });

  it("puts ticks at round times, no more than there is room for", () => {
    const fromMs = Date.UTC(2026, 10, 21, 14, 0, 7);
    const clock = new Clock("UTC");
    const { stepMs, atMs } = clock.ticksBetween(fromMs, fromMs + 230_000, 8);
    assert.equal(stepMs, 30_000);
    assert.equal(atMs[0], Date.UTC(2026, 10, 21, 14, 0, 30));
    assert.equal(atMs.length, 7);
    assert.deepEqual(clock.ticksBetween(fromMs, fromMs, 8).atMs, []);
    assert.ok(clock.ticksBetween(fromMs, fromMs + 90 * 86_400_000, 8).atMs.length <= 8);
  });

  it("tells times, ticks and days in the zone it is given", () => {
    const clock = new Clock("Asia/Kolkata");
    const atMs = Date.UTC(2026, 10, 21, 20, 0, 7, 220);
    assert.equal(clock.time(atMs), "01:30:07");
    assert.equal(clock.exactTime(atMs), "01:30:07.220");
    const hour = 3_600_000;
    const { stepMs, atMs: ticks } = clock.ticksBetween(atMs, atMs + 4 * hour, 5);
    assert.deepEqual(
      ticks.map((tick) => clock.tick(tick, stepMs)),
      ["02:00", "03:00", "04:00", "05:00"],
    );
    assert.equal(clock.tick(atMs, 24 * hour), "22 Nov");
  });
});
