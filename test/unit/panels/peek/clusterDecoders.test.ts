import assert from "node:assert/strict";
import type { SchemaId, SchemaSource } from "../../../../src/decode/schemas/schemaSource";
import { KafkaError } from "../../../../src/kafka/errors";
import { ClusterDecoders } from "../../../../src/panels/peek/clusterDecoders";
import { MemoryLog } from "../../../support/memoryLog";

describe("ClusterDecoders", () => {
  const asked: SchemaId[] = [];
  const source: SchemaSource = {
    byId: (id) => {
      asked.push(id);
      return Promise.resolve({ type: "avro", text: '"string"', references: [] });
    },
  };

  beforeEach(() => {
    asked.length = 0;
  });

  async function decoded(decoders: ClusterDecoders, clusterId: string): Promise<string> {
    const log = new MemoryLog("orders", 0);
    log.append({ value: Buffer.from([0, 0, 0, 0, 7, 4, 0x68, 0x69]) });
    const [message] = log.messages(0n, 1n, true);
    assert.ok(message);
    const { decoder } = decoders.of(clusterId);
    const options = { maxCharacters: 100 };
    const { text, reason } = await decoder.decode(message, "value", { format: "auto" }, options);
    return reason ?? text;
  }

  it("looks schemas up in the registry of the cluster, each once for all panels", async () => {
    const decoders = new ClusterDecoders((clusterId) =>
      clusterId === "a" ? { key: "1", open: () => Promise.resolve(source) } : undefined,
    );
    assert.equal(await decoded(decoders, "a"), '"hi"');
    assert.equal(await decoded(decoders, "a"), '"hi"');
    assert.deepEqual(asked, [7]);
    assert.deepEqual([decoders.of("a").hasRegistry, decoders.of("b").hasRegistry], [true, false]);
    decoders.dispose();
  });

  it("looks schemas up anew when the registry has another key", async () => {
    let key = "1";
    const decoders = new ClusterDecoders(() => ({ key, open: () => Promise.resolve(source) }));
    await decoded(decoders, "a");
    key = "2";
    await decoded(decoders, "a");
    assert.deepEqual(asked, [7, 7]);
    decoders.dispose();
  });

  it("asks nobody for a cluster without a registry", async () => {
    const decoders = new ClusterDecoders(() => undefined);
    assert.doesNotMatch(await decoded(decoders, "a"), /"hi"/);
    decoders.dispose();
  });

  it("gives the reason when the address is none", async () => {
    const decoders = new ClusterDecoders(() => ({
      key: "1",
      open: () => Promise.reject(new KafkaError("That is no address.", { kind: "invalidInput" })),
    }));
    assert.match(await decoded(decoders, "a"), /That is no address/);
    decoders.dispose();
  });
});
