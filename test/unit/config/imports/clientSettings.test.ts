import assert from "node:assert/strict";
import { importClusters } from "../../../../src/config/imports/importClusters";
import type { ImportedCluster } from "../../../../src/config/imports/importedCluster";
import { draftProblem } from "../../../../src/config/parseProfiles";

const java = (text: string): ImportedCluster => one(text, "clientProperties");
function one(
  text: string,
  source: "clientProperties" | "librdkafka" | "environment",
): ImportedCluster {
  const [cluster, ...others] = importClusters(text, source, "imported").clusters;
  assert.ok(cluster);
  assert.deepEqual(others, []);
  return cluster;
}

describe("importing client.properties", () => {
  it("reads SCRAM over TLS, and keeps the password apart", () => {
    const { draft, secrets, notes } = java(`
# staging
bootstrap.servers = broker-1:9093, \\
  broker-2:9093
security.protocol: SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
  username="alice" \\
  password="p\\\\\\"q;=";
ssl.truststore.type=PEM
ssl.truststore.location=/etc/ca.pem
group.id=billing
max.poll.records=5
`);
    assert.deepEqual(draft, {
      name: "imported",
      bootstrapServers: ["broker-1:9093", "broker-2:9093"],
      isProduction: false,
      isReadOnly: false,
      security: {
        protocol: "SASL_SSL",
        tls: { caFile: "/etc/ca.pem" },
        sasl: { mechanism: "SCRAM-SHA-512", username: "alice" },
      },
    });
    assert.deepEqual(secrets, { password: 'p"q;=' });
    assert.deepEqual(notes, ["Ignored: group.id, max.poll.records."]);
    assert.equal(draftProblem(draft), undefined);
  });

  it("reads OAUTHBEARER by client credentials with its extensions", () => {
    const { draft, secrets } = java(`bootstrap.servers=a:1
security.protocol=SASL_SSL
sasl.mechanism=OAUTHBEARER
sasl.oauthbearer.token.endpoint.url=https://idp/token
sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId='c' clientSecret='s3cret' scope='kafka' extension_logicalCluster='lkc-1' extension_identityPoolId='pool-1';
`);
    assert.deepEqual(draft.security?.sasl, {
      mechanism: "OAUTHBEARER",
      tokenEndpoint: "https://idp/token",
      clientId: "c",
      scope: "kafka",
      extensions: { logicalCluster: "lkc-1", identityPoolId: "pool-1" },
    });
    assert.deepEqual(secrets, { clientSecret: "s3cret" });
  });

  it("reads AWS MSK IAM, with the region of the servers' names", () => {
    const { draft, notes } =
      java(`bootstrap.servers=b-1.demo.x.c2.kafka.eu-west-1.amazonaws.com:9098
security.protocol=SASL_SSL
sasl.mechanism=AWS_MSK_IAM
sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName="dev";
sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
`);
    assert.deepEqual(draft.security?.sasl, {
      mechanism: "AWS_MSK_IAM",
      region: "eu-west-1",
      awsProfile: "dev",
    });
    assert.deepEqual(notes, ["Ignored: sasl.client.callback.handler.class."]);
    assert.equal(draftProblem(draft), undefined);
  });

  it("takes a PKCS#12 keystore, and says how to convert a JKS one", () => {
    const keystore = (type: string): ImportedCluster =>
      java(`bootstrap.servers=a:1
security.protocol=SSL
ssl.keystore.location=/k.store
ssl.keystore.type=${type}
ssl.keystore.password=pass
ssl.truststore.location=/t.jks
`);
    assert.deepEqual(keystore("PKCS12").draft.security?.tls, { pkcs12File: "/k.store" });
    assert.deepEqual(keystore("PKCS12").secrets, { keyPassphrase: "pass" });
    const { draft, secrets, notes } = keystore("JKS");
    assert.deepEqual([draft.security, secrets], [{ protocol: "SSL" }, {}]);
    assert.match(notes.join(" "), /truststore \/t\.jks is JKS.*keystore \/k\.store is JKS/);
  });

  it("does not turn off what protects, and says so", () => {
    const { draft, notes } = java(`bootstrap.servers=a:1
security.protocol=SSL
ssl.endpoint.identification.algorithm=none
ssl.ca.location=ca.pem
`);
    assert.deepEqual(draft.security, { protocol: "SSL" });
    assert.match(notes.join(" "), /relative path.*Names in certificates are checked/);
  });

  it("does not follow references to other files", () => {
    const { secrets, notes } = java(`bootstrap.servers=a:1
security.protocol=SASL_SSL
sasl.mechanism=PLAIN
sasl.username=alice
sasl.password=\${file:/etc/passwd:root}
`);
    assert.deepEqual(secrets, {});
    assert.deepEqual(notes, [
      "sasl.password refers to a value that stands elsewhere: enter it in the form.",
    ]);
  });

  it("moves a registry's password out of its address", () => {
    const { draft, secrets } = java(
      "bootstrap.servers=a:1\nschema.registry.url=https://bob:p%40ss@registry:8081/\n",
    );
    assert.deepEqual(draft.schemaRegistry, {
      url: "https://registry:8081",
      authentication: "basic",
      username: "bob",
    });
    assert.deepEqual(secrets, { registryPassword: "p@ss" });
  });

  const login = (jaas: string): string =>
    `bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=${jaas}\n`;
  const plain = "org.apache.kafka.common.security.plain.PlainLoginModule";
  for (const [text, reason] of [
    ["", /no bootstrap servers/],
    ["bootstrap.servers=http://a", /not the address of a Kafka broker/],
    ["bootstrap.servers=a:1\nsecurity.protocol=TLS", /security\.protocol TLS is not known/],
    ["bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL", /no sasl\.mechanism/],
    ["bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=GSSAPI", /Kerberos/],
    [
      login('com.sun.security.auth.module.JndiLoginModule required user.provider.url="ldap://x";'),
      /login module JndiLoginModule is refused/,
    ],
    [login("com.sun.security.auth.module.LdapLoginModule required;"), /LdapLoginModule is refused/],
    [login("com.sun.security.auth.module.Krb5LoginModule required;"), /Kerberos/],
    [login("evil.PlainLoginModule required;"), /PlainLoginModule is refused/],
    [login("__proto__ required;"), /refused/],
    [login("constructor required;"), /refused/],
    [login(`${plain} required username="a" password="b"; ${plain} required;`), /more than one/],
    [login(`${plain} required username="a`), /cannot be read/],
    [login(`${plain} username="a";`), /cannot be read/],
    [login(`${plain} required username;`), /cannot be read/],
    [" ".repeat(256 * 1024 + 1), /more than 262144 characters/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 200))}`, () => {
      assert.throws(() => java(text), { kind: "invalidInput", message: reason });
    });
  }

  it("names what it ignores, but not without end", () => {
    const many = Array.from({ length: 500 }, (_, index) => `key.${index}=1`).join("\n");
    const { notes } = java(`bootstrap.servers=a:1\n${many}`);
    assert.match(notes.join(), /^Ignored: key\.0, .* and 480 more\.$/);
  });

  it("names no lines of a key or a token that stand where names should", () => {
    const key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
    const lines = ["-----BEGIN PRIVATE KEY-----", key, "Zm9v==", token].join("\n");
    assert.deepEqual(java(`bootstrap.servers=a:1\n${lines}`).notes, ["Ignored: 4 lines."]);
    assert.deepEqual(java(`bootstrap.servers=a:1\na.b=1\n${key}`).notes, [
      "Ignored: a.b and 1 more.",
    ]);
  });

  it("takes no path to another machine, which would learn who the user is", () => {
    const text = "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.type=PEM\n";
    const { draft, notes } = java(`${text}ssl.truststore.location=\\\\\\\\evil\\\\share\\\\ca.pem`);
    assert.deepEqual(draft.security, { protocol: "SSL" });
    assert.match(notes.join(), /ssl\.truststore\.location is a path to another machine/);
  });

  it("reads a registry's user whose percent signs mean nothing", () => {
    const { draft, secrets } = java(
      "bootstrap.servers=a:1\nschema.registry.url=https://bob:100%zz@registry",
    );
    assert.equal(draft.schemaRegistry?.username, "bob");
    assert.deepEqual(secrets, { registryPassword: "100%zz" });
  });
});

describe("importing a librdkafka configuration", () => {
  it("reads the names of librdkafka, without escapes", () => {
    const { draft, secrets } = one(
      `# kcat
metadata.broker.list=a:1
security.protocol=sasl_ssl
sasl.mechanisms=PLAIN
sasl.username=alice
sasl.password=a\\b#c=d
ssl.ca.location=/ca.pem
ssl.certificate.location=/c.pem
ssl.key.location=/k.pem
ssl.key.password=k
enable.ssl.certificate.verification=false
`,
      "librdkafka",
    );
    assert.deepEqual(draft.security, {
      protocol: "SASL_SSL",
      tls: { caFile: "/ca.pem", certificateFile: "/c.pem", keyFile: "/k.pem" },
      sasl: { mechanism: "PLAIN", username: "alice" },
    });
    assert.deepEqual(secrets, { password: "a\\b#c=d", keyPassphrase: "k" });
  });
});

describe("importing an environment", () => {
  it("reads KAFKA_ variables, and leaves out the rest without naming it", () => {
    const { draft, secrets, notes } = one(
      `export KAFKA_BROKERS="a:1,b:2"
KAFKA_SECURITY_PROTOCOL=SASL_SSL
KAFKA_SASL_MECHANISM=PLAIN
KAFKA_API_KEY=alice
KAFKA_API_SECRET='s3 cret'
SCHEMA_REGISTRY_URL=http://registry:8081
KAFKA_GROUP_ID=billing
DATABASE_PASSWORD=other
`,
      "environment",
    );
    assert.deepEqual(draft.bootstrapServers, ["a:1", "b:2"]);
    assert.deepEqual(draft.security?.sasl, { mechanism: "PLAIN", username: "alice" });
    assert.deepEqual(draft.schemaRegistry, { url: "http://registry:8081" });
    assert.deepEqual(secrets, { password: "s3 cret" });
    assert.deepEqual(notes, ["Ignored: group.id."]);
  });

  it("reads BOOTSTRAP_SERVERS alone", () => {
    assert.deepEqual(one("BOOTSTRAP_SERVERS=a:1", "environment").draft.bootstrapServers, ["a:1"]);
  });
});
