import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { TlsCredentials } from "../../../src/kafka/clusterConnection";
import type { ClusterGateway, OffsetRange } from "../../../src/kafka/gateway";
import type { SecuredListenerName } from "../../../tools/kafka/secured/securedProperties";
import { eventually } from "../../support/eventually";
import { kafkaError } from "../../support/kafkaError";
import { socketCount } from "../../support/processActivity";
import { passwordLogin, SecuredTestKafka, securityOf } from "../../support/securedKafka";

describe("a cluster behind TLS", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;

  before(async () => {
    secured = await SecuredTestKafka.start();
    await secured.allow({ user: "client1", resource: "cluster", operations: ["DESCRIBE"] });
  });

  after(() => secured.close());

  async function brokersOf(listener: SecuredListenerName, tls?: TlsCredentials): Promise<number> {
    const gateway = secured.gateway(listener, tls === undefined ? {} : { tls });
    return (await gateway.describeCluster()).brokers.length;
  }

  it("is reached by its own authority", async () => {
    assert.equal(await brokersOf("ssl"), 1);
  });

  it("is reached without verification where that is wanted", async () => {
    assert.equal(await brokersOf("unknownAuthority", { skipsVerification: true }), 1);
  });

  it("is reached by a name of the user's choice", async () => {
    const { ca } = secured.certificates;
    const serverName = "one.other-host.example";
    assert.equal(await brokersOf("otherName", { ca, serverName }), 1);
  });

  it("must have a certificate for its own name, wherever the address map leads", async () => {
    const connect = (bootstrap: string, host: string): Promise<unknown> => {
      const addressMap = { [bootstrap]: `${host}:${secured.servers.port("otherName")}` };
      const bootstrapServers = [bootstrap];
      return secured.gateway("otherName", {}, { bootstrapServers, addressMap }).describeCluster();
    };
    await connect("other-host.example:9092", "localhost");
    await connect("one.other-host.example:9092", "127.0.0.1");
    await assert.rejects(
      connect("10.1.2.3:9092", "localhost"),
      kafkaError(
        "tls",
        /is for other-host\.example.*, not 10\.1\.2\.3\. The connection led to localhost:/,
      ),
    );
  });

  it("is not reached where the authority is unknown, which is named", async () => {
    await assert.rejects(
      brokersOf("unknownAuthority"),
      kafkaError("tls", /not signed by a trusted authority: it was issued by Other Authority\.$/),
    );
    await assert.rejects(brokersOf("ssl", {}), kafkaError("tls", /issued by Test Authority\.$/));
  });

  it("is not reached where its certificate is for another name, which is told", async () => {
    await assert.rejects(
      brokersOf("otherName"),
      kafkaError("tls", /is for other-host\.example, \*\.other-host\.example, not localhost\.$/),
    );
  });

  it("is not reached where its certificate has expired, and the day is told", async () => {
    await assert.rejects(
      brokersOf("expired"),
      kafkaError("tls", /^The certificate of localhost:\d+ expired on 2020-02-01 \(your clock: 20/),
    );
  });

  it("is told from one without TLS, both ways", async () => {
    const { ca } = secured.certificates;
    const [plaintext = ""] = secured.kafka.bootstrapServers;
    const tlsToPlaintext = secured.kafka.gateway({ security: securityOf("SSL", { tls: { ca } }) });
    await assert.rejects(
      tlsToPlaintext.describeCluster(),
      kafkaError("tls", new RegExp(`^${plaintext} does not answer TLS; try PLAINTEXT`)),
    );
    const plaintextToTls = secured.kafka.gateway({ bootstrapServers: [secured.address("ssl")] });
    await assert.rejects(
      plaintextToTls.describeCluster(),
      kafkaError("tls", /expects TLS; this connection is plaintext/),
    );
    const sasl = passwordLogin("PLAIN", "alice");
    const saslToTls = secured.kafka.gateway({
      bootstrapServers: [secured.address("saslSsl")],
      security: securityOf("SASL_PLAINTEXT", { sasl }),
    });
    await assert.rejects(
      saslToTls.describeCluster(),
      kafkaError("tls", /expects TLS; this connection is plaintext/),
    );
  });

  describe("that wants a client's certificate", () => {
    it("takes PEM, an encrypted key, and PKCS#12", async () => {
      const { ca, client } = secured.certificates;
      const { certificate, encryptedKey, passphrase, pkcs12 } = client;
      assert.equal(await brokersOf("mutualTls", secured.clientTls()), 1);
      const encrypted = { ca, certificate, key: encryptedKey, passphrase };
      assert.equal(await brokersOf("mutualTls", encrypted), 1);
      assert.equal(await brokersOf("mutualTls", { ca, pkcs12, passphrase }), 1);
    });

    it("says so where there is none", async () => {
      await assert.rejects(
        brokersOf("mutualTls"),
        kafkaError("tls", /asks for a client certificate, and this connection has none/),
      );
    });

    it("refuses one of an authority it does not know", async () => {
      const { ca, otherClient } = secured.certificates;
      const { certificate, key } = otherClient;
      await assert.rejects(
        brokersOf("mutualTls", { ca, certificate, key }),
        kafkaError("tls", /does not accept the client's certificate/),
      );
    });

    it("is not even spoken to with a wrong passphrase", async () => {
      const { ca, client } = secured.certificates;
      const { certificate, encryptedKey: key } = client;
      await assert.rejects(
        brokersOf("mutualTls", { ca, certificate, key, passphrase: "a-wrong-canary" }),
        kafkaError("tls", /^The passphrase of the client's key is wrong\.$/),
      );
    });
  });

  it("gives every message that it gives without TLS", async () => {
    const topic = await secured.kafka.createTopic("large");
    const batches = 50;
    for (let batch = 0; batch < batches; batch++) {
      const messages = Array.from({ length: 10 }, (_, index) => ({
        value: Buffer.alloc(100_000, `${batch}-${index} `),
      }));
      await secured.kafka.produce(topic, messages);
    }
    const whole = { topic, partition: 0, from: 0n, to: BigInt(batches * 10) };
    const byTls = await digestOf(secured.gateway("ssl"), whole);
    assert.equal(byTls, await digestOf(secured.kafka.gateway(), whole));
  });

  it("is reached again after it was lost, and no socket is left behind", async () => {
    const before = socketCount();
    const gateway = secured.gateway("mutualTls", { tls: secured.clientTls() });
    await Promise.all(Array.from({ length: 8 }, () => gateway.listTopics()));
    await secured.servers.broker.kill();
    await assert.rejects(gateway.describeCluster(), kafkaError("unreachable"));
    await secured.servers.broker.start();
    assert.equal((await gateway.describeCluster()).brokers.length, 1);
    await gateway.close();
    await eventually("its sockets are closed", () => socketCount() <= before);
  });
});

/** Of all values, in their order. */
async function digestOf(gateway: ClusterGateway, range: OffsetRange): Promise<string> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const { messages } of gateway.scan({ ranges: [range], isolation: "readCommitted" })) {
    for (const { value } of messages) hash.update(value ?? "");
    count += messages.length;
  }
  return `${count} ${hash.digest("hex")}`;
}
