import assert from "node:assert/strict";
import { Type, type Schema } from "avsc";
import fc from "fast-check";
import { decodeOrHex, type Decoded } from "../../../../src/decode/format";
import { compileAvro } from "../../../../src/decode/schemas/compiledSchema";
import { hex } from "../../../support/bytes";

function decode(schema: unknown, bytes: Uint8Array, references: readonly unknown[] = []): Decoded {
  return decodeOrHex(
    bytes,
    "avro",
    { maxCharacters: 64 * 1024, isStrictJson: true },
    (body, options) =>
      compileAvro({
        text: JSON.stringify(schema),
        references: references.map((text) => ({ name: "", text: JSON.stringify(text) })),
      })(body, options),
  );
}

function parsed(schema: unknown, bytes: Uint8Array, references: readonly unknown[] = []): unknown {
  const { text, reason } = decode(schema, bytes, references);
  assert.equal(reason, undefined);
  return JSON.parse(text);
}

const tree = {
  type: "record",
  name: "Node",
  namespace: "a.b",
  fields: [
    { name: "label", type: "string" },
    { name: "children", type: { type: "array", items: "Node" } },
  ],
};

describe("Avro", () => {
  it("reads what another implementation writes, records within themselves too", () => {
    const type = Type.forSchema(tree as Schema);
    const { node } = fc.letrec((tie) => ({
      node: fc.record(
        {
          label: fc.string(),
          children: fc.oneof(
            { maxDepth: 3 },
            fc.constant([]),
            fc.array(tie("node"), { maxLength: 3 }),
          ),
        },
        { noNullPrototype: true },
      ),
    }));
    fc.assert(
      fc.property(node, (value) => {
        assert.deepEqual(parsed(tree, type.toBuffer(value)), value);
      }),
    );
  });

  it("reads every simple type, maps, enums and fixed ones", () => {
    const schema = {
      type: "record",
      name: "All",
      fields: [
        { name: "n", type: "null" },
        { name: "t", type: "boolean" },
        { name: "i", type: "int" },
        { name: "d", type: "double" },
        { name: "f", type: "float" },
        { name: "b", type: "bytes" },
        { name: "e", type: { type: "enum", name: "E", symbols: ["A", "B"] } },
        { name: "x", type: { type: "fixed", name: "F", size: 2 } },
        { name: "m", type: { type: "map", values: "long" } },
        { name: "again", type: "F" },
      ],
    };
    const value = {
      n: null,
      t: true,
      i: -3,
      d: 0.1,
      f: 0.5,
      b: hex("00ff"),
      e: "B",
      x: hex("0102"),
      m: { a: 1, b: -2 },
      again: hex("0304"),
    };
    const bytes = Type.forSchema(schema as Schema).toBuffer(value);
    assert.deepEqual(parsed(schema, bytes), {
      ...value,
      b: "AP8=",
      x: "AQI=",
      again: "AwQ=",
    });
  });

  it("keeps every digit of a long", () => {
    assert.equal(decode("long", hex("ffffffffffffffffff01")).text, "-9223372036854775808");
    assert.equal(decode("long", hex("8280808080808020")).text, "9007199254740993");
  });

  it("shows a union's value by itself where only null is the other choice", () => {
    assert.equal(decode(["null", "string"], hex("02 02 61")).text, '"a"');
    assert.deepEqual(parsed(["null", "string", "int"], hex("02 02 61")), { string: "a" });
    assert.equal(decode(["null", "string", "int"], hex("00")).text, "null");
  });

  it("reads logical types as what they mean", () => {
    const decimal = { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 };
    assert.equal(decode(decimal, hex("04 fb2e")).text, "-12.34");
    assert.equal(decode({ type: "int", logicalType: "date" }, hex("02")).text, '"1970-01-02"');
    const micros = { type: "long", logicalType: "timestamp-micros" };
    assert.equal(decode(micros, hex("01")).text, '"1969-12-31T23:59:59.999999Z"');
    const local = { type: "long", logicalType: "local-timestamp-millis" };
    assert.equal(decode(local, hex("02")).text, '"1970-01-01T00:00:00.001"');
    const time = { type: "int", logicalType: "time-millis" };
    assert.equal(decode(time, hex("02")).text, '"00:00:00.001"');
    const uuid = { type: "fixed", name: "U", size: 16, logicalType: "uuid" };
    assert.equal(
      decode(uuid, hex("123e4567e89b12d3a456426614174000")).text,
      '"123e4567-e89b-12d3-a456-426614174000"',
    );
  });

  it("finds types of the schemas it refers to", () => {
    const item = {
      type: "record",
      name: "Item",
      namespace: "shop",
      fields: [{ name: "id", type: "long" }],
    };
    const order = {
      type: "record",
      name: "Order",
      namespace: "shop",
      fields: [{ name: "items", type: { type: "array", items: "shop.Item" } }],
    };
    assert.deepEqual(parsed(order, hex("04 02 04 00"), [item]), { items: [{ id: 1 }, { id: 2 }] });
  });

  it("says what is wrong with data or schema", () => {
    assert.match(decode("string", hex("10 61")).reason ?? "", /8 bytes are announced/);
    assert.match(decode("int", hex("02 02")).reason ?? "", /follow the end/);
    assert.match(decode(["null", "int"], hex("08")).reason ?? "", /branch of a union 4/);
    assert.match(
      decode("shop.Unknown", hex("00")).reason ?? "",
      /does not say what shop.Unknown is/,
    );
    assert.match(decode({ type: "record" }, hex("00")).reason ?? "", /without a name/);
  });

  it("survives schemas and data that would go on without end", () => {
    const endless = { type: "record", name: "R", fields: [{ name: "r", type: "R" }] };
    assert.match(decode(endless, hex("00")).reason ?? "", /nested deeper/);
    const nulls = decode({ type: "array", items: "null" }, hex("feffffffffffffffff01"));
    assert.equal(nulls.isCut, true);
  });

  it("never fails on changed bytes", () => {
    const good = Type.forSchema(tree as Schema).toBuffer({
      label: "a",
      children: [{ label: "b", children: [] }],
    });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        assert.ok(decode(tree, bytes).text.length > 0);
      }),
    );
  });
});
