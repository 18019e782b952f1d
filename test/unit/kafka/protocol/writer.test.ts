import assert from "node:assert/strict";
import { Writer } from "../../../../src/kafka/protocol/writer";
import { hex } from "../../../support/bytes";

const classic = (): Writer => new Writer(false);
const flexible = (): Writer => new Writer(true);

describe("Writer", () => {
  it("writes numbers in network order", () => {
    const written = classic().int8(-1).int16(-2).int32(-3).int64(-4n).boolean(true).buffer;
    assert.deepEqual(written, hex("ff fffe fffffffd fffffffffffffffc 01"));
  });

  it("writes int64 exactly beyond 2^53, and refuses what needs more", () => {
    assert.deepEqual(classic().int64(9_007_199_254_740_993n).buffer, hex("0020000000000001"));
    assert.throws(() => classic().int64(1n << 63n), { kind: "invalidInput" });
    assert.throws(() => classic().int64(-(1n << 63n) - 1n), { kind: "invalidInput" });
  });

  it("writes varints of one to five bytes", () => {
    const written = flexible().unsignedVarint(127).unsignedVarint(300).unsignedVarint(0xffff_ffff);
    assert.deepEqual(written.buffer, hex("7f ac02 ffffffff0f"));
  });

  it("measures strings in bytes", () => {
    assert.deepEqual(classic().string("é").buffer, hex("0002 c3a9"));
    assert.deepEqual(flexible().string("é").buffer, hex("03 c3a9"));
  });

  it("writes null strings and arrays", () => {
    assert.deepEqual(classic().nullableString(undefined).nullArray().buffer, hex("ffff ffffffff"));
    assert.deepEqual(flexible().nullableString(undefined).nullArray().buffer, hex("00 00"));
  });

  it("closes structures with tagged fields in the flexible encoding only", () => {
    const write = (writer: Writer): Buffer =>
      writer.structs([1, 2], (_, item) => {
        writer.int8(item);
      }).buffer;
    assert.deepEqual(write(classic()), hex("00000002 01 02"));
    assert.deepEqual(write(flexible()), hex("03 01 00 02 00"));
  });

  it("grows with what is written", () => {
    const text = "x".repeat(32_767);
    const writer = classic().string(text).string(text);
    assert.equal(writer.buffer.length, 2 * (2 + text.length));
    assert.equal(writer.buffer.toString("latin1", 2 + text.length + 2), text);
  });

  it("keeps every number that is written where the storage grows", () => {
    const writer = flexible();
    for (let value = 0; value < 1000; value++) {
      writer.int8(1).int16(value).int32(value).int64(BigInt(value)).unsignedVarint(5);
    }
    const written = writer.buffer;
    for (let value = 0; value < 1000; value++) {
      const start = 16 * value;
      assert.equal(written.readInt8(start), 1);
      assert.equal(written.readInt16BE(start + 1), value);
      assert.equal(written.readInt32BE(start + 3), value);
      assert.equal(written.readBigInt64BE(start + 7), BigInt(value));
      assert.equal(written.readUInt8(start + 15), 5);
    }
  });

  it("refuses a text too long for the classic encoding", () => {
    const text = "x".repeat(32_768);
    assert.throws(() => classic().string(text), { name: "KafkaError", kind: "invalidInput" });
    assert.equal(flexible().string(text).buffer.length, 3 + text.length);
  });

  it("has what kafkajs takes from an encoder", () => {
    const writer = classic().int32(7);
    assert.ok(Buffer.isBuffer(writer.buf));
    assert.deepEqual(writer.buffer, hex("00000007"));
  });
});
