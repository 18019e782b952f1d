import assert from "node:assert/strict";
import { MessageDecoder } from "../../../../src/decode/messageDecoder";
import { readLocalSchemas } from "../../../../src/panels/peek/localSchemas";
import { MemoryGateway } from "../../../support/memoryGateway";
import { never, peekInto, values } from "../../../support/peekSession";

const files = new Map([
  ["order.avsc", '{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}'],
  ["order.proto", 'syntax = "proto3"; message A { int64 id = 1; } message B { string id = 1; }'],
]);
const readText = (file: string): Promise<string> => {
  const text = files.get(file);
  return text === undefined ? Promise.reject(new Error(`no ${file}`)) : Promise.resolve(text);
};

const unreported = (error: unknown): void => {
  assert.ifError(error);
};

describe("schemas of a person's own", () => {
  it("are read from Avro and Protobuf files, those that cannot be are left out", async () => {
    const reported: unknown[] = [];
    const setting = [
      { name: "orders", file: "order.avsc" },
      { name: "b", file: "order.proto", message: "B" },
      { name: "gone", file: "gone.avsc" },
      { name: "other", file: "order.txt" },
      { file: "order.avsc" },
      7,
    ];
    const schemas = await readLocalSchemas(setting, readText, (error) => reported.push(error));
    assert.deepEqual(
      schemas.map(({ name, schema }) => [name, schema.format]),
      [
        ["orders", "avro"],
        ["b", "protobuf"],
      ],
    );
    assert.equal(reported.length, 4);
    assert.deepEqual(await readLocalSchemas("x", readText, unreported), []);
  });

  it("are among the decodings of a panel", async () => {
    const gateway = new MemoryGateway();
    gateway.addTopic("orders", 1)[0]?.append({ value: Buffer.from([0x54]) });
    const setting = [{ name: "orders", file: "order.avsc" }];
    const peek = peekInto(gateway, "orders", {
      decoder: new MessageDecoder(),
      localSchemas: () => readLocalSchemas(setting, readText, unreported),
    });
    const { decodings } = await peek.handlers.open({}, never());
    assert.deepEqual(decodings.at(-1), { id: "schema:orders", label: "orders (Avro)" });
    const page = await peek.read({ decodings: { key: "auto", value: "schema:orders" } });
    assert.deepEqual(values(page), ['{ "id": 42 }']);
  });
});
