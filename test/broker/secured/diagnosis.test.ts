import assert from "node:assert/strict";
import type { ClusterConnection, Credentials } from "../../../src/kafka/clusterConnection";
import type { CheckName } from "../../../src/kafka/diagnosis/diagnosis";
import { saslAuthenticateApi } from "../../../src/kafka/protocol/sasl";
import type { SecuredListenerName } from "../../../tools/kafka/secured/securedProperties";
import { diagnosed, type Diagnosed } from "../../support/diagnosed";
import { within } from "../../support/eventually";
import { KafkaProxy } from "../../support/kafkaProxy";
import { passwordLogin, SecuredTestKafka, securityOf } from "../../support/securedKafka";
import { uniqueName } from "../../support/testKafka";

/** Generous: the machine may be busy. */
const soonMs = 20_000;

describe("the diagnosis of a secured connection", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;
  let open: string;
  let plain: string;

  before(async () => {
    secured = await SecuredTestKafka.start();
    [plain = ""] = secured.kafka.bootstrapServers;
    open = await secured.kafka.createTopic("open");
    await secured.kafka.createTopic("hidden");
  });

  after(() => secured.close());

  function of(
    listener: SecuredListenerName,
    credentials: Credentials = {},
    connection: Partial<ClusterConnection> = {},
  ): Promise<Diagnosed> {
    const call = diagnosed({
      bootstrapServers: [secured.address(listener)],
      security: secured.security(listener, credentials),
      ...connection,
    });
    return within(soonMs, call);
  }

  function failsAt({ diagnosis, check }: Diagnosed, name: CheckName, finding: RegExp): void {
    assert.equal(diagnosis.isUsable, false);
    assert.equal(check(name).status, "failed");
    assert.match(check(name).finding, finding);
    assert.equal(check("metadata").status, "skipped");
  }

  describe("by TLS", () => {
    it("tells version, names, issuer and validity of the certificate", async () => {
      const { check, diagnosis } = await of("ssl");
      assert.equal(diagnosis.isUsable, true);
      assert.match(
        check("tls").finding,
        /^TLSv1\.[23]\. Certificate for localhost, 127\.0\.0\.1, issued by Test Authority, valid until 20\d\d-\d\d-\d\d\.$/,
      );
    });

    it("takes a client with a certificate, and passes everything", async () => {
      const { diagnosis, check } = await of("mutualTls", { tls: secured.clientTls() });
      assert.equal(diagnosis.isUsable, true, JSON.stringify(diagnosis));
      assert.equal(check("tls").status, "passed");
    });

    it("says that the listener asks for a client certificate", async () => {
      failsAt(await of("mutualTls"), "tls", /asks for a client certificate/);
    });

    it("says that the client's certificate is not accepted", async () => {
      const { ca, otherClient } = secured.certificates;
      const { certificate, key } = otherClient;
      const result = await of("mutualTls", { tls: { ca, certificate, key } });
      failsAt(result, "tls", /does not accept the client's certificate/);
    });

    it("says whose authority is not trusted, and to choose its file", async () => {
      const result = await of("unknownAuthority");
      failsAt(result, "tls", /not signed by a trusted authority: it was issued by Other Authority/);
      assert.match(result.check("tls").advice ?? "", /Choose the file of the CA/);
    });

    it("says which names the certificate is for", async () => {
      const result = await of("otherName");
      failsAt(
        result,
        "tls",
        /is for other-host\.example, \*\.other-host\.example, not localhost\.$/,
      );
      assert.match(result.check("tls").advice ?? "", /server name/);
    });

    it("takes another server name when it is told to", async () => {
      const { ca } = secured.certificates;
      const result = await of("otherName", { tls: { ca, serverName: "other-host.example" } });
      assert.equal(result.diagnosis.isUsable, true);
    });

    it("says when the certificate expired", async () => {
      failsAt(await of("expired"), "tls", /expired on 2020-02-01 \(your clock: 20\d\d-/);
    });

    it("warns of a connection that takes any certificate, and says what is wrong with this one", async () => {
      const { check, diagnosis } = await of("expired", { tls: { skipsVerification: true } });
      assert.equal(diagnosis.isUsable, true);
      assert.equal(check("tls").status, "warning");
      assert.match(check("tls").finding, /not signed by a trusted authority|expired/);
      assert.match(check("tls").advice ?? "", /Any certificate is taken/);
    });

    it("says that a plaintext listener does not answer TLS, and does not downgrade", async () => {
      const result = await of("ssl", {}, { bootstrapServers: [plain] });
      failsAt(result, "tls", /does not answer TLS; try PLAINTEXT or SASL_PLAINTEXT/);
    });

    it("is asked for where plaintext meets a TLS listener", async () => {
      const bootstrapServers = [secured.address("ssl")];
      const result = await within(soonMs, diagnosed({ bootstrapServers }));
      failsAt(result, "apiVersions", /expects TLS; this connection is plaintext/);
      assert.match(result.check("apiVersions").advice ?? "", /Choose SSL or SASL_SSL/);
    });
  });

  describe("by SASL", () => {
    it("tells user, mechanism and what else the listener accepts", async () => {
      const { check } = await of("saslSsl", { sasl: passwordLogin("SCRAM-SHA-256", "admin") });
      assert.equal(check("sasl").status, "passed");
      assert.match(check("sasl").finding, /^Logged in as admin by SCRAM-SHA-256\./);
      for (const mechanism of ["PLAIN", "SCRAM-SHA-512", "OAUTHBEARER"]) {
        assert.ok(check("sasl").finding.includes(mechanism));
      }
    });

    it("warns of a password that crosses the network as it is", async () => {
      const { check } = await of("saslPlaintext", { sasl: passwordLogin("PLAIN", "admin") });
      assert.equal(check("sasl").status, "warning");
      assert.match(check("sasl").advice ?? "", /unencrypted/);
    });

    it("names the user whose password is wrong, and tries once", async () => {
      const proxy = await KafkaProxy.start();
      proxy.target = secured.servers.port("saslPlaintext");
      const sasl = passwordLogin("PLAIN", "alice", "canary-password");
      const bootstrapServers = [proxy.address];
      const result = await of("saslPlaintext", { sasl }, { bootstrapServers });
      await proxy.close();
      failsAt(result, "sasl", /Wrong user or password for alice \(PLAIN\)/);
      assert.equal(proxy.count(saslAuthenticateApi), 1);
      assert.ok(!JSON.stringify(result).includes("canary-password"));
    });

    it("names the mechanisms of a listener that does not accept this one", async () => {
      const result = await of("scramOnly", { sasl: passwordLogin("PLAIN", "alice") });
      failsAt(result, "sasl", /does not accept PLAIN\. .*SCRAM-SHA-256/);
    });

    it("says that a listener has no SASL", async () => {
      const security = securityOf("SASL_PLAINTEXT", { sasl: passwordLogin("PLAIN", "alice") });
      const result = await diagnosed({ bootstrapServers: [plain], security });
      failsAt(result, "sasl", /has no SASL on this listener: choose PLAINTEXT or SSL/);
    });

    it("says that a listener wants a login, and by what", async () => {
      const bootstrapServers = [secured.address("scramOnly")];
      const result = await diagnosed({ bootstrapServers });
      failsAt(result, "sasl", /wants a login by SASL \(SCRAM-SHA-256\)/);
      assert.match(result.check("sasl").advice ?? "", /Choose SASL_PLAINTEXT/);
    });
  });

  describe("of a user with few permissions", () => {
    function alice(): Promise<Diagnosed> {
      return of("saslPlaintext", { sasl: passwordLogin("SCRAM-SHA-512", "alice") });
    }

    function bob(): Promise<Diagnosed> {
      return of("saslPlaintext", { sasl: passwordLogin("SCRAM-SHA-512", "bob") });
    }

    it("says that nothing is visible, or that DESCRIBE is missing", async () => {
      const { check, diagnosis } = await bob();
      assert.equal(diagnosis.isUsable, true);
      for (const name of ["topicPermissions", "groupPermissions"] as const) {
        assert.equal(check(name).status, "warning");
        assert.match(check(name).finding, /^No (topics|groups) visible: .*DESCRIBE/);
      }
    });

    it("names topics that are seen but not read, and settings that are hidden", async () => {
      await secured.allow({
        user: "alice",
        resource: "topic",
        name: open,
        operations: ["DESCRIBE"],
      });
      const { check, diagnosis } = await alice();
      assert.equal(diagnosis.isUsable, true);
      const { finding, status, advice } = check("topicPermissions");
      assert.equal(status, "warning");
      assert.equal(
        finding,
        `1 topic visible. 1 of 1 hide their settings. The messages of 1 of 1 cannot be read: ${open}.`,
      );
      assert.match(advice ?? "", /READ/);
    });

    it("names groups that are seen but not reset", async () => {
      const groupId = uniqueName("watched");
      const gateway = secured.kafka.gateway();
      await gateway.commitOffsets(groupId, [{ topic: open, partition: 0, offset: 0n }]);
      await secured.allow({
        user: "alice",
        resource: "group",
        name: groupId,
        operations: ["DESCRIBE"],
      });
      const { check } = await alice();
      const { finding, advice } = check("groupPermissions");
      assert.equal(finding, `1 group visible. 1 of 1 cannot be reset: "${groupId}".`);
      assert.match(advice ?? "", /READ on the groups/);
    });
  });
});
