const jaas =
  'org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b\\"c";';

const composeFile = `x-common: &common
  KAFKA_NODE_ID: 1
services:
  kafka:
    image: apache/kafka:4.3.0
    ports: ["9092:9092", {target: 29092, published: "39092"}]
    environment:
      <<: *common
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092,INSIDE://kafka:29092
  registry:
    image: confluentinc/cp-schema-registry
    command: sh -c "run"
    environment:
      - SCHEMA_REGISTRY_HOST_NAME=\${NAME:-registry}
`;

const otherExtension = JSON.stringify([
  { name: "one", bootstrap: "localhost:9092", saslOption: { mechanism: "plain", username: "u" } },
  { name: "two", brokers: ["a:1", "b:2"], ssl: { ca: "/ca.pem" }, securityProtocol: "SSL" },
]);

/** As the tools write them, one of each kind. */
export const configurationTexts: readonly string[] = [
  `bootstrap.servers=localhost:9092,b:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=${jaas}\nssl.truststore.location=/trust.pem\nssl.truststore.type=PEM\nschema.registry.url=https://u:p@registry:8081\n`,
  "metadata.broker.list=a:1\nsasl.mechanisms=SCRAM-SHA-256\nsasl.username=u\nsasl.password=p\nssl.ca.location=/ca.pem\n",
  'export KAFKA_BOOTSTRAP_SERVERS="localhost:9092"\nKAFKA_SASL_MECHANISM=OAUTHBEARER\nKAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL=https://x/token\n',
  composeFile,
  otherExtension,
];

/** Pieces of them, and what parsers trip over. */
export const configurationWords: readonly string[] = [
  "bootstrap.servers=",
  "bootstrap.servers=a:1\n",
  "KAFKA_BROKERS=a\n",
  "security.protocol=SASL_SSL\n",
  "      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:1\n    ports: ['1:1']\n",
  "sasl.jaas.config=",
  jaas,
  'username="',
  "schema.registry.url=http://%zz@h\n",
  "basic.auth.user.info=",
  "services:\n",
  "  a: &a [*a, *a]\n",
  "&b ",
  "*b",
  "<<: *b\n",
  "${A:-",
  "}",
  "9092:9092",
  "__proto__",
  '{"__proto__":{"polluted":true}}',
  "constructor=1\n",
  "\\",
  "\\u00",
  "\n",
  "\r",
  "#",
  "=",
  ":",
  '"',
  "'",
  "`",
  "[",
  "{",
  "- ",
  "  ",
  "!!js/function x",
  "\ufeff",
  "\u2028",
  "a",
];

/** Values of the setting that holds the clusters. */
export const profileSamples: readonly unknown[] = [
  [{ id: "a", name: "demo", bootstrapServers: ["localhost:9092"], color: "red", readOnly: true }],
  [
    {
      name: "secured",
      bootstrapServers: "a:1, b:2",
      security: {
        protocol: "SASL_SSL",
        sasl: { mechanism: "SCRAM-SHA-512", username: "u" },
        tls: { caFile: "/ca.pem", serverName: "kafka" },
      },
      addressMap: { "kafka:9092": "localhost:19092" },
      maxVersions: { Fetch: 11 },
      schemaRegistry: { url: "http://localhost:8081", authentication: "basic", username: "u" },
      connectTimeoutMs: 1000,
    },
    { name: "second", bootstrapServers: ["c:3"] },
  ],
];
