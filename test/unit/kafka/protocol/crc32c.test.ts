import assert from "node:assert/strict";
import fc from "fast-check";
import { crc32c } from "../../../../src/kafka/protocol/crc32c";

describe("crc32c", () => {
  it("gives the known answers", () => {
    assert.equal(crc32c(Buffer.alloc(0)), 0);
    assert.equal(crc32c(Buffer.from("123456789")), 0xe3069283);
    // RFC 3720, B.4
    assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
    assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
    assert.equal(crc32c(Buffer.from(Array.from({ length: 32 }, (_, i) => i))), 0x46dd794e);
  });

  it("agrees with the bit-by-bit definition at every length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        assert.equal(crc32c(bytes), bitByBit(bytes));
      }),
    );
  });

  it("does not mind where in memory the bytes begin", () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => index * 7);
    for (let start = 0; start < 20; start++) {
      const part = bytes.subarray(start, start + 50);
      assert.equal(crc32c(part), bitByBit(part));
    }
  });
});

function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
  }
  return ~crc >>> 0;
}
