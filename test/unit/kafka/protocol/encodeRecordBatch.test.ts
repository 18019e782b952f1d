import assert from "node:assert/strict";
import { encodeRecordBatch } from "../../../../src/kafka/protocol/encodeRecordBatch";
import { batchInfo, readBatches, verifyCrc } from "../../../../src/kafka/protocol/recordBatch";
import { recordBatch } from "../../../support/recordBatchBuilder";

const timestampMs = 1_700_000_000_123n;

describe("encodeRecordBatch", () => {
  it("makes what a producer without transactions makes", () => {
    const key = Buffer.from("k");
    const value = Buffer.alloc(1_000_000, 7);
    const encoded = encodeRecordBatch({
      timestampMs,
      key,
      value,
      headers: [
        { key: "a", value: Buffer.from("1") },
        { key: "a", value: undefined },
        { key: "größe", value: Buffer.alloc(0) },
      ],
    });
    const expected = recordBatch({
      records: [
        {
          key,
          value,
          headers: [
            ["a", "1"],
            ["a", undefined],
            ["größe", ""],
          ],
        },
      ],
      baseTimestamp: timestampMs,
      leaderEpoch: -1,
    });
    assert.deepEqual(encoded, expected);
  });

  it("tells null from empty", () => {
    const empty = encodeRecordBatch({
      timestampMs,
      key: Buffer.alloc(0),
      value: Buffer.alloc(0),
      headers: [],
    });
    const tombstone = encodeRecordBatch({
      timestampMs,
      key: undefined,
      value: undefined,
      headers: [],
    });
    const options = { baseTimestamp: timestampMs, leaderEpoch: -1 };
    assert.deepEqual(empty, recordBatch({ records: [{ key: "", value: "" }], ...options }));
    assert.deepEqual(tombstone, recordBatch({ records: [{}], ...options }));
  });

  it("has a checksum that readers accept", () => {
    const encoded = encodeRecordBatch({
      timestampMs,
      key: undefined,
      value: Buffer.from("v"),
      headers: [],
    });
    const [batch, ...others] = readBatches(encoded);
    assert.ok(batch !== undefined && others.length === 0);
    verifyCrc(batch);
    const { codec, producerId, isTransactional } = batchInfo(batch);
    assert.deepEqual([codec, producerId, isTransactional], ["none", -1n, false]);
  });
});
