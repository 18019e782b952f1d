import assert from "node:assert/strict";
import { Reader } from "../../../../src/kafka/protocol/reader";
import { hex } from "../../../support/bytes";
import { corruptData } from "../../../support/corruption";

const classic = (digits: string): Reader => new Reader(hex(digits), false);
const flexible = (digits: string): Reader => new Reader(hex(digits), true);

describe("Reader", () => {
  it("reads numbers in network order, with their sign", () => {
    const reader = classic("ff fffe fffffffd fffffffffffffffc 01");
    assert.equal(reader.int8(), -1);
    assert.equal(reader.int16(), -2);
    assert.equal(reader.int32(), -3);
    assert.equal(reader.int64(), -4n);
    assert.equal(reader.boolean(), true);
    assert.equal(reader.remaining, 0);
  });

  it("reads int64 exactly beyond 2^53", () => {
    assert.equal(classic("0020000000000001").int64(), 9_007_199_254_740_993n);
    assert.equal(classic("7fffffffffffffff").int64(), 9_223_372_036_854_775_807n);
  });

  it("reads varints up to 32 bits and no further", () => {
    assert.equal(flexible("00").unsignedVarint(), 0);
    assert.equal(flexible("ac02").unsignedVarint(), 300);
    assert.equal(flexible("ffffffff0f").unsignedVarint(), 0xffff_ffff);
    assert.throws(() => flexible("ffffffff10").unsignedVarint(), corruptData);
    assert.throws(() => flexible("8080808080").unsignedVarint(), corruptData);
    assert.throws(() => flexible("ff").unsignedVarint(), corruptData);
  });

  it("reads strings of both encodings, null ones too", () => {
    assert.equal(classic("0002 c3a9").string(), "é");
    assert.equal(flexible("03 c3a9").string(), "é");
    assert.equal(classic("ffff").nullableString(), undefined);
    assert.equal(flexible("00").nullableString(), undefined);
    assert.equal(classic("0000").nullableString(), "");
    assert.equal(flexible("01").nullableString(), "");
    assert.equal(classic("ffff").string(), "");
  });

  it("reads bytes as a view, null ones as undefined", () => {
    const bytes = hex("00000002 aabb");
    const view = new Reader(bytes, false).nullableBytes();
    assert.deepEqual(view, hex("aabb"));
    bytes.fill(0);
    assert.deepEqual(view, hex("0000"));
    assert.equal(classic("ffffffff").nullableBytes(), undefined);
    assert.equal(flexible("00").nullableBytes(), undefined);
  });

  it("spells a uuid as Kafka does, and none as undefined", () => {
    assert.equal(classic("000102030405060708090a0b0c0d0e0f").uuid(), "AAECAwQFBgcICQoLDA0ODw");
    assert.equal(classic("00000000000000000000000000000000").uuid(), undefined);
  });

  it("skips tagged fields by their size, where there can be some", () => {
    const reader = flexible("02 00 02 aabb 07 00 2a");
    reader.skipTaggedFields();
    assert.equal(reader.int8(), 42);
    const untagged = classic("2a");
    untagged.skipTaggedFields();
    assert.equal(untagged.int8(), 42);
  });

  it("refuses lengths beyond the end before it allocates anything", () => {
    const hostile: readonly (() => unknown)[] = [
      () => classic("7fff 61").string(),
      () => classic("fffe 61").string(),
      () => flexible("ffffffff0f 61").string(),
      () => classic("7fffffff 61").nullableBytes(),
      () => classic("80000000 61").nullableBytes(),
      () => flexible("ffffffff0f 61").nullableBytes(),
      () => classic("7fffffff 61").array((reader) => reader.int8()),
      () => classic("fffffffe 61").array((reader) => reader.int8()),
      () => flexible("ffffffff0f 61").structs((reader) => reader.int8()),
      () => {
        flexible("01 00 ffffffff0f 61").skipTaggedFields();
      },
      () => {
        flexible("ffffffff0f 0000").skipTaggedFields();
      },
      () => classic("00").uuid(),
    ];
    for (const read of hostile) assert.throws(read, corruptData);
  });

  it("says where it was and what it was reading", () => {
    const reader = classic("00 0009 61");
    reader.int8();
    assert.throws(() => reader.string(), {
      message:
        "The broker's answer is corrupt: a string at byte 3 cannot be read, it claims 9 bytes and 1 are left.",
    });
  });
});
