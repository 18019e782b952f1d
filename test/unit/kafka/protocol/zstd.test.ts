import assert from "node:assert/strict";
import fc from "fast-check";
import { zstdDecompress } from "../../../../src/kafka/protocol/zstd";
import { hex, join } from "../../../support/bytes";
import { mutated } from "../../../support/corruption";
import { javaBatches, zstdSamples } from "../../../support/javaBatches";

const maxBytes = 1_000_000;
const batchHeaderBytes = 61;
const javaPayload = javaBatches.zstd.subarray(batchHeaderBytes);

describe("zstdDecompress", () => {
  it("reads frames with and without their size and a checksum", () => {
    for (const { compressed, plain } of zstdSamples) {
      assert.ok(zstdDecompress(compressed, maxBytes).equals(plain));
    }
  });

  it("reads what Java's producer compressed", () => {
    const plain = javaBatches.none.subarray(batchHeaderBytes);
    assert.ok(zstdDecompress(javaPayload, maxBytes).equals(plain));
  });

  it("reads frames one after the other, and passes over skippable ones", () => {
    const skippable = hex("502a4d18 03000000 aabbcc");
    for (const { compressed, plain } of zstdSamples) {
      const all = zstdDecompress(join(compressed, skippable, compressed), maxBytes);
      assert.ok(all.equals(join(plain, plain)));
    }
  });

  it("refuses more than it may decompress, over all frames", () => {
    for (const { compressed, plain } of zstdSamples) {
      const twice = join(compressed, compressed);
      assert.equal(zstdDecompress(twice, 2 * plain.length).length, 2 * plain.length);
      assert.throws(() => zstdDecompress(twice, 2 * plain.length - 1));
      assert.throws(() => zstdDecompress(compressed, plain.length - 1));
    }
  });

  it("refuses frames that are cut off, or followed by something else", () => {
    for (let length = 1; length < javaPayload.length; length++) {
      assert.throws(() => zstdDecompress(javaPayload.subarray(0, length), maxBytes));
    }
    assert.throws(() => zstdDecompress(join(javaPayload, hex("aabbccdd")), maxBytes));
  });

  it("refuses headers that want gigabytes, before anything is allocated", () => {
    const emptyLastBlock = "010000";
    // a window of 3.75 TiB, of 1 GiB; a content of 2^62 bytes
    for (const digits of ["00 ff", "00 a0", "e0 0000000000000040"]) {
      assert.throws(() => zstdDecompress(hex(`28b52ffd ${digits} ${emptyLastBlock}`), maxBytes));
    }
  });

  it("ends, within its bounds, when bytes are changed", () => {
    fc.assert(
      fc.property(mutated(javaPayload), (bytes) => {
        assert.ok(lengthOrFailure(() => zstdDecompress(bytes, maxBytes)) <= maxBytes);
      }),
      { numRuns: 300 },
    );
  });
});

function lengthOrFailure(decode: () => Buffer): number {
  try {
    return decode().length;
  } catch {
    return 0;
  }
}
