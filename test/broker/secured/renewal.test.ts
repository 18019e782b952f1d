import assert from "node:assert/strict";
import type {
  ClientCredentials,
  ConnectionSecurity,
  Credentials,
} from "../../../src/kafka/clusterConnection";
import { eventually } from "../../support/eventually";
import { Follower } from "../../support/follower";
import { kafkaError } from "../../support/kafkaError";
import { socketCount } from "../../support/processActivity";
import { passwordLogin, SecuredTestKafka, unsecuredToken } from "../../support/securedKafka";
import { TokenEndpoint } from "../../support/tokenEndpoint";

describe("credentials that are renewed", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;
  let topic: string;

  before(async () => {
    secured = await SecuredTestKafka.start();
    topic = await secured.kafka.createTopic("renewed");
    const operations = ["READ"] as const;
    await secured.allow({ user: "alice", resource: "topic", name: topic, operations });
  });

  after(() => secured.close());

  /** Whether a connection was opened can be seen by its asking for credentials. */
  function counted(security: ConnectionSecurity): {
    readonly security: ConnectionSecurity;
    readonly times: () => number;
  } {
    let times = 0;
    const credentials = (): Promise<Credentials> => {
      times++;
      return security.credentials();
    };
    return { security: { ...security, credentials }, times: () => times };
  }

  it("begin a new session without a word when the broker ends the old one", async () => {
    const sasl = passwordLogin("SCRAM-SHA-256", "alice");
    const { security, times } = counted(secured.security("shortSessions", { sasl }));
    const before = socketCount();
    const gateway = secured.gateway("shortSessions", {}, { security });
    await eventually("three sessions were used", async () => {
      assert.equal((await gateway.listTopics()).length, 1);
      return times() >= 3;
    });
    await gateway.close();
    await eventually("their sockets are closed", () => socketCount() <= before);
  });

  it("do not interrupt a live view", async () => {
    const sasl = passwordLogin("PLAIN", "alice");
    const { security, times } = counted(secured.security("shortSessions", { sasl }));
    const gateway = secured.gateway("shortSessions", {}, { security });
    const from = [{ topic, partition: 0, offset: 0n }];
    const follower = new Follower(gateway.openTail({ from, isolation: "readCommitted" }));
    let sent = 0;
    await eventually("the tail has outlived some sessions", async () => {
      await secured.kafka.produce(topic, [{ value: `${sent++}` }]);
      return times() >= 6;
    });
    await follower.untilAt({ topic, partition: 0 }, BigInt(sent));
    await follower.stop();
    assert.deepEqual(
      follower.messages.map(({ value }) => String(value)),
      Array.from({ length: sent }, (_, index) => `${index}`),
    );
    assert.deepEqual([...follower.interruptions], []);
  });

  it("are asked for again by the next connection, so that a new password is taken", async () => {
    let password = "wrong";
    const security = {
      ...secured.security("saslPlaintext", { sasl: passwordLogin("PLAIN", "alice") }),
      credentials: () => Promise.resolve({ sasl: passwordLogin("PLAIN", "alice", password) }),
    };
    const gateway = secured.gateway("saslPlaintext", {}, { security });
    await assert.rejects(gateway.listTopics(), kafkaError("authentication"));
    password = "alice-secret";
    assert.equal((await gateway.listTopics()).length, 1);
  });

  it("are not tried again by themselves when they are refused", async () => {
    const sasl = passwordLogin("PLAIN", "alice", "wrong");
    const { security, times } = counted(secured.security("saslPlaintext", { sasl }));
    const gateway = secured.gateway("saslPlaintext", {}, { security });
    await assert.rejects(gateway.listGroups(), kafkaError("authentication"));
    assert.equal(times(), 1);
  });

  describe("by an OAuth endpoint", () => {
    let endpoint: TokenEndpoint;

    beforeEach(async () => {
      endpoint = await TokenEndpoint.start(secured.certificates.server);
      endpoint.answer = () => ({ access_token: unsecuredToken("alice"), expires_in: 3_600 });
    });

    afterEach(() => endpoint.close());

    function oauth(more: Partial<ClientCredentials> = {}): Credentials {
      const { ca } = secured.certificates;
      const tokenEndpoint = endpoint.url;
      const client = { clientId: "alice", clientSecret: "canary", scope: "kafka" };
      const clientCredentials = { tokenEndpoint, ca, ...client, ...more };
      const extensions = { logicalCluster: "lkc-1" };
      return { sasl: { mechanism: "OAUTHBEARER", clientCredentials, extensions } };
    }

    it("are asked for once for all connections", async () => {
      const gateway = secured.gateway("saslSsl", oauth());
      const calls = Array.from({ length: 8 }, () => gateway.listTopics());
      await Promise.all([...calls, gateway.listGroups(), gateway.describeCluster()]);
      const from = [{ topic, partition: 0, offset: 0n }];
      await gateway.readForward({ from, maxMessages: 1, isolation: "readCommitted" });
      assert.equal(endpoint.requests.length, 1);
      assert.equal(endpoint.requests[0]?.form.get("scope"), "kafka");
    });

    it("are asked for again after the broker has refused the token", async () => {
      endpoint.answer = () => ({ access_token: unsecuredToken("alice", -60), expires_in: 3_600 });
      const gateway = secured.gateway("saslSsl", oauth());
      await assert.rejects(gateway.listTopics(), kafkaError("authentication", /the token/));
      endpoint.answer = () => ({ access_token: unsecuredToken("alice"), expires_in: 3_600 });
      assert.equal((await gateway.listTopics()).length, 1);
    });

    it("are not sent to an endpoint that nobody vouches for", async () => {
      const { otherCa } = secured.certificates;
      await assert.rejects(
        secured.gateway("saslSsl", oauth({ ca: otherCa })).listTopics(),
        kafkaError("tls", /not signed by a trusted authority/),
      );
      assert.equal(endpoint.requests.length, 0);
    });
  });
});
