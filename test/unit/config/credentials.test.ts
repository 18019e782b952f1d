import assert from "node:assert/strict";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import type { ClusterDraft } from "../../../src/config/clusterProfile";
import type { ClusterSecurity, SaslSettings, Secrets } from "../../../src/config/clusterSecurity";
import { readCredentials } from "../../../src/config/credentials";
import type { Credentials } from "../../../src/kafka/clusterConnection";

const certificate = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n";
const key = "-----BEGIN PRIVATE KEY-----\nMII=\n-----END PRIVATE KEY-----\n";
const encryptedKey =
  "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----\n";

describe("readCredentials", () => {
  let directory: string;
  const at = (name: string): string => path.join(directory, name);

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "credentials-"));
    await writeFile(at("ca.pem"), certificate);
    await writeFile(at("key.pem"), key);
    await writeFile(at("encrypted.pem"), encryptedKey);
    await writeFile(at("both.pem"), key + certificate);
    await writeFile(at("store.p12"), Buffer.from([0x30, 0x82, 0xff]));
    await writeFile(at("huge.pem"), certificate);
    await truncate(at("huge.pem"), 1024 * 1024 + 1);
  });
  after(() => rm(directory, { recursive: true }));

  const read = (security: ClusterSecurity, secrets: Secrets = {}): Promise<Credentials> => {
    const draft: ClusterDraft = {
      name: "demo",
      bootstrapServers: ["a:1"],
      isReadOnly: false,
      security,
    };
    return readCredentials(draft, { secrets, outdated: new Set() });
  };
  const withTls = (tls: ClusterSecurity["tls"], secrets?: Secrets): Promise<Credentials> =>
    read({ protocol: "SSL", tls: tls ?? {} }, secrets);
  const withSasl = async (sasl: SaslSettings, secrets?: Secrets): Promise<unknown> =>
    (await read({ protocol: "SASL_SSL", sasl }, secrets)).sasl;

  it("reads the files that the settings name", async () => {
    const { tls, sasl } = await withTls({
      caFile: at("ca.pem"),
      certificateFile: at("ca.pem"),
      keyFile: at("key.pem"),
      serverName: "kafka",
      skipsVerification: true,
    });
    assert.equal(sasl, undefined);
    assert.deepEqual(tls, {
      ca: certificate,
      certificate,
      key,
      serverName: "kafka",
      skipsVerification: true,
    });
  });

  it("finds the key in the certificate's file, where no other is named", async () => {
    const { tls } = await withTls({ certificateFile: at("both.pem") });
    assert.equal(tls?.key, key + certificate);
  });

  it("reads PKCS#12 as bytes, with its passphrase", async () => {
    const { tls } = await withTls({ pkcs12File: at("store.p12") }, { keyPassphrase: "k" });
    assert.deepEqual([...(tls?.pkcs12 ?? [])], [0x30, 0x82, 0xff]);
    assert.equal(tls?.passphrase, "k");
  });

  it("asks for the passphrase of an encrypted key", async () => {
    const tls = { certificateFile: at("ca.pem"), keyFile: at("encrypted.pem") };
    await assert.rejects(withTls(tls), {
      kind: "authentication",
      message: `The passphrase of ${at("encrypted.pem")} for cluster demo is not stored here. Use Edit Cluster… to enter it.`,
    });
    assert.equal((await withTls(tls, { keyPassphrase: "k" })).tls?.passphrase, "k");
  });

  it("opens a path that begins with ~/ in the home folder", async () => {
    const missing = "~/no-such-file-of-kafka-offsets.pem";
    assert.notEqual(homedir(), "");
    await assert.rejects(withTls({ caFile: missing }), {
      message: `The CA file ${missing} cannot be read: it does not exist.`,
    });
    const fromHome = path.relative(homedir(), at("ca.pem"));
    assert.equal((await withTls({ caFile: `~/${fromHome}` })).tls?.ca, certificate);
  });

  for (const [file, reason] of [
    ["gone.pem", /^The CA file .*gone\.pem cannot be read: it does not exist\.$/],
    [".", /^The CA file .* cannot be read: (it is not a file|EISDIR)\.$/],
    ["huge.pem", /^The CA file .*huge\.pem cannot be read: it has more than 1048576 bytes\.$/],
    ["key.pem", /^The CA file .*key\.pem holds no certificate in PEM\.$/],
    ["a\0b", /^The CA file .* cannot be read: /],
  ] as const) {
    it(`says what is wrong with the CA file ${JSON.stringify(file)}`, async () => {
      await assert.rejects(withTls({ caFile: at(file) }), { kind: "tls", message: reason });
    });
  }

  it("joins each kind of login with its secret", async () => {
    const password = "p";
    assert.deepEqual(
      await withSasl({ mechanism: "SCRAM-SHA-512", username: "alice" }, { password }),
      { mechanism: "SCRAM-SHA-512", username: "alice", password },
    );
    const extensions = { logicalCluster: "l" };
    assert.deepEqual(await withSasl({ mechanism: "OAUTHBEARER", extensions }, { token: "t" }), {
      mechanism: "OAUTHBEARER",
      token: "t",
      extensions,
    });
    const endpoint = { tokenEndpoint: "https://idp", clientId: "c", scope: "s" };
    assert.deepEqual(
      await withSasl(
        { mechanism: "OAUTHBEARER", ...endpoint, tokenCaFile: at("ca.pem") },
        { clientSecret: "cs" },
      ),
      {
        mechanism: "OAUTHBEARER",
        clientCredentials: { ...endpoint, clientSecret: "cs", ca: certificate },
      },
    );
  });

  const region = "eu-west-1";
  const aws = { mechanism: "AWS_MSK_IAM", region } as const;
  for (const [settings, secrets, expected] of [
    [{}, {}, { kind: "default" }],
    [{ awsProfile: "p" }, {}, { kind: "profile", profile: "p" }],
    [{ awsRoleArn: "arn", awsProfile: "p" }, {}, { kind: "role", roleArn: "arn" }],
    [
      { awsAccessKeyId: "AK" },
      { awsSecretAccessKey: "sk", awsSessionToken: "st" },
      { kind: "keys", accessKeyId: "AK", secretAccessKey: "sk", sessionToken: "st" },
    ],
  ] as const) {
    it(`takes AWS credentials of the kind ${expected.kind}`, async () => {
      assert.deepEqual(await withSasl({ ...aws, ...settings }, secrets), { ...aws, aws: expected });
    });
  }

  for (const [sasl, sentence] of [
    [{ mechanism: "PLAIN", username: "alice" }, "The password of alice"],
    [{ mechanism: "OAUTHBEARER" }, "The token"],
    [
      { mechanism: "OAUTHBEARER", tokenEndpoint: "https://idp", clientId: "app" },
      "The client secret of app",
    ],
    [{ ...aws, awsAccessKeyId: "AK" }, "The secret access key of AK"],
  ] as const) {
    it(`says that it lacks: ${sentence}`, async () => {
      await assert.rejects(withSasl(sasl), {
        kind: "authentication",
        message: `${sentence} for cluster demo is not stored here. Use Edit Cluster… to enter it.`,
      });
    });
  }
});
