import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Credentials } from "../../../src/kafka/clusterConnection";
import { createClusterGateway } from "../../../src/kafka/connection/createClusterGateway";
import type { ClusterGateway } from "../../../src/kafka/gateway";
import type { SecuredListenerName } from "../../../tools/kafka/secured/securedProperties";
import { kafkaError } from "../../support/kafkaError";
import { recordingLog } from "../../support/recordingLog";
import {
  passwordLogin,
  SecuredTestKafka,
  securityOf,
  unsecuredToken,
} from "../../support/securedKafka";

describe("logging in to a secured cluster", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;
  let topic: string;

  before(async () => {
    secured = await SecuredTestKafka.start();
    topic = await secured.kafka.createTopic("open");
    for (const user of ["alice", "client1"]) {
      await secured.allow({ user, resource: "topic", name: topic, operations: ["READ"] });
    }
  });

  after(() => secured.close());

  async function topicsSeen(gateway: ClusterGateway): Promise<readonly string[]> {
    return (await gateway.listTopics()).map((found) => found.topic);
  }

  function seenBy(
    listener: SecuredListenerName,
    credentials: Credentials,
  ): Promise<readonly string[]> {
    return topicsSeen(secured.gateway(listener, credentials));
  }

  for (const listener of ["saslPlaintext", "saslSsl"] as const) {
    for (const mechanism of ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const) {
      it(`is by ${mechanism} on ${listener}, and shows what the user may see`, async () => {
        const alice = { sasl: passwordLogin(mechanism, "alice") };
        const bob = { sasl: passwordLogin(mechanism, "bob") };
        assert.deepEqual(await seenBy(listener, alice), [topic]);
        assert.deepEqual(await seenBy(listener, bob), []);
      });
    }

    it(`is by a token with extensions on ${listener}`, async () => {
      const extensions = { logicalCluster: "lkc-1", identityPoolId: "pool-2" };
      const token = unsecuredToken("alice");
      const sasl = { mechanism: "OAUTHBEARER", token, extensions } as const;
      assert.deepEqual(await seenBy(listener, { sasl }), [topic]);
    });
  }

  it("lets a user read messages over both of a broker's connections", async () => {
    await secured.kafka.produce(topic, [{ value: "one" }]);
    const gateway = secured.gateway("saslSsl", { sasl: passwordLogin("SCRAM-SHA-512", "alice") });
    const pages = await Promise.all(
      Array.from({ length: 8 }, () =>
        gateway.readForward({
          from: [{ topic, partition: 0, offset: 0n }],
          maxMessages: 10,
          isolation: "readCommitted",
        }),
      ),
    );
    assert.deepEqual(
      pages.map(({ messages }) => messages.length),
      pages.map(() => 1),
    );
  });

  for (const mechanism of ["PLAIN", "SCRAM-SHA-256"] as const) {
    it(`says that the password is wrong, of ${mechanism}`, async () => {
      const sasl = passwordLogin(mechanism, "alice", "a-wrong-canary");
      await assert.rejects(
        seenBy("saslPlaintext", { sasl }),
        kafkaError(
          "authentication",
          new RegExp(`^Wrong user or password for alice \\(${mechanism}\\) at localhost:\\d+\\.$`),
        ),
      );
    });
  }

  it("tries a wrong password at one of the bootstrap servers only", async () => {
    const address = secured.address("saslPlaintext");
    const bootstrapServers = [address, address.replace("localhost", "127.0.0.1")];
    const sasl = passwordLogin("SCRAM-SHA-512", "alice", "a-wrong-canary");
    const gateway = secured.gateway("saslPlaintext", { sasl }, { bootstrapServers });
    await assert.rejects(
      gateway.listTopics(),
      kafkaError(
        "authentication",
        /^Wrong user or password for alice \(SCRAM-SHA-512\) at [^ ]+\.$/,
      ),
    );
  });

  it("says that the token is not accepted", async () => {
    const sasl = { mechanism: "OAUTHBEARER", token: unsecuredToken("alice", -10) } as const;
    await assert.rejects(
      seenBy("saslPlaintext", { sasl }),
      kafkaError("authentication", /did not accept the token \(OAUTHBEARER\)/),
    );
  });

  it("sends what AWS credentials sign, and says that they are not accepted", async () => {
    const aws = { kind: "keys", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "canary" } as const;
    const sasl = { mechanism: "AWS_MSK_IAM", region: "eu-central-1", aws } as const;
    await assert.rejects(
      seenBy("saslSsl", { sasl }),
      kafkaError("authentication", /did not accept the AWS credentials \(AWS_MSK_IAM\)\.$/),
    );
  });

  it("names the mechanisms of a listener that does not know the user's", async () => {
    await assert.rejects(
      seenBy("scramOnly", { sasl: passwordLogin("PLAIN", "alice") }),
      kafkaError("authentication", /does not accept PLAIN\. It offers SCRAM-SHA-256\.$/),
    );
  });

  it("says that a listener wants one, and lists its mechanisms", async () => {
    for (const gateway of [
      secured.kafka.gateway({ bootstrapServers: [secured.address("saslPlaintext")] }),
      secured.kafka.gateway({
        bootstrapServers: [secured.address("saslSsl")],
        security: securityOf("SSL", { tls: { ca: secured.certificates.ca } }),
      }),
    ]) {
      await assert.rejects(
        gateway.listTopics(),
        kafkaError(
          "authentication",
          /wants a login by SASL \(.*PLAIN.*\); this connection has none/,
        ),
      );
    }
  });

  it("tells no secret, not even to those who debug", async () => {
    const name = "KAFKAJS_DEBUG_PROTOCOL_BUFFERS";
    const former = process.env[name];
    process.env[name] = "1";
    const log = recordingLog();
    const told: string[] = [];
    try {
      for (const mechanism of ["PLAIN", "SCRAM-SHA-512"] as const) {
        const sasl = passwordLogin(mechanism, "alice", "canary-password");
        const gateway = createClusterGateway(
          {
            bootstrapServers: [secured.address("saslPlaintext")],
            clientId: "canary",
            connectTimeoutMs: 2_500,
            requestTimeoutMs: 15_000,
            security: securityOf("SASL_PLAINTEXT", { sasl }),
          },
          log,
        );
        const error: unknown = await gateway.listTopics().catch((reason: unknown) => reason);
        assert.ok(error instanceof Error);
        told.push(inspect(error, { depth: 20, showHidden: true }));
        await gateway.close();
      }
    } finally {
      if (former === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = former;
    }
    const text = [...told, ...log.lines].join("\n");
    assert.match(text, /Wrong user or password for alice/);
    const secrets = ["canary-password", Buffer.from("canary-password").toString("hex")];
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
  });

  it("says that a listener has no SASL", async () => {
    const gateway = secured.kafka.gateway({
      security: securityOf("SASL_PLAINTEXT", { sasl: passwordLogin("PLAIN", "alice") }),
    });
    await assert.rejects(
      gateway.listTopics(),
      kafkaError("authentication", /has no SASL on this listener: choose PLAINTEXT or SSL/),
    );
  });
});
