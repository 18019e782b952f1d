import assert from "node:assert/strict";
import * as zlib from "node:zlib";
import fc from "fast-check";
import { readBatches, type RecordBatch } from "../../../../src/kafka/protocol/recordBatch";
import { decodeRecords, type RecordCursor } from "../../../../src/kafka/protocol/records";
import { corruptData, mutated, survives } from "../../../support/corruption";
import {
  javaAbortMarker,
  javaBaseOffset,
  javaBatches,
  javaValue,
} from "../../../support/javaBatches";
import {
  recordBatch,
  transactionMarker,
  type BatchDraft,
} from "../../../support/recordBatchBuilder";

function firstBatch(bytes: Buffer): RecordBatch {
  const batch = readBatches(bytes).next().value;
  assert.ok(batch);
  return batch;
}

const cursorOf = (draft: BatchDraft): RecordCursor => decodeRecords(firstBatch(recordBatch(draft)));

/** What `read` gives for each record. */
function collect<T>(cursor: RecordCursor, read: (cursor: RecordCursor) => T): T[] {
  const values: T[] = [];
  while (cursor.next()) values.push(read(cursor));
  return values;
}

function readAll(bytes: Buffer): void {
  for (const batch of readBatches(bytes)) {
    collect(decodeRecords(batch, 1_000_000), (cursor) => [
      cursor.offset,
      cursor.timestampMs,
      cursor.key(),
      cursor.value(),
      cursor.headers(),
    ]);
  }
}

const gzip = { code: 1, compress: (bytes: Buffer) => zlib.gzipSync(bytes) };

describe("decodeRecords", () => {
  for (const [codec, bytes] of Object.entries(javaBatches)) {
    it(`reads what Java wrote with codec ${codec}`, () => {
      const cursor = decodeRecords(firstBatch(bytes));
      for (let index = 0; index < 60; index++) {
        assert.ok(cursor.next());
        assert.equal(cursor.offset, javaBaseOffset + BigInt(index));
        assert.equal(cursor.timestampMs, 1_700_000_000_000n + 1000n * BigInt(index));
        assert.equal(cursor.key()?.toString(), index % 4 === 0 ? undefined : `key-${index}`);
        assert.equal(cursor.value()?.toString(), javaValue(index));
        const headers = cursor.headers().map(({ key, value }) => [key, value?.toString()]);
        const traces = [
          ["trace", `t${index}`],
          ["trace", undefined],
        ];
        assert.deepEqual(headers, index % 20 === 0 ? traces : []);
      }
      assert.equal(cursor.next(), false);
      assert.equal(cursor.next(), false);
    });
  }

  it("refuses records larger than allowed once decompressed", () => {
    const batch = firstBatch(
      recordBatch({ records: [{ value: "x".repeat(10_000) }], codec: gzip }),
    );
    assert.throws(() => decodeRecords(batch, 9_999), corruptData);
    assert.ok(decodeRecords(batch, 11_000).next());
  });

  it("refuses a codec of the future", () => {
    const batch = firstBatch(recordBatch({ records: [{}], codec: { ...gzip, code: 5 } }));
    assert.throws(() => decodeRecords(batch), { name: "KafkaError", kind: "unsupported" });
  });
});

describe("RecordCursor", () => {
  it("tells a null key or value from an empty one", () => {
    const cursor = cursorOf({ records: [{}, { key: "", value: "" }] });
    const read = collect(cursor, () => [cursor.key(), cursor.value()]);
    assert.deepEqual(read, [
      [undefined, undefined],
      [Buffer.alloc(0), Buffer.alloc(0)],
    ]);
  });

  it("gives views of the batch, not copies", () => {
    const batch = firstBatch(recordBatch({ records: [{ key: "k", value: "value" }] }));
    const cursor = decodeRecords(batch);
    cursor.next();
    const value = cursor.value();
    batch.payload.fill(0x7a);
    assert.equal(value?.toString(), "zzzzz");
  });

  it("can be asked in any order, and again", () => {
    const cursor = cursorOf({
      records: [{ key: "k", value: "v", timestampDelta: 5n, headers: [["h", "x"]] }],
      baseTimestamp: 100n,
    });
    cursor.next();
    const headers = [{ key: "h", value: Buffer.from("x") }];
    assert.deepEqual(cursor.headers(), headers);
    assert.equal(cursor.value()?.toString(), "v");
    assert.equal(cursor.timestampMs, 105n);
    assert.equal(cursor.key()?.toString(), "k");
    assert.equal(cursor.value()?.toString(), "v");
    assert.deepEqual(cursor.headers(), headers);
    assert.equal(cursor.next(), false);
  });

  it("keeps duplicate headers in the producer's order", () => {
    const cursor = cursorOf({
      records: [
        {
          headers: [
            ["b", "1"],
            ["a", undefined],
            ["b", "2"],
          ],
        },
      ],
    });
    cursor.next();
    assert.deepEqual(
      cursor.headers().map(({ key, value }) => [key, value?.toString()]),
      [
        ["b", "1"],
        ["a", undefined],
        ["b", "2"],
      ],
    );
  });

  it("leaves the gaps that compaction made", () => {
    const cursor = cursorOf({
      baseOffset: 9_007_199_254_740_991n,
      records: [{ offsetDelta: 2 }, { offsetDelta: 3 }, { offsetDelta: 70_000 }],
      lastOffsetDelta: 80_000,
    });
    const offsets = collect(cursor, () => [cursor.offset, cursor.offsetDelta]);
    assert.deepEqual(offsets, [
      [9_007_199_254_740_993n, 2],
      [9_007_199_254_740_994n, 3],
      [9_007_199_254_810_991n, 70_000],
    ]);
  });

  it("has nothing to show of a batch that compaction emptied", () => {
    assert.equal(cursorOf({ records: [], lastOffsetDelta: 5 }).next(), false);
  });

  it("adds the producer's time deltas, however large and negative", () => {
    const deltas = [0n, -1n, 64n, -65n, 1n << 48n, (1n << 53n) + 1n, -(1n << 60n)];
    const cursor = cursorOf({
      baseTimestamp: 7n,
      records: deltas.map((timestampDelta) => ({ timestampDelta })),
    });
    assert.deepEqual(
      collect(cursor, () => cursor.timestampMs),
      deltas.map((delta) => 7n + delta),
    );
  });

  it("uses the broker's time for all records when it was set on append", () => {
    const cursor = cursorOf({
      records: [{ timestampDelta: 1n }, { timestampDelta: 2n }],
      isLogAppendTime: true,
      maxTimestamp: 99n,
    });
    assert.deepEqual(
      collect(cursor, () => cursor.timestampMs),
      [99n, 99n],
    );
  });

  it("tells commit from abort markers, Java's too", () => {
    const end = (bytes: Buffer): unknown => {
      const cursor = decodeRecords(firstBatch(bytes));
      assert.ok(cursor.next());
      return cursor.transactionEnd();
    };
    assert.equal(end(transactionMarker("commit", 5n, 1n)), "commit");
    assert.equal(end(transactionMarker("abort", 5n, 1n)), "abort");
    assert.equal(end(javaAbortMarker), "abort");
    const other = Buffer.from([0, 0, 0, 6]);
    assert.equal(end(recordBatch({ records: [{ key: other }], isControl: true })), undefined);
    assert.throws(() => end(recordBatch({ records: [{}], isControl: true })), corruptData);
  });

  it("measures records", () => {
    const cursor = cursorOf({ records: [{ value: "x".repeat(200) }] });
    cursor.next();
    // length, attributes, timestamp, offset, null key, value with its length, no headers
    assert.equal(cursor.sizeBytes, 2 + 1 + 1 + 1 + 1 + 2 + 200 + 1);
  });

  it("goes through 300,000 records of one batch", () => {
    const records = Array.from({ length: 300_000 }, (_, index) => ({ value: `v${index}` }));
    const cursor = cursorOf({ records, codec: gzip, baseOffset: 9_007_199_254_740_993n });
    let count = 0;
    let lastValue = "";
    while (cursor.next()) {
      count++;
      lastValue = cursor.value()?.toString() ?? "";
    }
    assert.equal(count, 300_000);
    assert.equal(cursor.offset, 9_007_199_255_040_992n);
    assert.equal(lastValue, "v299999");
  }).timeout(10_000);

  it("refuses a count that does not fit the records", () => {
    const records = [{ value: "a" }, { value: "b" }];
    const count = (recordCount: number): number =>
      collect(cursorOf({ records, recordCount }), () => 0).length;
    assert.equal(count(2), 2);
    for (const wrong of [0, 1, 3, 0x7fff_ffff]) assert.throws(() => count(wrong), corruptData);
  });

  it("refuses offsets that go back, repeat or leave the batch", () => {
    const offsets = (deltas: readonly number[], lastOffsetDelta: number): number[] =>
      collect(
        cursorOf({ records: deltas.map((offsetDelta) => ({ offsetDelta })), lastOffsetDelta }),
        ({ offsetDelta }) => offsetDelta,
      );
    assert.deepEqual(offsets([0, 4], 4), [0, 4]);
    assert.throws(() => offsets([0, 5], 4), corruptData);
    assert.throws(() => offsets([3, 3], 4), corruptData);
    assert.throws(() => offsets([3, 2], 4), corruptData);
    assert.throws(() => offsets([-1], 4), corruptData);
  });

  it("fails in no other way than as corrupt when bytes are changed", () => {
    const bytes = recordBatch({
      records: [
        { key: "key", value: "value", headers: [["h", "x"]] },
        { value: "v", timestampDelta: 1n << 54n },
      ],
    });
    fc.assert(
      fc.property(mutated(bytes), (changed) => {
        survives(() => {
          readAll(changed);
        }, ["corruptData", "unsupported"]);
      }),
      { numRuns: 2000 },
    );
  });

  it("fails in no other way than as corrupt when records are noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const codec = { code: 0, compress: () => noise };
        survives(() => {
          readAll(recordBatch({ records: [{}, {}], codec, lastOffsetDelta: 100 }));
        });
      }),
      { numRuns: 2000 },
    );
  });
});
