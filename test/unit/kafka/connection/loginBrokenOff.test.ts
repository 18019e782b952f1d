import assert from "node:assert/strict";
import {
  KafkajsConnector,
  type BrokerConnection,
} from "../../../../src/kafka/connection/brokerConnection";
import { KafkajsCluster } from "../../../../src/kafka/connection/kafkajsCluster";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";
import { SocketBroker } from "../../../support/socketBroker";

describe("a login that comes to no end", () => {
  let server: SocketBroker;

  beforeEach(async () => {
    server = await SocketBroker.start();
    server.apis = [
      [17, 1],
      [36, 2],
    ];
  });

  afterEach(() => server.close());

  function logIn(connectTimeoutMs: number): Promise<BrokerConnection> {
    const sasl = { mechanism: "PLAIN", username: "alice", password: "canary" } as const;
    const timeouts = { clientId: "test", connectTimeoutMs, requestTimeoutMs: 2_000 };
    const security = {
      protocol: "SASL_PLAINTEXT",
      credentials: () => Promise.resolve({ sasl }),
    } as const;
    const cluster = new KafkajsCluster({ ...timeouts, security }, recordingLog());
    const { signal } = new AbortController();
    return new KafkajsConnector(cluster, timeouts, recordingLog()).open(server.address, signal);
  }

  it("is told where the broker hangs up, and no other protocol is looked for", async () => {
    server.answer = () => {
      for (const socket of server.sockets) socket.destroy();
      return undefined;
    };
    await assert.rejects(
      logIn(2_000),
      kafkaError("unreachable", /hung up during the login: .* refuses the user without saying so/),
    );
    assert.equal(server.sockets.length, 1);
  });

  it("is told where the broker goes silent, which is Kafka all the same", async () => {
    server.answer = () => undefined;
    await assert.rejects(
      logIn(150),
      kafkaError("unreachable", /^127\.0\.0\.1:\d+ went silent during the login/),
    );
  });
});
