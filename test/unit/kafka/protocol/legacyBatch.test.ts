import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import {
  batchInfo,
  readBatches,
  verifyCrc,
  type RecordBatch,
} from "../../../../src/kafka/protocol/recordBatch";
import { decodeRecords } from "../../../../src/kafka/protocol/records";
import { join } from "../../../support/bytes";
import { corruptData, mutated, randomBytes, survives } from "../../../support/corruption";
import { oldMessage, type OldMessageDraft } from "../../../support/messageSetBuilder";
import {
  javaAppendTimeMs,
  javaFirstOffset,
  javaMessageCount,
  javaMessageSet,
  javaMessageSetNames,
  javaOldKey,
  javaOldValue,
} from "../../../support/messageSets/javaMessageSets";
import { recordBatch } from "../../../support/recordBatchBuilder";

interface Read {
  readonly offset: bigint;
  readonly timestampMs: bigint;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

function readRecords(batch: RecordBatch): Read[] {
  const messages: Read[] = [];
  const cursor = decodeRecords(batch);
  while (cursor.next()) {
    assert.deepEqual(cursor.headers(), []);
    messages.push({
      offset: cursor.offset,
      timestampMs: cursor.timestampMs,
      key: cursor.key()?.toString(),
      value: cursor.value()?.toString(),
    });
  }
  return messages;
}

function readAll(bytes: Buffer): Read[] {
  return [...readBatches(bytes)].flatMap((batch) => {
    verifyCrc(batch);
    return readRecords(batch);
  });
}

function onlyBatch(bytes: Buffer): RecordBatch {
  const [batch, ...others] = readBatches(bytes);
  assert.ok(batch);
  assert.equal(others.length, 0);
  return batch;
}

const gzip = 1;

function wrapper(
  inside: readonly OldMessageDraft[],
  draft: Partial<OldMessageDraft> & { readonly offset: bigint },
): Buffer {
  const value = gzipSync(join(...inside.map(oldMessage)));
  return oldMessage({ attributes: gzip, value, ...draft });
}

describe("message sets of the formats before Kafka 0.11", () => {
  for (const name of javaMessageSetNames) {
    it(`are read as Java wrote them: ${name}`, () => {
      const isCompacted = name.endsWith("compacted");
      const kept = Array.from({ length: javaMessageCount }, (_, index) => index).filter(
        (index) => !isCompacted || index % 3 === 1,
      );
      const timestampOf = (index: number): bigint => {
        if (name.startsWith("v0")) return -1n;
        if (name.endsWith("logAppendTime")) return javaAppendTimeMs;
        return 1_500_000_000_000n + 1_000n * BigInt(index);
      };
      assert.deepEqual(
        readAll(javaMessageSet(name)),
        kept.map((index) => ({
          offset: javaFirstOffset + BigInt(index),
          timestampMs: timestampOf(index),
          key: javaOldKey(index),
          value: javaOldValue(index),
        })),
      );
    });
  }

  it("can be read twice", () => {
    const batch = onlyBatch(javaMessageSet("v1-lz4"));
    assert.deepEqual(readRecords(batch), readRecords(batch));
    assert.equal(readRecords(batch).length, javaMessageCount);
  });

  it("tell codec, size and offsets of a wrapper", () => {
    const bytes = javaMessageSet("v1-snappy");
    assert.deepEqual(batchInfo(onlyBatch(bytes)), {
      baseOffset: javaFirstOffset,
      lastOffset: javaFirstOffset + 23n,
      codec: "snappy",
      sizeBytes: bytes.length,
      leaderEpoch: -1,
      producerId: -1n,
      producerEpoch: -1,
      isTransactional: false,
    });
  });

  it("are a batch for each message that stands alone", () => {
    const batches = [...readBatches(javaMessageSet("v0-none"))];
    assert.equal(batches.length, javaMessageCount);
    const [, second] = batches;
    assert.ok(second);
    const { baseOffset, lastOffset, lastOffsetDelta, recordCount, isControl } = second;
    assert.deepEqual(
      { baseOffset, lastOffset, lastOffsetDelta, recordCount, isControl },
      {
        baseOffset: javaFirstOffset + 1n,
        lastOffset: javaFirstOffset + 1n,
        lastOffsetDelta: 0,
        recordCount: 1,
        isControl: false,
      },
    );
  });

  it("may stand before record batches of today, in one answer", () => {
    const records = [{ value: "new" }];
    const bytes = join(
      wrapper([{ offset: 0n, magic: 0, value: Buffer.from("old") }], { offset: 0n, magic: 0 }),
      oldMessage({ offset: 1n, value: Buffer.from("less old") }),
      recordBatch({ records, baseOffset: 2n }),
    );
    assert.deepEqual(
      readAll(bytes).map(({ offset, value }) => [offset, value]),
      [
        [0n, "old"],
        [1n, "less old"],
        [2n, "new"],
      ],
    );
  });

  it("end before a last message that is cut off, wherever that is", () => {
    for (const name of ["v0-gzip", "v1-none"] as const) {
      const whole = javaMessageSet(name);
      const [last] = [...readBatches(whole)].slice(-1);
      assert.ok(last);
      const lastStart = whole.length - last.sizeBytes;
      const count = [...readBatches(whole)].length;
      for (let length = lastStart; length < whole.length; length++) {
        const batches = [...readBatches(whole.subarray(0, length))];
        assert.equal(batches.length, count - 1, `${name} cut to ${length} bytes`);
      }
    }
  });

  it("may give their producer's time or the broker's, message by message", () => {
    const logAppendTime = 8;
    const types = [
      ...readBatches(
        join(
          oldMessage({ offset: 0n, timestampMs: 5n }),
          oldMessage({ offset: 1n, timestampMs: 6n, attributes: logAppendTime }),
          oldMessage({ offset: 2n, magic: 0, attributes: logAppendTime }),
        ),
      ),
    ].map(({ timestampType, maxTimestamp }) => [timestampType, maxTimestamp]);
    assert.deepEqual(types, [
      ["createTime", 5n],
      ["logAppendTime", 6n],
      ["createTime", -1n],
    ]);
  });

  it("are exact for any timestamp there is", () => {
    for (const timestampMs of [0n, -1n, 2n ** 62n, 2n ** 63n - 1n, -(2n ** 62n)]) {
      const bytes = wrapper(
        [
          { offset: 0n, timestampMs },
          { offset: 1n, timestampMs: 77n },
        ],
        {
          offset: 1n,
          timestampMs: 77n,
        },
      );
      assert.deepEqual(
        readAll(bytes).map((message) => message.timestampMs),
        [timestampMs, 77n],
      );
    }
  });

  it("do not match their checksum when any bit it covers is changed", () => {
    const whole = oldMessage({ offset: 3n, key: Buffer.from("k"), value: Buffer.from("v") });
    const checkedFrom = 16;
    for (const index of [17, 20, whole.length - 6, whole.length - 1]) {
      assert.ok(index >= checkedFrom);
      const bytes = Buffer.from(whole);
      bytes[index] = (bytes[index] ?? 0) ^ 0x40;
      assert.throws(() => {
        readAll(bytes);
      }, corruptData);
    }
  });

  describe("that are hostile", () => {
    const message = { offset: 0n, value: Buffer.from("v") };
    const unreadable: Readonly<Record<string, Buffer>> = {
      "a wrapper without a value": oldMessage({ offset: 4n, attributes: gzip }),
      "a wrapper of what is not compressed": wrapper([], {
        offset: 4n,
        value: Buffer.from("plain"),
      }),
      "a wrapper of nothing": wrapper([], { offset: 4n }),
      "a wrapper of half a message": wrapper([], {
        offset: 4n,
        value: gzipSync(oldMessage(message).subarray(0, 20)),
      }),
      "a wrapper in a wrapper": wrapper(
        [{ offset: 0n, attributes: gzip, value: gzipSync(oldMessage(message)) }],
        { offset: 4n },
      ),
      "offsets that go back": wrapper([{ offset: 2n }, { offset: 1n }, { offset: 3n }], {
        offset: 4n,
      }),
      "the same offset twice": wrapper([{ offset: 1n }, { offset: 1n }], { offset: 4n }),
      "offsets after the wrapper's": wrapper([{ offset: 5n, magic: 0 }], { offset: 4n, magic: 0 }),
      "offsets before the first": wrapper([{ offset: 0n }, { offset: 9n }], { offset: 4n }),
      "offsets too far apart": wrapper([{ offset: 0n }, { offset: 2n ** 40n }], {
        offset: 2n ** 40n,
      }),
      "an unknown codec": oldMessage({ offset: 4n, attributes: 7, value: Buffer.from("v") }),
    };
    for (const [title, bytes] of Object.entries(unreadable)) {
      it(`keep their offsets and say why they cannot be read: ${title}`, () => {
        const batch = onlyBatch(bytes);
        assert.doesNotThrow(() => {
          verifyCrc(batch);
        });
        const { baseOffset, lastOffset, recordCount } = batch;
        const isFar = title === "offsets too far apart";
        assert.deepEqual([baseOffset, lastOffset], [0n, isFar ? 2n ** 40n : 4n]);
        assert.equal(recordCount, 0);
        assert.throws(() => decodeRecords(batch), {
          name: "KafkaError",
          kind: title === "an unknown codec" ? "unsupported" : "corruptData",
        });
      });
    }

    it("are not decompressed beyond the limit", () => {
      const value = Buffer.alloc(1_000_000);
      const bomb = wrapper([{ offset: 0n, value }], { offset: 0n });
      assert.ok(bomb.length < 2_000);
      assert.throws(() => decodeRecords(onlyBatch(bomb), 999_999), corruptData);
    });

    it("are refused where not even their header is right", () => {
      const changed = (change: (bytes: Buffer) => void): Buffer => {
        const bytes = Buffer.from(oldMessage(message));
        change(bytes);
        return bytes;
      };
      const hostile = [
        changed((bytes) => bytes.writeBigInt64BE(-1n, 0)),
        changed((bytes) => bytes.writeInt32BE(-2, 26)),
        changed((bytes) => bytes.writeInt32BE(0x7fff_ffff, 26)),
        changed((bytes) => bytes.writeInt32BE(0x7fff_ffff, 30)),
        changed((bytes) => bytes.writeInt32BE(0, 30)),
        changed((bytes) => bytes.writeInt32BE(5, 8)).subarray(0, 17),
      ];
      for (const bytes of hostile) assert.throws(() => [...readBatches(bytes)], corruptData);
    });

    it("fail in no other way than as corrupt when bytes are changed or noise", () => {
      const kinds = ["corruptData", "unsupported"];
      const samples = javaMessageSetNames.map((name) => mutated(javaMessageSet(name)));
      const magics = fc.tuple(randomBytes(200), fc.constantFrom(0, 1)).map(([bytes, magic]) => {
        if (bytes.length < 26) return bytes;
        bytes.writeInt8(magic, 16);
        bytes.writeInt32BE(bytes.length - 12, 8);
        return bytes;
      });
      fc.assert(
        fc.property(fc.oneof(magics, ...samples), (bytes) => {
          survives(() => {
            for (const batch of readBatches(bytes)) {
              survives(() => readRecords(batch), kinds);
            }
          }, kinds);
        }),
        { numRuns: 600 },
      );
    });
  });
});
