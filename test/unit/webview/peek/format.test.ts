import assert from "node:assert/strict";
import type { GapRow } from "../../../../src/panels/peek/protocol";
import { formatBytes, formatGap, formatTotals } from "../../../../webview/peek/format";
import { formatDecimal } from "../../../../webview/shared/numbers";
import { JsdomPage } from "../shared/jsdomPage";

const gap: GapRow = {
  kind: "gap",
  partition: 0,
  firstOffset: "6",
  lastOffset: "20",
  controlRecords: 1,
  abortedMessages: 0,
};

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

  it("sum a page up", () => {
    const totals = {
      messages: 100,
      offsets: "117",
      partitions: 6,
      elapsedMs: 12,
      bytes: 41 * 1024,
    };
    assert.equal(formatTotals(totals), "100 messages · 117 offsets · 6 partitions · 12 ms · 41 KB");
    const one = { messages: 1, offsets: "1", partitions: 1, elapsedMs: 0, bytes: 1 };
    assert.equal(formatTotals(one), "1 message · 1 offset · 1 partition · 0 ms · 1 byte");
  });

  it("say why offsets hold no messages", () => {
    assert.equal(
      formatGap(gap),
      "Partition 0: offsets 6–20 hold no messages: 1 transaction marker, 14 compacted",
    );
    assert.equal(
      formatGap({ ...gap, firstOffset: "20", controlRecords: 0, abortedMessages: 1 }),
      "Partition 0: offset 20 holds no messages: 1 aborted",
    );
    assert.match(formatGap({ ...gap, unreadable: "bad CRC" }), /6–20 cannot be read: bad CRC$/);
  });

  it("give sizes in the unit that fits", () => {
    assert.equal(formatBytes(1023), "1,023 bytes");
    assert.equal(formatBytes(5 * 1024 * 1024), "5 MB");
  });
});
