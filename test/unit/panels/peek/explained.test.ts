import assert from "node:assert/strict";
import type { OffsetGap } from "../../../../src/kafka/gateway";
import { explainGap, explainOffsets } from "../../../../src/panels/peek/explained";
import { numberFormatter } from "../../../../src/ui/numberFormat";

const format = numberFormatter("en");
const gap: OffsetGap = {
  topic: "orders",
  partition: 0,
  firstOffset: 1206n,
  lastOffset: 1220n,
  controlRecords: 1,
  abortedMessages: 0,
};

describe("the words for offsets without messages", () => {
  it("say what they hold", () => {
    assert.equal(
      explainGap(gap, format),
      "offsets 1,206–1,220 hold no messages: 1 transaction marker, 14 compacted",
    );
    const one = { ...gap, firstOffset: 1220n, controlRecords: 0, abortedMessages: 1 };
    assert.equal(explainGap(one, format), "offset 1,220 holds no messages: 1 aborted");
  });

  it("say what was deleted, and what cannot be read, its reason made visible", () => {
    assert.equal(
      explainGap({ ...gap, isDeleted: true }, format),
      "offsets 1,206–1,220 were deleted; continuing at 1,221",
    );
    assert.equal(
      explainGap({ ...gap, unreadable: "bad\u202eCRC" }, format),
      "offsets 1,206–1,220 cannot be read: bad⟨U+202E⟩CRC",
    );
  });

  it("account for every offset of a page", () => {
    const gaps = [gap, { ...gap, controlRecords: 2, abortedMessages: 8 }];
    assert.equal(
      explainOffsets(47n, 17, gaps, format),
      "47 offsets, 17 messages, 3 transaction markers, 8 aborted, 19 compacted",
    );
    assert.equal(explainOffsets(1n, 1, [], format), "1 offset, 1 message");
    const unreadable = [{ ...gap, unreadable: "bad CRC" }];
    assert.equal(
      explainOffsets(16n, 1, unreadable, format),
      "16 offsets, 1 message, 15 unreadable",
    );
  });
});
