import assert from "node:assert/strict";
import type { ClusterDraft, ClusterProfile } from "../../src/config/clusterProfile";
import type { ClusterProfiles } from "../../src/config/clusterProfiles";
import {
  secretNames,
  type ClusterSecurity,
  type SecretName,
  type Secrets,
} from "../../src/config/clusterSecurity";
import { exportClientProperties, exportSettings } from "../../src/config/exports";
import { createClusterGateway } from "../../src/kafka/connection/createClusterGateway";
import { SchemaRegistry } from "../../src/registry/schemaRegistry";
import { errorLogger } from "../../src/ui/errorLog";
import { failureLine } from "../../src/ui/userMessage";
import { MemorySecretStorage } from "../support/memorySecretStorage";
import { recordingLog } from "../support/recordingLog";
import { SecuredTestKafka } from "../support/securedKafka";
import { testProfiles } from "../support/testProfiles";
import { fakeConfiguration } from "../support/vscode";

const canaryOf = (name: SecretName): string => `canary-${name}-51f0`;
const canaries: Secrets = Object.fromEntries(secretNames.map((name) => [name, canaryOf(name)]));

/** However it may have been written. */
const pattern = new RegExp(
  secretNames
    .flatMap((name) => [
      canaryOf(name),
      Buffer.from(canaryOf(name)).toString("base64").replace(/=+$/, ""),
      Buffer.from(`\0alice\0${canaryOf(name)}`)
        .toString("base64")
        .replace(/=+$/, ""),
    ])
    .join("|"),
);

describe("a secret", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;
  let storage: MemorySecretStorage;
  let profiles: ClusterProfiles;
  let log: ReturnType<typeof recordingLog>;
  let told: string[];

  before(async () => {
    secured = await SecuredTestKafka.start();
  });
  after(() => secured.close());
  beforeEach(() => {
    fakeConfiguration.reset({
      "kafkaOffsets.clusters": [],
      "kafkaOffsets.connectTimeoutMs": 2500,
      "kafkaOffsets.requestTimeoutMs": 5000,
    });
    log = recordingLog();
    told = [];
    storage = new MemorySecretStorage();
    profiles = testProfiles({ storage, warn: (message) => told.push(message) });
  });
  afterEach(() => {
    profiles.dispose();
  });

  const tell = (error: unknown): void => {
    errorLogger(log)(error, "Connecting");
    told.push(failureLine(error));
  };

  async function connect(profile: ClusterProfile): Promise<void> {
    const connection = profiles.connectionTo(profile);
    told.push(JSON.stringify(connection));
    const gateway = createClusterGateway(connection, log);
    try {
      await gateway.describeCluster();
      told.push("connected");
    } catch (error) {
      tell(error);
    } finally {
      await gateway.close();
    }
  }

  /** Everything that leaves the process, or is kept where others can read it. */
  const everything = (): string =>
    [
      ...told,
      ...log.lines,
      JSON.stringify(fakeConfiguration.updates),
      exportSettings(profiles.list().profiles),
      ...profiles.list().profiles.map(exportClientProperties),
    ].join("\n");

  const draftOf = (server: string, security: ClusterSecurity): ClusterDraft => ({
    name: "demo",
    bootstrapServers: [server],
    isReadOnly: false,
    security,
    schemaRegistry: { url: "http://127.0.0.1:1", authentication: "basic", username: "bob" },
  });

  const cases: readonly (readonly [what: string, () => ClusterDraft])[] = [
    ...(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const).map(
      (mechanism) =>
        [
          `a refused ${mechanism} password`,
          () =>
            draftOf(secured.address("saslSsl"), {
              protocol: "SASL_SSL",
              tls: { caFile: secured.certificates.caFile },
              sasl: { mechanism, username: "alice" },
            }),
        ] as const,
    ),
    [
      "a refused token",
      () =>
        draftOf(secured.address("saslPlaintext"), {
          protocol: "SASL_PLAINTEXT",
          sasl: { mechanism: "OAUTHBEARER" },
        }),
    ],
    [
      "a client secret for a token endpoint that is not there",
      () =>
        draftOf(secured.address("saslPlaintext"), {
          protocol: "SASL_PLAINTEXT",
          sasl: {
            mechanism: "OAUTHBEARER",
            tokenEndpoint: "https://127.0.0.1:1/token",
            clientId: "app",
          },
        }),
    ],
    [
      "an AWS key where AWS's mechanism is not offered",
      () =>
        draftOf(secured.address("scramOnly"), {
          protocol: "SASL_PLAINTEXT",
          sasl: { mechanism: "AWS_MSK_IAM", region: "eu-west-1", awsAccessKeyId: "AKIA" },
        }),
    ],
    [
      "a wrong passphrase",
      () => {
        const { caFile, client } = secured.certificates;
        return draftOf(secured.address("mutualTls"), {
          protocol: "SSL",
          tls: {
            caFile,
            certificateFile: client.certificateFile,
            keyFile: client.encryptedKeyFile,
          },
        });
      },
    ],
    [
      "a password for a server whose certificate cannot be trusted",
      () =>
        draftOf(secured.address("unknownAuthority"), {
          protocol: "SASL_SSL",
          tls: { caFile: secured.certificates.caFile },
          sasl: { mechanism: "PLAIN", username: "alice" },
        }),
    ],
    [
      "a password for a server that is not there",
      () =>
        draftOf("127.0.0.1:1", {
          protocol: "SASL_PLAINTEXT",
          sasl: { mechanism: "PLAIN", username: "alice" },
        }),
    ],
  ];

  for (const [what, draft] of cases) {
    it(`stays in the secret storage: ${what}`, async () => {
      const saved = await profiles.add(draft(), canaries);
      await connect(saved);
      await connect({ ...saved, bootstrapServers: ["127.0.0.1:2"] });
      const access = await profiles.registryOf(saved)?.open();
      assert.ok(access);
      const registry = new SchemaRegistry({ ...access, timeoutMs: 1000 });
      await registry.subjects().catch(tell);
      assert.ok(!told.includes("connected"));
      assert.ok(log.lines.length >= 3, "each failure is in the log");
      assert.doesNotMatch(everything(), pattern);
      assert.match([...storage.values.values()].join(), pattern);
    });
  }

  it("opens the connection, and is told nowhere", async () => {
    const draft = draftOf(secured.address("saslSsl"), {
      protocol: "SASL_SSL",
      tls: { caFile: secured.certificates.caFile },
      sasl: { mechanism: "SCRAM-SHA-256", username: "alice" },
    });
    await connect(await profiles.add(draft, { password: "alice-secret" }));
    assert.ok(told.includes("connected"), told.join("\n"));
    assert.doesNotMatch(everything(), /alice-secret/);
  });
});
