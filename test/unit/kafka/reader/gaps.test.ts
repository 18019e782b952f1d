import assert from "node:assert/strict";
import { GapCollector, joinGaps } from "../../../../src/kafka/reader/gaps";

const first = { topic: "t", partition: 0 };
const third = { topic: "t", partition: 2 };
const none = { controlRecords: 0, abortedMessages: 0 };

describe("GapCollector", () => {
  it("has no gap between messages that follow each other", () => {
    const gaps = new GapCollector(first, 5n);
    assert.deepEqual(gaps.passMessage(5n), []);
    assert.deepEqual(gaps.passMessage(6n), []);
    assert.equal(gaps.position, 7n);
  });

  it("reports offsets left out by compaction", () => {
    const gaps = new GapCollector(third, 5n);
    assert.deepEqual(gaps.passMessage(17n), [
      { ...third, firstOffset: 5n, lastOffset: 16n, ...none },
    ]);
  });

  it("joins markers, aborted messages and compaction to one gap, and counts", () => {
    const gaps = new GapCollector(first, 0n);
    gaps.skipTo(5n, { abortedMessages: 5 });
    gaps.skipTo(6n, { controlRecords: 1 });
    assert.deepEqual(gaps.passMessage(8n), [
      { ...first, firstOffset: 0n, lastOffset: 7n, controlRecords: 1, abortedMessages: 5 },
    ]);
  });

  it("keeps unreadable data apart, with its reason", () => {
    const gaps = new GapCollector(first, 0n);
    gaps.skipTo(2n);
    gaps.skipTo(4n, { unreadable: "bad checksum" });
    gaps.skipTo(5n, { controlRecords: 1 });
    assert.deepEqual(gaps.take(), [
      { ...first, firstOffset: 0n, lastOffset: 1n, ...none },
      { ...first, firstOffset: 2n, lastOffset: 3n, ...none, unreadable: "bad checksum" },
      { ...first, firstOffset: 4n, lastOffset: 4n, controlRecords: 1, abortedMessages: 0 },
    ]);
    assert.deepEqual(gaps.take(), []);
  });

  it("never goes back", () => {
    const gaps = new GapCollector(first, 10n);
    gaps.skipTo(4n);
    assert.equal(gaps.position, 10n);
    assert.deepEqual(gaps.take(), []);
  });
});

describe("joinGaps", () => {
  it("leaves gaps apart that do not touch", () => {
    const gaps = [
      { ...first, firstOffset: 0n, lastOffset: 1n, ...none },
      { ...first, firstOffset: 3n, lastOffset: 4n, ...none },
    ];
    assert.deepEqual(joinGaps(gaps), gaps);
  });
});
