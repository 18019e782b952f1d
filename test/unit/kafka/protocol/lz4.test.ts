import assert from "node:assert/strict";
import * as lz4js from "lz4js";
import { lz4Decompress } from "../../../../src/kafka/protocol/lz4";
import { hex, join } from "../../../support/bytes";
import { corruptData } from "../../../support/corruption";
import { javaLz4Stream } from "../../../support/javaBatches";

const maxBytes = 1_000_000;
const magic = hex("04224d18");
const endMark = hex("00000000");

/** 64 KiB, independent blocks, no checksums: what Java's producer writes. Bytes: flags, block size, checksum. */
const javaHeader = join(magic, hex("60 40 82"));

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function block(text: string): Buffer {
  const source = Buffer.from(text);
  const target = Buffer.alloc(source.length + 100);
  const length = lz4js.compressBlock(source, target, 0, source.length, new Uint32Array(1 << 16));
  assert.ok(length > 0);
  return join(u32(length), target.subarray(0, length));
}

function storedBlock(text: string): Buffer {
  const source = Buffer.from(text);
  return join(u32(0x8000_0000 + source.length), source);
}

const decompress = (...parts: readonly Buffer[]): string =>
  lz4Decompress(join(...parts), maxBytes).toString();

const long = "consumer group, consumer lag. ".repeat(2000);

describe("lz4Decompress", () => {
  it("reads compressed and stored blocks of a frame", () => {
    assert.equal(
      decompress(javaHeader, block(long), storedBlock("end"), block(long), endMark),
      `${long}end${long}`,
    );
    assert.equal(decompress(javaHeader, endMark), "");
  });

  it("reads the many blocks of a stream of Java's", () => {
    const { compressed, plain } = javaLz4Stream;
    assert.ok(lz4Decompress(compressed, maxBytes).equals(plain));
    assert.throws(() => lz4Decompress(compressed, plain.length - 1), corruptData);
  });

  it("reads frames one after the other, and passes over skippable ones", () => {
    const frame = join(javaHeader, storedBlock("one"), endMark);
    const skippable = join(hex("532a4d18"), u32(3), hex("aabbcc"));
    assert.equal(decompress(frame, skippable, frame), "oneone");
  });

  it("passes over checksums of blocks and content, and the content's size", () => {
    const header = join(magic, hex("7c 40"), Buffer.alloc(8), hex("00"));
    const sum = hex("deadbeef");
    assert.equal(
      decompress(header, storedBlock("one"), sum, block(long), sum, endMark, sum),
      `one${long}`,
    );
  });

  it("reads linked blocks, which repeat what was in the block before", () => {
    const linkedHeader = join(magic, hex("40 40 00"));
    // no text, then 5 bytes from a distance of 6, then the text "!"
    const linked = hex("01 0600 10 21");
    assert.equal(
      decompress(linkedHeader, storedBlock("abcdef"), u32(linked.length), linked, endMark),
      "abcdefabcde!",
    );
  });

  it("reads lengths that go on over several bytes, and repeats that overlap", () => {
    // 15 + 255 + 30 bytes of text, then 4 + 15 + 255 + 2 bytes from a distance of 1
    const sequences = join(hex("ff ff 1e"), Buffer.alloc(300, "z"), hex("0100 ff 02 10 21"));
    assert.equal(
      decompress(javaHeader, u32(sequences.length), sequences, endMark),
      `${"z".repeat(300 + 276)}!`,
    );
  });

  it("does not let a frame repeat what was in another", () => {
    const first = join(javaHeader, storedBlock("abcdef"), endMark);
    const linked = hex("01 0600 10 21");
    const second = join(javaHeader, u32(linked.length), linked, endMark);
    assert.throws(() => decompress(first, second), corruptData);
  });

  it("refuses repeats of what is not there", () => {
    for (const digits of ["10 61 0000 00", "10 61 0200 00"]) {
      const sequences = hex(digits);
      assert.throws(
        () => decompress(javaHeader, u32(sequences.length), sequences, endMark),
        corruptData,
      );
    }
  });

  it("refuses a block that is longer than its frame allows", () => {
    // one byte, repeated for 64 KiB and more
    const sequences = join(hex("1f 61 0100"), Buffer.alloc(300, 0xff), hex("00 10 62"));
    assert.throws(
      () => decompress(javaHeader, u32(sequences.length), sequences, endMark),
      corruptData,
    );
  });

  it("refuses frames it cannot read: old, with a dictionary, of an unknown block size", () => {
    assert.throws(() => decompress(hex("02214c18 00000000")), corruptData);
    assert.throws(() => decompress(magic, hex("61 40 00000000 00"), endMark), corruptData);
    assert.throws(() => decompress(magic, hex("60 00 00"), endMark), corruptData);
    assert.throws(() => decompress(magic, hex("20 40 00"), endMark), corruptData);
  });

  it("refuses a frame without its end", () => {
    assert.throws(() => decompress(javaHeader, storedBlock("one")), corruptData);
  });
});
