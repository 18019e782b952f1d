import assert from "node:assert/strict";
import * as zlib from "node:zlib";
import fc from "fast-check";
import * as lz4js from "lz4js";
import * as snappyjs from "snappyjs";
import type { Codec } from "../../../../src/kafka/model";
import { codecOf, decompress } from "../../../../src/kafka/protocol/codecs";
import { corruptData, mutated, randomBytes, survives } from "../../../support/corruption";
import { zstdSamples } from "../../../support/javaBatches";

const text = Buffer.from("an order, and another order, and one more order. ".repeat(5000));
const noise = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251));
const short = Buffer.from("x");

const compressors: Readonly<Record<"gzip" | "snappy" | "lz4", (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  snappy: (bytes) => Buffer.from(snappyjs.compress(bytes)),
  lz4: (bytes) => Buffer.from(lz4js.compress(bytes)),
};

const compressed: readonly Codec[] = ["gzip", "snappy", "lz4", "zstd"];

describe("codecOf", () => {
  it("knows the codecs by their numbers", () => {
    assert.deepEqual([0, 1, 2, 3, 4].map(codecOf), ["none", "gzip", "snappy", "lz4", "zstd"]);
  });

  it("refuses a codec of the future", () => {
    assert.throws(() => codecOf(5), { name: "KafkaError", kind: "unsupported" });
  });
});

describe("decompress", () => {
  it("leaves what is not compressed as it is", () => {
    assert.equal(decompress("none", text), text);
  });

  for (const [codec, compress] of Object.entries(compressors)) {
    it(`gives back what ${codec} compressed`, () => {
      for (const bytes of [text, noise, short]) {
        const result = decompress(codec as Codec, compress(bytes));
        assert.ok(result.equals(bytes), `${bytes.length} bytes`);
      }
    });

    it(`refuses more than it may decompress from ${codec}`, () => {
      const bytes = compress(text);
      assert.equal(decompress(codec as Codec, bytes, text.length).length, text.length);
      assert.throws(() => decompress(codec as Codec, bytes, text.length - 1), {
        ...corruptData,
        message: new RegExp(`${text.length - 1} bytes`),
      });
    });

    it(`fails in no other way than as corrupt when bytes of ${codec} are changed`, () => {
      fc.assert(
        fc.property(mutated(compress(text.subarray(0, 3000))), (bytes) => {
          survives(() => decompress(codec as Codec, bytes, 100_000));
        }),
        { numRuns: 300 },
      );
    });

    it(`refuses ${codec} wherever it is cut off`, () => {
      const bytes = compress(noise.subarray(0, 300));
      for (let length = 1; length < bytes.length; length++) {
        assert.throws(() => decompress(codec as Codec, bytes.subarray(0, length)), corruptData);
      }
    });
  }

  it("gives back what zstd compressed", () => {
    for (const { compressed: bytes, plain } of zstdSamples) {
      assert.deepEqual(decompress("zstd", bytes), plain);
    }
  });

  it("fails in no other way than as corrupt when bytes are noise", () => {
    for (const codec of compressed) {
      fc.assert(
        fc.property(randomBytes(200), (bytes) => {
          survives(() => decompress(codec, bytes, 100_000));
        }),
        { numRuns: 200 },
      );
    }
  });
});
