import assert from "node:assert/strict";
import fc from "fast-check";
import type { Decoded } from "../../../src/decode/format";
import { MessageDecoder, type FormatChoice } from "../../../src/decode/messageDecoder";
import type { RegisteredSchema, SchemaId } from "../../../src/decode/schemas/schemaSource";
import { SchemaStore } from "../../../src/decode/schemas/schemaStore";
import { KafkaError } from "../../../src/kafka/errors";
import { hex } from "../../support/bytes";
import type { MessageDraft } from "../../support/memoryLog";
import { messageOf } from "../../support/messages";

const options = { maxCharacters: 64 * 1024 };
const guid = "123e4567-e89b-12d3-a456-426614174000";

const schemas: Readonly<Record<string, RegisteredSchema>> = {
  1: { type: "avro", text: '"long"', references: [] },
  2: {
    type: "protobuf",
    text: "message A { message B {} message C { int32 x = 1; } } message D { int32 y = 1; }",
    references: [],
  },
  3: { type: "json", text: "{}", references: [] },
  4: { type: "avro", text: "{", references: [] },
  [guid]: { type: "avro", text: '"string"', references: [] },
};

class FakeRegistry {
  asked: SchemaId[] = [];

  byId(id: SchemaId): Promise<RegisteredSchema> {
    this.asked.push(id);
    const found = schemas[id];
    const missing = new KafkaError("The schema registry does not have it.", { kind: "notFound" });
    return found === undefined ? Promise.reject(missing) : Promise.resolve(found);
  }
}

function decode(
  draft: MessageDraft,
  choice: FormatChoice = { format: "auto" },
  registry: FakeRegistry | undefined = new FakeRegistry(),
): Promise<Decoded> {
  return new MessageDecoder(new SchemaStore(registry)).decode(
    messageOf(draft),
    "value",
    choice,
    options,
  );
}

const value = (digits: string): MessageDraft => ({ value: hex(digits) });

describe("MessageDecoder", () => {
  it("tells a tombstone from an empty value in every format", async () => {
    for (const format of ["auto", "json", "long", "schemaRegistry"] as const) {
      assert.equal((await decode({ value: undefined }, { format })).kind, "missing");
      const empty = await decode({ value: "" }, { format });
      assert.equal(empty.kind, "empty");
      assert.equal(empty.reason, undefined);
    }
  });

  it("finds text and JSON by itself", async () => {
    assert.equal((await decode({ value: "plain" })).format, "text");
    const json = await decode({ value: '{"id":9007199254740993}' });
    assert.equal(json.format, "json");
    assert.equal(json.text, '{\n  "id": 9007199254740993\n}');
  });

  it("finds MessagePack and CBOR objects, and does not take numbers for them", async () => {
    assert.equal((await decode(value("81 a1 61 ff"))).format, "messagePack");
    assert.equal((await decode(value("a1 61 61 20"))).format, "cbor");
    assert.equal((await decode(value("00 00 00 00 00 00 00 03"))).format, "hex");
  });

  it("gives hex with the reason when nothing fits", async () => {
    const decoded = await decode(value("c1 ff ff"), { format: "auto" });
    assert.equal(decoded.format, "hex");
    assert.equal(decoded.text, "c1 ff ff");
    assert.match(decoded.reason ?? "", /^It is not UTF-8 text: byte 0 .* MessagePack or CBOR/);
  });

  it("does not take the place where it stopped to look for a fault of the text", async () => {
    const { reason } = await decode({ value: `x${"\x01\x01é".repeat(options.maxCharacters)}` });
    assert.match(reason ?? "", /control characters/);
  });

  it("reads data that names its schema", async () => {
    const avro = await decode(value("00 00000001 8280808080808020"));
    assert.equal(avro.text, "9007199254740993");
    assert.equal(avro.schema, "Avro long (id 1)");
    assert.equal(avro.format, "schemaRegistry");
    const json = await decode({ value: Buffer.concat([hex("00 00000003"), Buffer.from("[1]")]) });
    assert.equal(json.text, "[\n  1\n]");
    assert.equal(json.schema, "JSON Schema (id 3)");
  });

  it("does not take a small number in binary for data that names a schema", async () => {
    const registry = new FakeRegistry();
    const { reason } = await decode(value("0000000000000003"), { format: "auto" }, registry);
    assert.match(reason ?? "", /control characters/);
    assert.deepEqual(registry.asked, []);
  });

  it("finds the Protobuf message by its indexes", async () => {
    const first = await decode(value("00 00000002 00"));
    assert.equal(first.schema, "Protobuf A (id 2)");
    const nested = await decode(value("00 00000002 04 00 02 08 05"));
    assert.equal(nested.schema, "Protobuf A.C (id 2)");
    assert.equal(nested.text, '{\n  "x": 5\n}');
    const second = await decode(value("00 00000002 02 02 08 05"));
    assert.equal(second.schema, "Protobuf D (id 2)");
    const none = await decode(value("00 00000002 02 08"));
    assert.match(none.reason ?? "", /no message at position 4/);
  });

  it("reads data whose schema stands in a header", async () => {
    const header = Buffer.concat([hex("01"), hex(guid.replaceAll("-", ""))]);
    const decoded = await decode({ value: hex("02 61"), headers: [["__value_schema_id", header]] });
    assert.equal(decoded.text, '"a"');
    assert.equal(decoded.schema, `Avro string (id ${guid})`);
  });

  it("says why a schema could not be had", async () => {
    const missing = await decode(value("00 00000009 01"));
    assert.equal(missing.format, "hex");
    assert.equal(missing.reason, "Schema 9: The schema registry does not have it.");
    assert.match((await decode(value("00 00000004 01"))).reason ?? "", /not JSON/);
    assert.match(
      (await decode({ value: "text" }, { format: "schemaRegistry" })).reason ?? "",
      /names no schema/,
    );
    const alone = await new MessageDecoder().decode(
      messageOf(value("00 00000001 02")),
      "value",
      { format: "schemaRegistry" },
      options,
    );
    assert.match(alone.reason ?? "", /names schema 1, and no schema registry is set/);
  });

  it("reads by a local schema, with or without a registry's frame", async () => {
    const schema = { text: '"string"', references: [] };
    assert.equal((await decode(value("02 61"), { format: "avro", schema })).text, '"a"');
    const framed = await decode(value("00 00000001 02 61"), { format: "avro", schema });
    assert.equal(framed.text, '"a"');
    assert.equal(framed.sizeBytes, 7);
    const proto = { text: "message M { int32 x = 1; }", references: [] };
    for (const digits of ["08 05", "00 00000001 00 08 05"]) {
      const decoded = await decode(value(digits), {
        format: "protobuf",
        schema: proto,
        message: "M",
      });
      assert.equal(decoded.text, '{\n  "x": 5\n}');
    }
  });

  it("takes a local schema's frame away once only", async () => {
    const schema = { text: '"string"', references: [] };
    const zeros = await decode({ value: Buffer.alloc(1_000_000) }, { format: "avro", schema });
    assert.match(zeros.reason ?? "", /follow the end/);
  });

  it("never fails, whatever the bytes", async () => {
    const decoder = new MessageDecoder(new SchemaStore(new FakeRegistry()));
    const starts = fc.constantFrom("", "0000000001", "0000000002", "0000000003");
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 100 }), async (start, rest) => {
        const bytes = Buffer.concat([hex(start), rest]);
        const decoded = await decoder.decode(
          messageOf({ value: bytes }),
          "value",
          { format: "auto" },
          { maxCharacters: 50 },
        );
        assert.ok(decoded.text.length <= 50);
        assert.equal(decoded.sizeBytes, bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("SchemaStore", () => {
  it("asks once for each schema, also while the answer is under way", async () => {
    const registry = new FakeRegistry();
    const store = new SchemaStore(registry);
    await Promise.all([store.compiled(1), store.compiled(1)]);
    await store.compiled(1);
    assert.deepEqual(registry.asked, [1]);
  });

  it("asks again for what failed, after a while", async () => {
    let nowMs = 0;
    const registry = new FakeRegistry();
    const store = new SchemaStore(registry, { nowMs: () => nowMs });
    await assert.rejects(store.compiled(9));
    await assert.rejects(store.compiled(9));
    assert.deepEqual(registry.asked, [9]);
    nowMs = 60_000;
    await assert.rejects(store.compiled(9));
    assert.deepEqual(registry.asked, [9, 9]);
  });

  it("lets one asker give up without failing the others", async () => {
    let answer!: (schema: RegisteredSchema) => void;
    const asked = new Promise<RegisteredSchema>((resolve) => (answer = resolve));
    const store = new SchemaStore({ byId: () => asked });
    const controller = new AbortController();
    const one = store.compiled(1, controller.signal);
    const other = store.compiled(1, new AbortController().signal);
    controller.abort(new Error("enough"));
    await assert.rejects(one, /enough/);
    answer({ type: "avro", text: '"long"', references: [] });
    assert.equal((await other)(hex("02"), options).text, "1");
  });
});
