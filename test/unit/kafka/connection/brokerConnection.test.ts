import assert from "node:assert/strict";
import { once } from "node:events";
import { formatAddress } from "../../../../src/kafka/connection/bootstrapServers";
import {
  KafkajsConnector,
  type BrokerConnection,
} from "../../../../src/kafka/connection/brokerConnection";
import { pause } from "../../../../src/kafka/connection/deadline";
import { KafkajsCluster } from "../../../../src/kafka/connection/kafkajsCluster";
import { TrafficMeter } from "../../../../src/kafka/connection/trafficMeter";
import { KafkaError } from "../../../../src/kafka/errors";
import { describeGroupsApi } from "../../../../src/kafka/protocol/describeGroups";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";
import { SocketBroker } from "../../../support/socketBroker";

/** ListGroups v5: no tagged fields, throttling, no error, no groups. */
function throttled(throttleMs: number): Buffer {
  const answer = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0]);
  answer.writeInt32BE(throttleMs, 1);
  return answer;
}

const noGroups = throttled(0);

describe("BrokerConnection", () => {
  let server: SocketBroker;
  let connection: BrokerConnection | undefined;
  let log: ReturnType<typeof recordingLog>;
  let nowMs: number;

  beforeEach(async () => {
    nowMs = 0;
    server = await SocketBroker.start();
    server.answer = () => noGroups;
  });

  afterEach(async () => {
    connection?.close(new KafkaError("The test is over.", { kind: "cancelled" }));
    await server.close();
  });

  function connector(
    requestTimeoutMs = 2_000,
    maxVersions: Readonly<Record<string, number>> = {},
  ): KafkajsConnector {
    const timeouts = { clientId: "test", connectTimeoutMs: 2_000, requestTimeoutMs, maxVersions };
    log = recordingLog();
    return new KafkajsConnector(new KafkajsCluster(timeouts, log), timeouts, log, () => nowMs);
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

  it("uses no newer version than the settings allow", async () => {
    const { signal } = new AbortController();
    connection = await connector(2_000, { ListGroups: 3 }).open(server.address, signal);
    assert.ok(connection.supports(listGroupsApi, 3));
    assert.ok(!connection.supports(listGroupsApi, 4));
  });

  it("is closed, when it is to retire, as soon as its last answer is there", async () => {
    const opened = await open();
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      server.answer = (_, reply) => {
        answer = () => {
          reply(noGroups);
        };
        resolve();
        return undefined;
      };
    });
    const call = opened.send(listGroupsApi, undefined, undefined);
    await asked;
    opened.retire(new KafkaError("lost", { kind: "unreachable" }));
    assert.ok(opened.isOpen());
    answer();
    assert.deepEqual(await call, { errorCode: 0, groups: [] });
    assert.ok(!opened.isOpen());
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

  it("counts as lost after a minute of silence, unless something is under way", async () => {
    const opened = await open();
    nowMs = 59_999;
    assert.ok(opened.isOpen());
    nowMs = 60_000;
    assert.ok(!opened.isOpen());
    await opened.send(listGroupsApi, undefined, undefined);
    assert.ok(opened.isOpen());
    server.answer = () => undefined;
    const controller = new AbortController();
    const call = opened.send(listGroupsApi, undefined, controller.signal);
    nowMs = 600_000;
    assert.ok(opened.isOpen());
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
    assert.ok(!opened.isOpen());
  });

  it("counts requests and bytes, for itself and for who asks", async () => {
    const own = connector();
    connection = await own.open(server.address, new AbortController().signal);
    const meter = new TrafficMeter();
    await connection.send(listGroupsApi, undefined, undefined, meter);
    await connection.send(listGroupsApi, undefined, undefined);
    assert.deepEqual([meter.requests, meter.receivedBytes], [1, 9]);
    assert.deepEqual([own.traffic.requests, own.traffic.receivedBytes], [2, 18]);
  });

  describe("that is throttled", () => {
    const forLong = 50_000;
    let asked: number;
    let opened: BrokerConnection;

    beforeEach(async () => {
      asked = 0;
      opened = await open();
      server.answer = () => {
        asked++;
        return throttled(asked === 1 ? forLong : 0);
      };
    });

    it("tells what it was asked for, and logs it once", async () => {
      const meter = new TrafficMeter();
      server.answer = () => throttled(2);
      await opened.send(listGroupsApi, undefined, undefined, meter);
      await opened.send(listGroupsApi, undefined, undefined, meter);
      assert.equal(meter.throttleMs, 4);
      const lines = log.lines.filter((line) => line.includes("throttling"));
      assert.deepEqual(lines, [`Broker ${opened.address} is throttling this client (0.0 s)`]);
    });

    it("holds back the next request until it is cancelled", async () => {
      await opened.send(listGroupsApi, undefined, undefined);
      const controller = new AbortController();
      const call = opened.send(listGroupsApi, undefined, controller.signal);
      await new Promise(setImmediate);
      controller.abort();
      await assert.rejects(call, kafkaError("cancelled"));
      assert.equal(asked, 1);
    });

    it("holds back the next request until it is closed", async () => {
      await opened.send(listGroupsApi, undefined, undefined);
      const call = opened.send(listGroupsApi, undefined, undefined);
      opened.close(new KafkaError("Enough.", { kind: "cancelled" }));
      await assert.rejects(call, kafkaError("cancelled", /Enough/));
      assert.equal(asked, 1);
    });

    it("sends the next request when the time is over, whatever its own time-out", async () => {
      connection?.close(new KafkaError("The next one.", { kind: "cancelled" }));
      opened = await open(150);
      server.answer = () => throttled(asked++ === 0 ? 300 : 0);
      await opened.send(listGroupsApi, undefined, undefined);
      const startedMs = performance.now();
      await opened.send(listGroupsApi, undefined, undefined);
      assert.ok(performance.now() - startedMs > 150);
      assert.equal(asked, 2);
    });

    it("gives what is under way so much more time", async () => {
      connection?.close(new KafkaError("The next one.", { kind: "cancelled" }));
      opened = await open(100);
      let answerSecond = (): void => undefined;
      server.answer = (_, reply) => {
        asked++;
        if (asked === 1) return throttled(30_000);
        answerSecond = () => {
          reply(noGroups);
        };
        return undefined;
      };
      const first = opened.send(listGroupsApi, undefined, undefined);
      const second = opened.send(listGroupsApi, undefined, undefined);
      await first;
      await pause(150, undefined);
      assert.ok(opened.isOpen());
      answerSecond();
      assert.ok(await second);
    });

    it("does so as well when the very first answer of the broker asks for it", async () => {
      connection?.close(new KafkaError("The next one.", { kind: "cancelled" }));
      server.helloThrottleMs = forLong;
      opened = await open();
      const controller = new AbortController();
      const call = opened.send(listGroupsApi, undefined, controller.signal);
      await new Promise(setImmediate);
      controller.abort();
      await assert.rejects(call, kafkaError("cancelled"));
      assert.equal(asked, 0);
    });
  });
});
