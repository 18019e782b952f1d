import assert from "node:assert/strict";
import { guessSource, importClusters } from "../../../../src/config/imports/importClusters";
import { KafkaError } from "../../../../src/kafka/errors";

describe("importing another extension's setting", () => {
  const read = (value: unknown): ReturnType<typeof importClusters> =>
    importClusters(JSON.stringify(value), "settings", "");

  it("reads both shapes of the setting kafka.clusters, without passwords", () => {
    const { clusters, notes } = read([
      {
        name: "one",
        bootstrap: "a:1,b:1",
        saslOption: { mechanism: "scram-sha-256", username: "alice", password: "canary" },
        ssl: { ca: "/ca.pem" },
      },
      {
        name: "two",
        brokers: ["c:1"],
        securityProtocol: "SASL_SSL",
        saslMechanism: "AWS_MSK_IAM",
        region: "eu-west-1",
        awsProfile: "dev",
        saslPassword: "canary",
      },
      { name: "three", brokers: ["d:1"], securityProtocol: "PLAINTEXT" },
      { name: "four" },
      "five",
    ]);
    assert.deepEqual(
      clusters.map(({ draft }) => [draft.name, draft.bootstrapServers, draft.security]),
      [
        [
          "one",
          ["a:1", "b:1"],
          {
            protocol: "SASL_SSL",
            tls: { caFile: "/ca.pem" },
            sasl: { mechanism: "SCRAM-SHA-256", username: "alice" },
          },
        ],
        [
          "two",
          ["c:1"],
          {
            protocol: "SASL_SSL",
            sasl: { mechanism: "AWS_MSK_IAM", region: "eu-west-1", awsProfile: "dev" },
          },
        ],
        ["three", ["d:1"], undefined],
      ],
    );
    assert.doesNotMatch(JSON.stringify(clusters), /canary/);
    assert.deepEqual(
      notes.map((note) => note.slice(0, 22)),
      ["Cluster 4 is left out:", "Cluster 5 is left out:"],
    );
  });

  for (const text of ["", "{", "{}", "null", "3"]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => importClusters(text, "settings", ""), { kind: "invalidInput" });
    });
  }
});

describe("guessSource", () => {
  for (const [name, text, source] of [
    ["client.properties", "bootstrap.servers=a:1", "clientProperties"],
    ["docker-compose.yaml", "", "compose"],
    ["compose.yml", "", "compose"],
    ["/home/me/.env", "", "environment"],
    [".env.local", "", "environment"],
    ["vars", "KAFKA_BOOTSTRAP_SERVERS=a:1", "environment"],
    ["kcat.conf", "", "librdkafka"],
    ["config", "metadata.broker.list=a:1", "librdkafka"],
    ["config", "bootstrap.servers: a:1", "clientProperties"],
    ["notes.txt", "hello", undefined],
  ] as const) {
    it(`takes ${name} with ${JSON.stringify(text)} for ${source ?? "nothing it knows"}`, () => {
      assert.equal(guessSource(name, text), source);
    });
  }
});

describe("importClusters", () => {
  for (const [source, text] of [
    [
      "clientProperties",
      `bootstrap.servers=a:1
security.protocol=SASL_SSL
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="canary";
ssl.keystore.location=/k.jks
ssl.keystore.password=canary
ssl.keystore.key=canary
schema.registry.url=https://u:canary@r
other.password=canary
`,
    ],
    [
      "librdkafka",
      "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanisms=PLAIN\nsasl.password=canary\nx=canary\n",
    ],
    ["environment", "KAFKA_BROKERS=a:1\nKAFKA_PASSWORD=canary\nKAFKA_X=canary\n"],
    [
      "settings",
      '[{"name":"a","brokers":["a:1"],"saslMechanism":"PLAIN","saslPassword":"canary"},{"saslPassword":"canary"}]',
    ],
    [
      "compose",
      "services: {k: {environment: {KAFKA_ADVERTISED_LISTENERS: 'SASL_SSL://localhost:1', KAFKA_PASSWORD: canary}, ports: ['1:1']}}",
    ],
  ] as const) {
    it(`keeps a password of ${source} out of everything but the secrets`, () => {
      const { clusters, notes } = importClusters(text, source, "x");
      const shown = clusters.map(({ draft, notes: own }) => ({ draft, own }));
      assert.ok(shown.length > 0);
      assert.doesNotMatch(JSON.stringify([shown, notes]), /canary/);
    });
  }

  for (const jaas of ['x.Y required password="canary"', 'required "canary', "canary"]) {
    it(`refuses ${jaas} without saying the password`, () => {
      const text = `bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.jaas.config=${jaas}\n`;
      assert.throws(
        () => importClusters(text, "clientProperties", "x"),
        (error) => error instanceof KafkaError && !error.message.includes("canary"),
      );
    });
  }

  it("refuses an environment of blanks, which would take hours to read", () => {
    const refusal = { kind: "invalidInput", message: /more than 200 blanks or empty lines/ };
    for (const blank of [" ", "\n", "\r"]) {
      assert.throws(() => importClusters(blank.repeat(200_000), "environment", "x"), refusal);
    }
    const text = `${"\n".repeat(200)}KAFKA_BROKERS=a:1`;
    assert.equal(importClusters(text, "environment", "x").clusters.length, 1);
  });
});
