import assert from "node:assert/strict";
import {
  formatBytes,
  formatDuration,
  formatRate,
  formatTotals,
  share,
} from "../../../../webview/peek/format";
import { formatDecimal } from "../../../../webview/shared/numbers";
import { JsdomPage } from "../shared/jsdomPage";
import { sampleTotals } from "./samples";

describe("the words of the peek page", () => {
  let page: JsdomPage;
  beforeEach(() => {
    page = new JsdomPage();
  });
  afterEach(() => {
    page.close();
  });

  it("keep every digit of an offset", () => {
    assert.equal(formatDecimal("9223372036854775807"), "9,223,372,036,854,775,807");
  });

  it("write numbers in the locale that the host named", () => {
    page.document.documentElement.dataset["numberLocale"] = "de";
    assert.equal(formatDecimal("20717"), "20.717");
    assert.equal(formatBytes(1536), "1,5 KB");
  });

  it("sum a page up, with its offsets explained", () => {
    const totals = {
      ...sampleTotals,
      messages: 100,
      partitions: 6,
      bytes: 41 * 1024,
      requests: 3,
      explained: "1,117 offsets, 100 messages, 3 transaction markers, 1,014 compacted",
    };
    assert.equal(
      formatTotals(totals),
      "100 messages · 1,117 offsets, 3 transaction markers, 1,014 compacted · 6 partitions · 3 requests · 41 KB · 12 ms",
    );
    const one = { ...sampleTotals, messages: 1, bytes: 1, explained: "1 offset, 1 message" };
    assert.equal(
      formatTotals({ ...one, filteredOut: 2 }),
      "1 message · 2 filtered out · 1 offset · 1 partition · 1 request · 1 byte · 12 ms",
    );
  });

  it("tell rates and durations in the units that fit", () => {
    assert.equal(formatRate(1234.4), "1,234 messages/s");
    assert.equal(formatRate(0.25), "0.3 messages/s");
    const durations = [900, 61_000, 3_600_000, 5_400_000].map(formatDuration);
    assert.deepEqual(durations, ["1 s", "2 min", "1 h", "1 h 30 min"]);
  });

  it("place any offset on a line from 0 to 1", () => {
    assert.equal(share(2n ** 62n, 2n ** 63n), 0.5);
    assert.equal(share(5n, 0n), 0);
    assert.equal(share(9n, 3n), 1);
    assert.equal(share(-1n, 3n), 0);
  });

  it("give sizes in the unit that fits", () => {
    assert.equal(formatBytes(1023), "1,023 bytes");
    assert.equal(formatBytes(5 * 1024 * 1024), "5 MB");
  });
});
