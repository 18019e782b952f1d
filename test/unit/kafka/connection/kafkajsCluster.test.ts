import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { KafkajsBroker } from "../../../../src/kafka/connection/kafkajsBroker";
import { KafkajsCluster } from "../../../../src/kafka/connection/kafkajsCluster";
import { recordingLog } from "../../../support/recordingLog";
import { SocketBroker } from "../../../support/socketBroker";

describe("KafkajsCluster", () => {
  let server: SocketBroker;
  let broker: KafkajsBroker;

  beforeEach(async () => {
    server = await SocketBroker.start();
    const options = { clientId: "test", connectTimeoutMs: 1000, requestTimeoutMs: 1000 };
    const cluster = new KafkajsCluster(options, recordingLog());
    broker = await cluster.broker(server.address);
  });

  afterEach(async () => {
    broker.abort(new Error("test is over"));
    await server.close();
  });

  function send(apiKey: number): Promise<number | undefined> {
    const body = Buffer.from([1]);
    return broker.send({
      apiKey,
      apiName: "Test",
      apiVersion: 0,
      body: { buf: body, buffer: body },
      decode: (payload) => payload[0],
    });
  }

  it("is the version of kafkajs whose internals are known", () => {
    const { version } = createRequire(__filename)("kafkajs/package.json") as { version: string };
    assert.equal(version, "2.2.4");
  });

  it("connects and knows the broker's versions", async () => {
    assert.equal(broker.isConnected(), false);
    assert.equal(broker.versions().size, 0);
    await broker.connect();
    assert.equal(broker.isConnected(), true);
    assert.deepEqual(broker.versions().get(16), { minVersion: 0, maxVersion: 5 });
  });

  it("sends our bytes and decodes the answer by our rules", async () => {
    await broker.connect();
    assert.equal(await send(16), 42);
  });

  it("opens one more socket for fetches, however many begin at once", async () => {
    await broker.connect();
    await Promise.all(Array.from({ length: 8 }, () => send(1)));
    assert.equal(server.sockets.length, 2);
  });

  it("takes nothing of an answer that broke off for the next one", async () => {
    await broker.connect();
    server.answer = () => undefined;
    const opened = server.nextSocket();
    const cut = send(1);
    const socket = await opened;
    await once(socket, "data");
    socket.end(Buffer.from([0, 0, 0, 100, 1, 2, 3]));
    await assert.rejects(cut);
    server.answer = () => Buffer.from([42]);
    assert.equal(await send(1), 42);
  });

  it("takes long answers of a broker that has shown that it is one", async () => {
    await broker.connect();
    server.answer = () => Buffer.alloc(2 * 1024 * 1024, 42);
    assert.deepEqual(await Promise.all([send(16), send(1)]), [42, 42]);
  });

  it("rejects what a decoder throws", async () => {
    await broker.connect();
    const body = Buffer.alloc(0);
    const call = broker.send({
      apiKey: 16,
      apiName: "Test",
      apiVersion: 0,
      body: { buf: body, buffer: body },
      decode: () => {
        throw new Error("cannot decode");
      },
    });
    await assert.rejects(call, /cannot decode/);
  });

  it("ends what is under way at once, and closes the sockets", async () => {
    await broker.connect();
    server.answer = () => undefined;
    const waiting = Promise.all([send(16), send(1)]);
    while (server.sockets.length < 2) await new Promise(setImmediate);
    const closed = Promise.all(server.sockets.map((socket) => once(socket, "close")));
    broker.abort(new Error("enough"));
    await assert.rejects(waiting, /enough|Not connected/);
    await closed;
  });

  it("opens no socket when it was ended before there was one", async () => {
    const connecting = broker.connect();
    broker.abort(new Error("enough"));
    await assert.rejects(connecting, /enough/);
    assert.equal(server.sockets.length, 0);
  });

  it("opens no socket for a request that comes after the end", async () => {
    await broker.connect();
    const [socket] = server.sockets;
    assert.ok(socket);
    const closed = once(socket, "close");
    broker.abort(new Error("enough"));
    await closed;
    await assert.rejects(Promise.all([send(16), send(1)]), /enough/);
    assert.equal(server.sockets.length, 1);
  });

  it("has no timer while it is idle", async () => {
    await broker.connect();
    await send(16);
    await new Promise(setImmediate);
    const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout");
    // mocha's own, for the test's time-out
    assert.ok(timers.length <= 1, timers.join());
  });

  for (const [name, garbage] of [
    ["a negative length", Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
    ["an answer too short for its header", Buffer.from([0, 0, 0, 1, 7])],
  ] as const) {
    it(`fails instead of throwing out of the socket on ${name}`, async () => {
      await broker.connect();
      server.answer = () => undefined;
      const waiting = send(16);
      server.sockets[0]?.write(garbage);
      await assert.rejects(waiting);
    });
  }
});
