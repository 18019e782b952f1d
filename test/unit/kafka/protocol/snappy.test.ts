import assert from "node:assert/strict";
import * as snappyjs from "snappyjs";
import { snappyDecompress } from "../../../../src/kafka/protocol/snappy";
import { hex, i32, join } from "../../../support/bytes";
import { corruptData } from "../../../support/corruption";

const maxBytes = 1_000_000;
const xerialHeader = hex("82 534e41505059 00 00000001 00000001");
const decompress = (digits: string): string => snappyDecompress(hex(digits), maxBytes).toString();

function xerial(...chunks: readonly string[]): Buffer {
  const framed = chunks.map((chunk) => {
    const bytes = Buffer.from(snappyjs.compress(Buffer.from(chunk)));
    return join(i32(bytes.length), bytes);
  });
  return join(xerialHeader, ...framed);
}

describe("snappyDecompress", () => {
  it("joins the chunks of Java's framing", () => {
    const parts = ["first ".repeat(5000), "", "second ".repeat(3)];
    assert.equal(snappyDecompress(xerial(...parts), maxBytes).toString(), parts.join(""));
    assert.equal(snappyDecompress(xerialHeader, maxBytes).length, 0);
  });

  it("follows every kind of element", () => {
    assert.equal(decompress("05 10 6162636465"), "abcde");
    // a text with its length in one further byte
    assert.equal(decompress(`3e f0 3d ${"61".repeat(62)}`), "a".repeat(62));
    // repeats with one, two and four bytes of distance; the last one overlaps itself
    assert.equal(decompress("07 08 616263 01 03"), "abcabca");
    assert.equal(decompress("07 08 616263 0e 0300"), "abcabca");
    assert.equal(decompress("07 08 616263 0f 03000000"), "abcabca");
  });

  it("refuses repeats of what is not there", () => {
    assert.throws(() => decompress("07 08 616263 01 04"), corruptData);
    assert.throws(() => decompress("07 08 616263 01 00"), corruptData);
    assert.throws(() => decompress("07 08 616263 0f ffffffff"), corruptData);
  });

  it("refuses a length that the elements do not fill, or overrun", () => {
    assert.throws(() => decompress("06 10 6162636465"), corruptData);
    assert.throws(() => decompress("04 10 6162636465"), corruptData);
    assert.throws(() => decompress("06 08 616263 01 03"), corruptData);
  });

  it("refuses a claim no snappy can keep, before it allocates", () => {
    assert.throws(() => snappyDecompress(hex("ffffffff0f 00"), 2 ** 40), corruptData);
    assert.throws(() => decompress("ffffffffff0f"), corruptData);
  });

  it("refuses chunks that are cut off", () => {
    const bytes = xerial("some text");
    for (let length = xerialHeader.length + 1; length < bytes.length; length++) {
      assert.throws(() => snappyDecompress(bytes.subarray(0, length), maxBytes), corruptData);
    }
    assert.throws(() => snappyDecompress(join(xerialHeader, i32(-1)), maxBytes), corruptData);
  });

  it("adds up what the chunks claim", () => {
    const bytes = xerial("x".repeat(600), "y".repeat(600));
    assert.equal(snappyDecompress(bytes, 1200).length, 1200);
    assert.throws(() => snappyDecompress(bytes, 1199), corruptData);
  });
});
