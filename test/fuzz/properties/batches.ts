import assert from "node:assert/strict";
import * as zlib from "node:zlib";
import fc from "fast-check";
import * as lz4js from "lz4js";
import * as snappyjs from "snappyjs";
import { decompress } from "../../../src/kafka/protocol/codecs";
import { batchInfo, readBatches, verifyCrc } from "../../../src/kafka/protocol/recordBatch";
import { decodeRecords } from "../../../src/kafka/protocol/records";
import { javaAbortMarker, javaBatches, zstdSamples } from "../../support/javaBatches";
import { javaMessageSet, javaMessageSetNames } from "../../support/messageSets/javaMessageSets";
import { recordBatch } from "../../support/recordBatchBuilder";
import { damaged } from "../arbitraries/damage";
import { failsOnlyOf } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";

const maxBytes = 1024 * 1024;
const batchHeaderBytes = 61;

const withHeaders = recordBatch({
  records: [
    {
      key: "k",
      value: "v",
      headers: [
        ["h", "1"],
        ["h", undefined],
      ],
    },
    { value: "w" },
  ],
});

const batches: readonly Buffer[] = [
  withHeaders,
  javaAbortMarker,
  ...Object.values(javaBatches),
  ...javaMessageSetNames.map(javaMessageSet),
];

const codecs = ["gzip", "snappy", "lz4", "zstd"] as const;

/** What a few bytes may claim, or be, when they are decompressed. */
const bombBytes = 16 * maxBytes;

const compressed: Readonly<Record<(typeof codecs)[number], readonly Buffer[]>> = (() => {
  const zeros = Buffer.alloc(bombBytes);
  const payloadOf = (codec: (typeof codecs)[number]): Buffer =>
    javaBatches[codec].subarray(batchHeaderBytes);
  return {
    gzip: [payloadOf("gzip"), zlib.gzipSync(zeros)],
    snappy: [payloadOf("snappy"), Buffer.from(snappyjs.compress(zeros))],
    lz4: [payloadOf("lz4"), Buffer.from(lz4js.compress(zeros))],
    zstd: [
      payloadOf("zstd"),
      ...zstdSamples.map((sample) => sample.compressed),
      zstdZeros(bombBytes),
    ],
  };
})();

/** One frame of blocks that say "so many zeros" in four bytes each. */
function zstdZeros(bytes: number): Buffer {
  const header = Buffer.from("28b52ffd0058", "hex");
  const blockBytes = 128 * 1024;
  const runLength = 1;
  const blocks = Array.from({ length: bytes / blockBytes }, (_, index) => {
    const block = Buffer.alloc(4);
    const isLast = (index + 1) * blockBytes === bytes;
    block.writeUIntLE((blockBytes << 3) | (runLength << 1) | (isLast ? 1 : 0), 0, 3);
    return block;
  });
  return Buffer.concat([header, ...blocks]);
}

const anyCompressed = fc.oneof(
  ...codecs.map((codec) => damaged(compressed[codec]).map((bytes) => ({ codec, bytes }))),
);

function readEverything(bytes: Buffer): void {
  for (const batch of readBatches(bytes)) {
    failsOnlyOf(["corruptData"], () => {
      verifyCrc(batch);
    });
    failsOnlyOf(["corruptData", "unsupported"], () => {
      batchInfo(batch);
      const cursor = decodeRecords(batch, maxBytes);
      while (cursor.next()) {
        if (batch.isControl) cursor.transactionEnd();
        assert.ok(cursor.offset >= 0n && typeof cursor.timestampMs === "bigint");
        for (const read of ["key", "value", "headers"] as const) cursor[read]();
      }
    });
  }
}

export const batchProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "record batches are read, or corrupt",
    share: 6,
    input: damaged(batches),
    check: (bytes) => {
      failsOnlyOf(["corruptData"], () => {
        readEverything(bytes);
      });
    },
  }),
  fuzzProperty({
    title: "compressed messages are decompressed up to a limit",
    share: 4,
    input: anyCompressed,
    check: ({ codec, bytes }) => {
      failsOnlyOf(["corruptData"], () => {
        assert.ok(decompress(codec, bytes, maxBytes).length <= maxBytes);
      });
    },
  }),
];
