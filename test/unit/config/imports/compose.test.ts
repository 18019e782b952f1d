import assert from "node:assert/strict";
import { importClusters } from "../../../../src/config/imports/importClusters";
import type { ImportedCluster } from "../../../../src/config/imports/importedCluster";

function compose(text: string): ImportedCluster {
  const [cluster] = importClusters(text, "compose", "shop").clusters;
  assert.ok(cluster);
  return cluster;
}

describe("importing a Docker Compose file", () => {
  it("takes the listener that this computer can reach, and the registry", () => {
    const { draft, notes } = compose(`
services:
  kafka:
    image: apache/kafka:4.3.0
    ports: ["\${KAFKA_PORT:-29092}:29092"]
    environment:
      KAFKA_ADVERTISED_LISTENERS: INTERNAL://kafka:9092,HOST://localhost:29092
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: INTERNAL:PLAINTEXT,HOST:PLAINTEXT
  registry:
    image: confluentinc/cp-schema-registry:8.0.0
    ports:
      - target: 8081
        published: 18081
  web:
    image: nginx
    ports: ["80:80"]
`);
    assert.deepEqual(draft.bootstrapServers, ["localhost:29092"]);
    assert.equal(draft.addressMap, undefined);
    assert.deepEqual(draft.schemaRegistry, { url: "http://localhost:18081" });
    assert.deepEqual(notes, []);
  });

  it("maps an address that only means something inside, where its port is published", () => {
    const { draft } = compose(`
services:
  broker-1:
    environment: ["KAFKA_CFG_ADVERTISED_LISTENERS=PLAINTEXT://broker-1:9092"]
    ports: ["127.0.0.1:19092:9092/tcp"]
  broker-2:
    environment: ["KAFKA_CFG_ADVERTISED_LISTENERS=PLAINTEXT://broker-2:9092"]
    ports: ["19093:9092"]
`);
    assert.deepEqual(draft.bootstrapServers, ["localhost:19092", "localhost:19093"]);
    assert.deepEqual(draft.addressMap, {
      "broker-1:9092": "localhost:19092",
      "broker-2:9092": "localhost:19093",
    });
  });

  it("reads Redpanda's command line", () => {
    for (const command of [
      "redpanda start --advertise-kafka-addr=internal://rp:9092,external://localhost:19092",
      "[redpanda, start, --advertise-kafka-addr, 'internal://rp:9092,external://localhost:19092']",
    ]) {
      const { draft } = compose(`
services:
  rp:
    image: redpandadata/redpanda
    command: ${command}
    ports: ["19092:19092"]
`);
      assert.deepEqual(draft.bootstrapServers, ["localhost:19092"]);
    }
  });

  it("says what is still to be entered for a secured listener", () => {
    const { draft, notes } = compose(`
services:
  kafka:
    environment: { KAFKA_ADVERTISED_LISTENERS: "SASL_SSL://localhost:9093" }
    ports: ["9093:9093"]
`);
    assert.deepEqual(draft.security, { protocol: "SASL_SSL" });
    assert.match(notes.join(), /SASL_SSL: enter/);
  });

  const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]
${Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(", ")}]`).join("\n")}
services: *a12
`;
  for (const [what, text, reason] of [
    ["no YAML", "{", /no services/],
    ["a text", "kafka", /no services/],
    ["no services", "version: 3", /no services/],
    ["no brokers", "services: { web: { image: nginx } }", /no service that is a Kafka broker/],
    [
      "brokers that cannot be reached",
      "services: { k: { environment: { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://k:9092' } } }",
      /published port/,
    ],
    ["aliases without end", bomb, /no services/],
    ["a tag that would make an object", "services: !!js/function 'x'", /no services/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => compose(text), { kind: "invalidInput", message: reason });
    });
  }
});
