import assert from "node:assert/strict";
import fc from "fast-check";
import {
  batchInfo,
  readBatches,
  verifyCrc,
  type RecordBatch,
} from "../../../../src/kafka/protocol/recordBatch";
import { join } from "../../../support/bytes";
import { corruptData, mutated, randomBytes, survives } from "../../../support/corruption";
import { javaBaseOffset, javaBatches } from "../../../support/javaBatches";
import { recordBatch } from "../../../support/recordBatchBuilder";

const batchesOf = (...parts: readonly Buffer[]): RecordBatch[] => [...readBatches(join(...parts))];

function onlyBatch(bytes: Buffer): RecordBatch {
  const [batch] = batchesOf(bytes);
  assert.ok(batch);
  return batch;
}

const one = recordBatch({ records: [{ value: "a" }, { value: "b" }], baseOffset: 10n });
const two = recordBatch({ records: [{ value: "c" }], baseOffset: 12n });

describe("readBatches", () => {
  it("reads what the header says, as Java wrote it", () => {
    const { checkedBytes, payload, ...header } = onlyBatch(javaBatches.lz4);
    assert.deepEqual(header, {
      magic: 2,
      baseOffset: javaBaseOffset,
      lastOffset: javaBaseOffset + 59n,
      lastOffsetDelta: 59,
      sizeBytes: javaBatches.lz4.length,
      leaderEpoch: 17,
      crc: 0x6ecd2449,
      codecCode: 3,
      timestampType: "createTime",
      isTransactional: false,
      isControl: false,
      baseTimestamp: 1_700_000_000_000n,
      maxTimestamp: 1_700_000_059_000n,
      producerId: 4000n,
      producerEpoch: 2,
      recordCount: 60,
    });
    assert.equal(payload.length, javaBatches.lz4.length - 61);
    assert.equal(checkedBytes.length, javaBatches.lz4.length - 21);
  });

  it("goes from batch to batch", () => {
    assert.deepEqual(
      batchesOf(one, two).map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset]),
      [
        [10n, 11n],
        [12n, 12n],
      ],
    );
    assert.deepEqual(batchesOf(), []);
  });

  it("ends before a last batch that is cut off, wherever that is", () => {
    for (let length = 0; length < two.length; length++) {
      assert.equal(batchesOf(one, two.subarray(0, length)).length, 1, `${length} bytes of it`);
    }
  });

  it("keeps the last offset where compaction took the last records", () => {
    const compacted = recordBatch({ records: [{ offsetDelta: 3 }], lastOffsetDelta: 9 });
    assert.equal(onlyBatch(compacted).lastOffset, 9n);
    const emptied = recordBatch({ records: [], lastOffsetDelta: 9, baseOffset: 100n });
    assert.equal(onlyBatch(emptied).lastOffset, 109n);
    assert.equal(onlyBatch(emptied).recordCount, 0);
  });

  it("is exact for offsets above 2^53", () => {
    const baseOffset = 9_223_372_036_854_775_000n;
    const batch = onlyBatch(recordBatch({ records: [{}, {}, {}], baseOffset }));
    assert.equal(batch.baseOffset, baseOffset);
    assert.equal(batch.lastOffset, baseOffset + 2n);
  });

  it("refuses headers that cannot be", () => {
    const changed = (change: (bytes: Buffer) => void): Buffer => {
      const bytes = Buffer.from(one);
      change(bytes);
      return bytes;
    };
    const hostile: readonly Buffer[] = [
      changed((bytes) => bytes.writeInt32BE(-1, 8)),
      changed((bytes) => bytes.writeInt32BE(0, 8)),
      changed((bytes) => bytes.writeInt32BE(40, 8)),
      changed((bytes) => bytes.writeInt8(3, 16)),
      changed((bytes) => bytes.writeInt32BE(-1, 23)),
      changed((bytes) => bytes.writeInt32BE(-1, 57)),
      changed((bytes) => bytes.writeBigInt64BE(-1n, 0)),
    ];
    for (const bytes of hostile) assert.throws(() => batchesOf(bytes), corruptData);
  });

  it("fails in no other way when bytes are changed or noise", () => {
    const kinds = ["corruptData", "unsupported"];
    fc.assert(
      fc.property(fc.oneof(mutated(join(one, two)), randomBytes(200)), (bytes) => {
        survives(() => batchesOf(bytes), kinds);
      }),
      { numRuns: 500 },
    );
  });
});

describe("verifyCrc", () => {
  it("accepts what Java and the builder wrote", () => {
    for (const bytes of [one, two, ...Object.values(javaBatches)]) {
      assert.doesNotThrow(() => {
        verifyCrc(onlyBatch(bytes));
      });
    }
  });

  it("notices a change of any bit it covers", () => {
    for (let index = 21; index < one.length; index++) {
      const bytes = Buffer.from(one);
      bytes[index] = (bytes[index] ?? 0) ^ 0x40;
      const batch: RecordBatch = { ...onlyBatch(one), checkedBytes: bytes.subarray(21) };
      assert.throws(() => {
        verifyCrc(batch);
      }, corruptData);
    }
  });
});

describe("batchInfo", () => {
  it("names the codec and passes on the rest", () => {
    assert.deepEqual(batchInfo(onlyBatch(javaBatches.zstd)), {
      baseOffset: javaBaseOffset,
      lastOffset: javaBaseOffset + 59n,
      codec: "zstd",
      sizeBytes: javaBatches.zstd.length,
      leaderEpoch: 17,
      producerId: 4000n,
      producerEpoch: 2,
      isTransactional: false,
    });
  });

  it("refuses a codec of the future", () => {
    const codec = { code: 7, compress: (bytes: Buffer) => bytes };
    const batch = onlyBatch(recordBatch({ records: [{}], codec }));
    assert.throws(() => batchInfo(batch), { name: "KafkaError", kind: "unsupported" });
  });
});
