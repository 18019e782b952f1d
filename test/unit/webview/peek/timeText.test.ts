import assert from "node:assert/strict";
import { timeText } from "../../../../webview/peek/timeText";

describe("times of the page's pictures", () => {
  it("are written as they are typed, in their zone, to the millisecond", () => {
    const time = Date.UTC(2026, 10, 20, 23, 30, 5, 7);
    assert.equal(timeText(time, "UTC"), "2026-11-20 23:30:05.007");
    assert.equal(timeText(time, "Europe/Paris"), "2026-11-21 00:30:05.007");
    assert.equal(timeText(0, "UTC"), "1970-01-01 00:00:00.000");
  });

  it("end where the calendar does", () => {
    assert.match(timeText(Number.MAX_SAFE_INTEGER, "UTC"), /^275760-09-13 /);
  });
});
