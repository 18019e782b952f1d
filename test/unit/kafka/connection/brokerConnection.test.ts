import assert from "node:assert/strict";
import { once } from "node:events";
import { formatAddress } from "../../../../src/kafka/connection/bootstrapServers";
import {
  KafkajsConnector,
  type BrokerConnection,
} from "../../../../src/kafka/connection/brokerConnection";
import { KafkajsCluster } from "../../../../src/kafka/connection/kafkajsCluster";
import { KafkaError } from "../../../../src/kafka/errors";
import { describeGroupsApi } from "../../../../src/kafka/protocol/describeGroups";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";
import { SocketBroker } from "../../../support/socketBroker";

/** ListGroups v5: no tagged fields, no throttling, no error, no groups. */
const noGroups = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0]);

describe("BrokerConnection", () => {
  let server: SocketBroker;
  let connection: BrokerConnection | undefined;

  beforeEach(async () => {
    server = await SocketBroker.start();
    server.answer = () => noGroups;
  });

  afterEach(async () => {
    connection?.close(new KafkaError("The test is over.", { kind: "cancelled" }));
    await server.close();
  });

  function connector(requestTimeoutMs = 2_000): KafkajsConnector {
    const timeouts = { clientId: "test", connectTimeoutMs: 2_000, requestTimeoutMs };
    return new KafkajsConnector(new KafkajsCluster(timeouts, recordingLog()), timeouts);
  }

  async function open(requestTimeoutMs?: number): Promise<BrokerConnection> {
    const { signal } = new AbortController();
    connection = await connector(requestTimeoutMs).open(server.address, signal);
    return connection;
  }

  it("sends a request and decodes its answer", async () => {
    const opened = await open();
    assert.equal(opened.address, formatAddress(server.address));
    const answer = await opened.send(listGroupsApi, undefined, undefined);
    assert.deepEqual(answer, { errorCode: 0, groups: [] });
  });

  it("knows which requests the broker understands", async () => {
    const opened = await open();
    assert.ok(opened.supports(listGroupsApi));
    assert.ok(opened.supports(listGroupsApi, 5));
    assert.ok(!opened.supports(listGroupsApi, 6));
    assert.ok(!opened.supports(describeGroupsApi));
  });

  it("fails on a request the broker does not know, without sending it", async () => {
    const opened = await open();
    const call = opened.send(describeGroupsApi, { groupIds: ["g"] }, undefined);
    await assert.rejects(call, kafkaError("unsupported"));
    assert.ok(opened.isOpen());
  });

  it("gives up a broker that freezes, and closes the connection", async () => {
    const opened = await open(50);
    server.answer = () => undefined;
    const call = opened.send(listGroupsApi, undefined, undefined);
    await assert.rejects(call, kafkaError("timeout", /did not answer ListGroups in 0\.05 s/));
    assert.equal(opened.isOpen(), false);
  });

  it("lets go of a request that is cancelled, and stays open", async () => {
    const opened = await open();
    server.answer = () => undefined;
    const controller = new AbortController();
    const call = opened.send(listGroupsApi, undefined, controller.signal);
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
    server.answer = () => noGroups;
    assert.ok(await opened.send(listGroupsApi, undefined, undefined));
  });

  it("sends nothing that was cancelled before", async () => {
    const opened = await open();
    const asked: number[] = [];
    server.answer = (apiKey) => {
      asked.push(apiKey);
      return noGroups;
    };
    const call = opened.send(listGroupsApi, undefined, AbortSignal.abort());
    await assert.rejects(call, kafkaError("cancelled"));
    await opened.send(listGroupsApi, undefined, undefined);
    assert.equal(asked.length, 1);
  });

  it("does not go on asking for TLS once it is closed", async () => {
    server.isMute = true;
    const until = new AbortController();
    const opening = connector().open(server.address, until.signal);
    const first = await server.nextSocket();
    const second = server.nextSocket();
    first.end();
    const probe = await second;
    const closed = once(probe, "close");
    until.abort();
    await assert.rejects(opening, kafkaError("cancelled"));
    await closed;
  });

  it("notices that the broker has gone", async () => {
    const opened = await open();
    server.answer = () => {
      for (const socket of server.sockets) socket.destroy();
      return undefined;
    };
    const call = opened.send(listGroupsApi, undefined, undefined);
    await assert.rejects(call, kafkaError("unreachable"));
    while (opened.isOpen()) await new Promise(setImmediate);
  });

  it("calls an answer it cannot decode corrupt", async () => {
    const opened = await open();
    server.answer = () => Buffer.from([0, 0, 0]);
    const call = opened.send(listGroupsApi, undefined, undefined);
    await assert.rejects(call, kafkaError("corruptData"));
  });

  it("closes its socket at once", async () => {
    const opened = await open();
    const [socket] = server.sockets;
    assert.ok(socket);
    const closed = once(socket, "close");
    opened.close(new KafkaError("Enough.", { kind: "cancelled" }));
    assert.equal(opened.isOpen(), false);
    await closed;
  });
});
