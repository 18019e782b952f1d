import assert from "node:assert/strict";
import { encode as encodeCbor } from "cborg";
import { encode as encodeMessagePack } from "@msgpack/msgpack";
import fc from "fast-check";
import { bytesFormats, type BytesFormat } from "../../../src/decode/bytesFormats";
import { decodeOrHex, type Decoded } from "../../../src/decode/format";
import { hex } from "../../support/bytes";

const options = { maxCharacters: 64 * 1024 };

function decode(format: BytesFormat, bytes: Uint8Array, isStrictJson = false): Decoded {
  return decodeOrHex(bytes, format, { ...options, isStrictJson }, bytesFormats[format]);
}

function flat(format: BytesFormat, digits: string): string {
  const { text, reason } = decode(format, hex(digits));
  assert.equal(reason, undefined);
  return text.replace(/\n\s*/g, "");
}

describe("numbers", () => {
  it("are read big-endian, exactly", () => {
    assert.equal(decode("short", hex("ff fe")).text, "-2");
    assert.equal(decode("int", hex("7fffffff")).text, "2147483647");
    assert.equal(decode("long", hex("0020000000000001")).text, "9007199254740993");
    assert.equal(decode("float", hex("3dcccccd")).text, "0.1");
    assert.equal(decode("double", hex("3fb999999999999a")).text, "0.1");
    assert.equal(decode("double", hex("7ff8000000000000")).text, "NaN");
    assert.equal(decode("double", hex("7ff8000000000000"), true).text, "NaN");
  });

  it("of 32 bits have as few digits as tell them apart, and zero keeps its sign", () => {
    assert.equal(decode("float", hex("145bbf00")).text, "1.10943426e-26");
    assert.equal(decode("float", hex("80000000")).text, "-0.0");
    assert.equal(decode("double", hex("8000000000000000")).text, "-0.0");
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const bytes = Buffer.alloc(4);
        bytes.writeFloatBE(value);
        const { text } = decode("float", bytes);
        assert.ok(Object.is(Math.fround(Number(text)), value), text);
      }),
    );
  });

  it("of another size are shown in hex, with the reason", () => {
    const decoded = decode("long", hex("00 01"));
    assert.equal(decoded.format, "hex");
    assert.equal(decoded.text, "00 01");
    assert.equal(decoded.reason, "A long has 8 bytes, and here are 2.");
  });
});

describe("a UUID", () => {
  const uuid = "123e4567-e89b-12d3-a456-426614174000";

  it("is read from its bytes and from its text", () => {
    assert.equal(decode("uuid", hex("123e4567e89b12d3a456426614174000")).text, uuid);
    assert.equal(decode("uuid", Buffer.from(uuid)).text, uuid);
    assert.match(decode("uuid", Buffer.from("no uuid")).reason ?? "", /16 bytes/);
  });
});

describe("text", () => {
  it("that is not UTF-8 becomes hex and tells where it breaks", () => {
    const decoded = decode("text", Buffer.concat([Buffer.from("grüß"), hex("c3 28")]));
    assert.equal(decoded.kind, "binary");
    assert.match(decoded.reason ?? "", /byte 6 /);
  });

  it("is cut between characters", () => {
    const bytes = Buffer.from("€".repeat(100));
    const decoded = decodeOrHex(bytes, "text", { maxCharacters: 10 }, bytesFormats.text);
    assert.equal(decoded.text, "€€€");
    assert.equal(decoded.isCut, true);
    assert.equal(decoded.sizeBytes, 300);
  });
});

describe("JSON", () => {
  it("keeps its digits, and is not taken for something else", () => {
    assert.equal(
      decode("json", Buffer.from("[9007199254740993]")).text,
      "[\n  9007199254740993\n]",
    );
    assert.equal(decode("json", Buffer.from(" 12 ")).text, "12");
    assert.match(decode("json", Buffer.from("{")).reason ?? "", /not JSON/);
  });

  it("above a mebibyte is left as it is, and called cut only where it is", () => {
    const bytes = Buffer.from(JSON.stringify("x".repeat(1024 * 1024)));
    const whole = decodeOrHex(bytes, "json", { maxCharacters: 2 ** 21 }, bytesFormats.json);
    assert.equal(whole.isCut, false);
    assert.equal(whole.text.length, bytes.length);
    assert.equal(decode("json", bytes).isCut, true);
  });

  it("of a hundred thousand levels is refused without running out of stack", () => {
    const deep = Buffer.from("[".repeat(100_000) + "]".repeat(100_000));
    assert.match(decode("json", deep).reason ?? "", /too deep/);
  });
});

describe("base64", () => {
  it("is cut at whole groups of what it encodes", () => {
    const decoded = decodeOrHex(
      hex("00ff00ff00ff"),
      "base64",
      { maxCharacters: 6 },
      bytesFormats.base64,
    );
    assert.equal(decoded.text, "AP8A");
    assert.equal(decoded.isCut, true);
  });
});

describe("MessagePack", () => {
  it("keeps 64-bit numbers, kinds of keys and repeated keys", () => {
    assert.equal(
      flat("messagePack", "83 01 cf ffffffffffffffff a1 31 c0 01 c3"),
      '{1: 18446744073709551615,"1": null,1: true}',
    );
  });

  it("shows bytes, times and types of others as such", () => {
    assert.equal(flat("messagePack", "c4 02 00ff"), "h'00ff'");
    assert.equal(flat("messagePack", "d6 ff 00000001"), '"1970-01-01T00:00:01Z"');
    assert.equal(flat("messagePack", "d4 05 aa"), "ext5(h'aa')");
  });

  it("is JSON in the strict form", () => {
    const { text, kind } = decode(
      "messagePack",
      hex("82 01 c4 01 ff 91 02 cb 7ff0000000000000"),
      true,
    );
    assert.equal(kind, "json");
    assert.deepEqual(JSON.parse(text), { 1: "/w==", "[\n  2\n]": "Infinity" });
  });

  it("reads what another implementation writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const { text, reason } = decode("messagePack", encodeMessagePack(value), true);
        assert.equal(reason, undefined);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("takes a time with more nanoseconds than a second has for bytes", () => {
    assert.equal(flat("messagePack", "c7 0c ff 3b9aca00 0000000000000000").slice(0, 6), "ext-1(");
  });

  it("refuses what follows the end, and what ends too early", () => {
    assert.match(decode("messagePack", hex("01 02")).reason ?? "", /follow the end/);
    assert.match(decode("messagePack", hex("db ffffffff 41")).reason ?? "", /ends too early/);
  });
});

describe("CBOR", () => {
  it("keeps 64-bit and big numbers", () => {
    assert.equal(flat("cbor", "1b ffffffffffffffff"), "18446744073709551615");
    assert.equal(flat("cbor", "3b ffffffffffffffff"), "-18446744073709551616");
    assert.equal(flat("cbor", "c2 49 010000000000000000"), "18446744073709551616");
  });

  it("shows what JSON cannot hold in the diagnostic notation", () => {
    assert.equal(flat("cbor", "a2 01 f7 61 31 42 00ff"), `{1: undefined,"1": h'00ff'}`);
    assert.equal(flat("cbor", "c1 1a 514b67b0"), "1(1363896240)");
    assert.equal(flat("cbor", "f9 7e00"), "NaN");
    assert.equal(flat("cbor", "f9 3c00"), "1.0");
  });

  it("shows keys that are no text as the bytes they are", () => {
    assert.equal(flat("cbor", "a1 61 ff 01"), "{h'ff': 1}");
  });

  it("reads a string in millions of parts", () => {
    const parts = Buffer.alloc(10_000_000, hex("41 61"));
    const { text, reason } = decode("cbor", Buffer.concat([hex("5f"), parts, hex("ff")]));
    assert.equal(reason, undefined);
    assert.equal(text.slice(0, 8), "h'616161");
  });

  it("reads items whose length is left open", () => {
    assert.equal(
      flat("cbor", "bf 61 61 9f 01 02 ff 61 62 7f 61 78 61 79 ff ff"),
      '{"a": [1,2],"b": "xy"}',
    );
  });

  it("reads what another implementation writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const { text, reason } = decode("cbor", encodeCbor(value), true);
        assert.equal(reason, undefined);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("every format", () => {
  const formats = Object.keys(bytesFormats) as BytesFormat[];

  it("gives a bounded text for any bytes", () => {
    const limited = { maxCharacters: 100 };
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...formats),
        (bytes, format) => {
          for (const isStrictJson of [false, true]) {
            const decoded = decodeOrHex(
              bytes,
              format,
              { ...limited, isStrictJson },
              bytesFormats[format],
            );
            assert.ok(decoded.text.length <= 100);
            assert.equal(decoded.sizeBytes, bytes.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("refuses nesting without end instead of running out of stack", () => {
    for (const [format, open] of [
      ["messagePack", 0x91],
      ["cbor", 0x81],
      ["cbor", 0xc1],
    ] as const) {
      for (const isStrictJson of [false, true]) {
        const { reason } = decode(format, Buffer.alloc(1_000_000, open), isStrictJson);
        assert.match(reason ?? "", /nested deeper than 100/);
      }
    }
  });

  it("does not read on once the text is full", () => {
    const items = Buffer.concat([hex("dd ffffffff"), Buffer.alloc(1000, 1)]);
    const decoded = decodeOrHex(
      items,
      "messagePack",
      { maxCharacters: 50 },
      bytesFormats.messagePack,
    );
    assert.equal(decoded.isCut, true);
    assert.equal(decoded.reason, undefined);
  });
});
