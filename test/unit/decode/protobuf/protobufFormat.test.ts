import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "protobufjs";
import { decodeOrHex, type Decoded } from "../../../../src/decode/format";
import { compileProtobuf } from "../../../../src/decode/schemas/compiledSchema";
import { hex } from "../../../support/bytes";

function decode(
  text: string,
  bytes: Uint8Array,
  { message, imports = [] }: { message?: string; imports?: readonly string[] } = {},
): Decoded {
  const references = imports.map((each) => ({ name: "", text: each }));
  return decodeOrHex(
    bytes,
    "protobuf",
    { maxCharacters: 64 * 1024, isStrictJson: true },
    (body, options) => compileProtobuf({ text, references }, message)(body, options),
  );
}

function parsed(text: string, bytes: Uint8Array, message?: string): unknown {
  const decoded = decode(text, bytes, message === undefined ? {} : { message });
  assert.equal(decoded.reason, undefined);
  return JSON.parse(decoded.text);
}

const order = `
  syntax = "proto3";
  package shop; // a comment
  import "google/protobuf/timestamp.proto";
  option java_package = "com.shop";
  /* another
     comment */
  message Order {
    int64 id = 1 [(validate) = { min: 1 }, deprecated = true];
    repeated sint32 numbers = 2;
    map<string, Item> items = 3;
    Status status = 4;
    oneof payment { string card = 5; Cash cash = 6; }
    message Cash { double amount = 1; }
    reserved 9, 20 to max;
    optional bytes raw = 7;
    repeated Item list = 8;
  }
  enum Status { option allow_alias = true; NEW = 0; FRESH = 0; PAID = 1; }
  message Item { string name = 1; fixed64 big = 2; float price = 3; }
  service Orders { rpc Get (Order) returns (Order) { option deprecated = true; } }
`;

describe("Protobuf", () => {
  it("reads what another implementation writes", () => {
    const type = parse(order.replace(/import .*/, ""), { keepCase: true }).root.lookupType(
      "shop.Order",
    );
    const value = fc.record({
      numbers: fc.array(fc.integer(), { minLength: 1 }),
      items: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,5}$/),
        fc.record({ name: fc.string({ minLength: 1 }) }),
        { minKeys: 1 },
      ),
      card: fc.string({ minLength: 1 }),
      list: fc.array(fc.record({ name: fc.string({ minLength: 1 }) }), { minLength: 1 }),
    });
    fc.assert(
      fc.property(value, (message) => {
        const bytes = type.encode(type.fromObject(message)).finish();
        assert.deepEqual(parsed(order, bytes), JSON.parse(JSON.stringify(message)));
      }),
    );
  });

  it("keeps every digit, names enum values and nested messages", () => {
    assert.equal(
      decode(order, hex("08 ffffffffffffffff7f")).text,
      '{\n  "id": 9223372036854775807\n}',
    );
    assert.deepEqual(parsed(order, hex("20 01 32 09 09 000000000000f03f")), {
      status: "PAID",
      cash: { amount: 1 },
    });
    assert.deepEqual(parsed(order, hex("20 07")), { status: 7 });
  });

  it("takes numbers packed or one by one, and messages in parts", () => {
    assert.deepEqual(parsed(order, hex("12 02 01 02 10 03")), { numbers: [-1, 1, -2] });
    assert.deepEqual(
      parsed(
        "message A { B b = 1; } message B { int32 x = 1; int32 y = 2; }",
        hex("0a 02 08 01 0a 02 10 02"),
      ),
      {
        b: { x: 1, y: 2 },
      },
    );
  });

  it("shows fields the schema does not know", () => {
    assert.deepEqual(parsed("message A {}", hex("08 05 12 01 ff")), { "#1": 5, "#2": "/w==" });
  });

  it("reads groups of proto2", () => {
    const text =
      'syntax = "proto2"; message A { repeated group Part = 1 { required int32 x = 2; } }';
    assert.deepEqual(parsed(text, hex("0b 10 01 0c 0b 10 02 0c")), { part: [{ x: 1 }, { x: 2 }] });
  });

  it("shows well-known types as what they mean", () => {
    const text = `message A {
      google.protobuf.Timestamp t = 1; google.protobuf.Duration d = 2; google.protobuf.Int64Value w = 3;
      google.protobuf.Struct s = 4; confluent.type.Decimal c = 5; google.protobuf.Any any = 6; }
      message B { int32 x = 1; }`;
    const bytes = hex(
      "0a 02 08 01  12 02 10 01  1a 00  22 0d 0a 0b 0a 01 6b 12 06 32 04 0a 02 08 00  2a 06 0a 02 04d2 18 02  32 09 0a 03 782f42 12 02 08 07",
    );
    assert.deepEqual(parsed(text, bytes), {
      t: "1970-01-01T00:00:01Z",
      d: "0.000000001s",
      w: 0,
      s: { k: [null] },
      c: 12.34,
      any: { "@type": "x/B", value: { x: 7 } },
    });
  });

  it("finds types of imported files, and does without those it has not", () => {
    const imported = "package other; message Thing { string name = 1; }";
    const text = "package mine; message A { other.Thing a = 1; missing.Thing b = 2; }";
    const { text: json } = decode(text, hex("0a 03 0a 01 61 12 01 ff"), { imports: [imported] });
    assert.deepEqual(JSON.parse(json), { a: { name: "a" }, b: "/w==" });
  });

  it("says what is wrong with data or schema", () => {
    assert.match(decode(order, hex("08")).reason ?? "", /ends too early/);
    assert.match(decode(order, hex("0a 01 61")).reason ?? "", /type int64 holds bytes/);
    assert.match(decode("message A { int32 = 1; }", hex("08 01")).reason ?? "", /“=” in line 1/);
    assert.match(decode("message A {", hex("08 01")).reason ?? "", /ends too early/);
    assert.match(decode("", hex("08 01")).reason ?? "", /no message/);
    assert.match(
      decode(order, hex("08 01"), { message: "shop.Nope" }).reason ?? "",
      /no message shop.Nope/,
    );
  });

  it("refuses numbers where messages, maps or names must be", () => {
    const schema = "message A { A a = 1; map<string, int32> m = 2; E e = 3; } enum E { NO = 0; }";
    assert.match(decode(schema, hex("08 01")).reason ?? "", /type A holds varint/);
    assert.match(decode(schema, hex("10 01")).reason ?? "", /type map holds varint/);
    assert.match(decode(schema, hex("12 04 08 01 10 02")).reason ?? "", /type string holds varint/);
    assert.match(decode(schema, hex("1a 01 00")).reason ?? "", /type E holds bytes/);
  });

  it("shows a Timestamp that is none as its fields", () => {
    const schema = "message A { google.protobuf.Timestamp at = 1; }";
    const { text } = decode(schema, hex("0a 08 08 01 10 80 a8 d6 b9 07"));
    assert.deepEqual(JSON.parse(text), { at: { seconds: 1, nanos: 2_000_000_000 } });
  });

  it("refuses a schema at its first comment or string without an end", () => {
    for (const [endless, what] of [
      ["/* ", "comment"],
      ['"\\"', "string"],
    ] as const) {
      // to look for every end up to the end of the text would take hours
      const { reason } = decode(`\noption ${endless.repeat(1_000_000)}`, hex("08 01"));
      assert.equal(reason, `The Protobuf schema has a ${what} without an end in line 2.`);
    }
  });

  it("survives data that contains itself without end, and any bytes", () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let level = 0; level < 120; level++) {
      const length =
        nested.length < 128 ? [nested.length] : [(nested.length & 0x7f) | 0x80, nested.length >> 7];
      nested = Buffer.concat([Buffer.from([0x0a, ...length]), nested]);
    }
    assert.match(decode("message A { A a = 1; }", nested).reason ?? "", /nested deeper/);
    assert.match(
      decode("message A { A a = 1; }", Buffer.alloc(500, 0x0b)).reason ?? "",
      /nested too deep/,
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        assert.ok(decode(order, bytes).text.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses more values than memory should be spent on", () => {
    const { reason } = decode(
      "message A { repeated int32 x = 1; }",
      Buffer.alloc(600_000, hex("08 01")),
    );
    assert.match(reason ?? "", /more than 250000 values/);
    const packed = Buffer.concat([hex("0a c0 8d b7 01"), Buffer.alloc(3_000_000, 1)]);
    assert.equal(decode("message A { repeated int32 x = 1; }", packed).isCut, true);
  });

  it("survives any text given as a schema", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...order.split(/\s+/), "{", "}", '"', "/*"), { maxLength: 60 }),
        (words) => {
          assert.ok(decode(words.join(" "), hex("08 01")).text.length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
