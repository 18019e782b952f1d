import assert from "node:assert/strict";
import path from "node:path";
import { Type } from "avsc";
import { MessageDecoder } from "../../src/decode/messageDecoder";
import { SchemaStore } from "../../src/decode/schemas/schemaStore";
import type { Decoded } from "../../src/decode/format";
import type { Message } from "../../src/kafka/model";
import { SchemaRegistry } from "../../src/registry/schemaRegistry";
import { outDirectory } from "../../tools/paths";
import { startRegistry, type Registry } from "../../tools/registry/registry";
import { hex, i32 } from "../support/bytes";
import { kafkaError } from "../support/kafkaError";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

interface Registration {
  readonly schema: string;
  readonly schemaType?: "PROTOBUF" | "JSON";
  readonly references?: readonly { name: string; subject: string; version: number }[];
}

describe("a real schema registry", () => {
  let cluster: TestKafka;
  let registry: Registry;
  let client: SchemaRegistry;

  before(async function () {
    this.timeout(180_000);
    cluster = sharedKafka();
    registry = await startRegistry({ directory: path.join(outDirectory, uniqueName("registry")) });
    client = new SchemaRegistry({ url: registry.url, timeoutMs: 10_000 });
  });

  after(async () => {
    await registry.close();
    await cluster.close();
  });

  /** Returns the id. */
  async function register(subject: string, registration: Registration): Promise<number> {
    const response = await fetch(`${registry.url}/subjects/${subject}/versions`, {
      method: "POST",
      headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
      body: JSON.stringify(registration),
    });
    const answer = (await response.json()) as { id?: number };
    assert.ok(answer.id !== undefined, JSON.stringify(answer));
    return answer.id;
  }

  /** What is decoded of a message that carries this data behind the frame of a schema. */
  async function throughKafka(id: number, data: Uint8Array): Promise<Decoded> {
    const topic = await cluster.createTopic("framed");
    await cluster.produce(topic, [{ value: Buffer.concat([hex("00"), i32(id), data]) }]);
    const message = await firstMessage(topic);
    const decoder = new MessageDecoder(new SchemaStore(client));
    return decoder.decode(message, "value", { format: "auto" }, { maxCharacters: 64 * 1024 });
  }

  async function firstMessage(topic: string): Promise<Message> {
    const tail = cluster.kafka.consumer({ groupId: uniqueName("group") });
    await tail.connect();
    await tail.subscribe({ topic, fromBeginning: true });
    try {
      return await new Promise<Message>((resolve, reject) => {
        tail
          .run({
            eachMessage: ({ message }) => {
              resolve({ ...plain, topic, value: message.value ?? undefined });
              return Promise.resolve();
            },
          })
          .catch(reject);
      });
    } finally {
      await tail.disconnect();
    }
  }

  it("gives Avro schemas with references, by which data reads exactly", async () => {
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
      fields: [
        { name: "placed", type: { type: "long", logicalType: "timestamp-millis" } },
        { name: "items", type: { type: "array", items: "shop.Item" } },
      ],
    };
    const itemSubject = uniqueName("item");
    await register(itemSubject, { schema: JSON.stringify(item) });
    const id = await register(uniqueName("order"), {
      schema: JSON.stringify(order),
      references: [{ name: "shop.Item", subject: itemSubject, version: 1 }],
    });
    const whole = {
      ...order,
      fields: [order.fields[0], { name: "items", type: { type: "array", items: item } }],
    };
    const data = Type.forSchema(whole as never).toBuffer({
      placed: 1_795_183_200_220,
      items: [{ id: 1 }],
    });
    // the largest long, which no JavaScript number holds
    const exact = Buffer.concat([data.subarray(0, -2), hex("feffffffffffffffff01 00")]);
    const decoded = await throughKafka(id, exact);
    assert.equal(decoded.reason, undefined);
    assert.equal(decoded.schema, `Avro shop.Order (id ${id})`);
    assert.match(decoded.text, /"placed": "2026-11-20T14:00:00.22Z"/);
    assert.match(decoded.text, /"id": 9223372036854775807\n/);
  });

  it("gives Protobuf schemas with imports, and finds nested messages by their indexes", async () => {
    const imported = uniqueName("money");
    await register(imported, {
      schemaType: "PROTOBUF",
      schema: 'syntax = "proto3"; package pay; message Money { int64 units = 1; }',
    });
    const id = await register(uniqueName("invoice"), {
      schemaType: "PROTOBUF",
      schema:
        'syntax = "proto3"; package shop; import "money.proto"; message Other {} message Invoice { message Line { string text = 1; pay.Money price = 2; } }',
      references: [{ name: "money.proto", subject: imported, version: 1 }],
    });
    const line = hex("04 02 00  0a 02 c3bc 12 09 08 8180808080808010");
    const decoded = await throughKafka(id, line);
    assert.equal(decoded.reason, undefined);
    assert.equal(decoded.schema, `Protobuf shop.Invoice.Line (id ${id})`);
    assert.equal(
      decoded.text,
      '{\n  "text": "ü",\n  "price": {\n    "units": 9007199254740993\n  }\n}',
    );
  });

  it("gives JSON schemas", async () => {
    const id = await register(uniqueName("json"), {
      schemaType: "JSON",
      schema: '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}',
    });
    const decoded = await throughKafka(id, Buffer.from('{"id":9007199254740993}'));
    assert.equal(decoded.text, '{\n  "id": 9007199254740993\n}');
    assert.equal(decoded.schema, `JSON Schema (id ${id})`);
  });

  it("lists subjects and their versions", async () => {
    const subject = uniqueName("listed/with space");
    await register(encodeURIComponent(subject), { schema: '"string"' });
    assert.ok((await client.subjects()).includes(subject));
    assert.deepEqual(await client.versions(subject), [1]);
    assert.equal((await client.bySubject(subject, "latest")).text, '"string"');
  });

  it("says that it does not have a schema", async () => {
    await assert.rejects(client.byId(987_654), kafkaError("notFound"));
  });
});

const plain = {
  partition: 0,
  offset: 0n,
  timestampMs: 0n,
  timestampType: "createTime",
  key: undefined,
  headers: [],
  isAborted: false,
  batch: {
    baseOffset: 0n,
    lastOffset: 0n,
    codec: "none",
    sizeBytes: 0,
    leaderEpoch: 0,
    producerId: -1n,
    producerEpoch: -1,
    isTransactional: false,
  },
} as const;
