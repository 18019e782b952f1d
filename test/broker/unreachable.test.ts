import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually, within } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { sharedKafka, type TestKafka } from "../support/testKafka";

const connectTimeoutMs = 400;
/** Generous: the machine may be busy. The point is that nothing waits for a request's time-out. */
const soonMs = 4_000;

describe("a server that is no broker", () => {
  let cluster: TestKafka;
  let servers: Server[];
  let sockets: Set<Socket>;

  beforeEach(() => {
    cluster = sharedKafka();
    servers = [];
    sockets = new Set();
  });

  afterEach(async () => {
    await cluster.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(
      servers.map(async (server) => {
        server.close();
        await once(server, "close");
      }),
    );
  });

  async function serve(onConnection: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
      socket.resume();
      onConnection(socket);
    });
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function gatewayTo(...bootstrapServers: readonly string[]): ClusterGateway {
    return cluster.gateway({ bootstrapServers, connectTimeoutMs });
  }

  /** An address where nothing listens any more. */
  async function deadAddress(): Promise<string> {
    const address = await serve(() => undefined);
    const server = servers.pop();
    server?.close();
    if (server) await once(server, "close");
    return address;
  }

  it("is named when nothing listens there", async () => {
    const address = await deadAddress();
    const call = within(soonMs, gatewayTo(address).describeCluster());
    await assert.rejects(
      call,
      kafkaError(
        "unreachable",
        new RegExp(`^Nothing is listening at ${address} \\(connection refused\\)`),
      ),
    );
  });

  it("is named when its host cannot be found", async () => {
    const call = within(soonMs, gatewayTo("no-such-host.invalid:9092").describeCluster());
    await assert.rejects(
      call,
      kafkaError(
        "unreachable",
        /Cannot find host no-such-host\.invalid|No answer from no-such-host/,
      ),
    );
  });

  it("is told from a broker when it accepts and stays silent", async () => {
    const address = await serve(() => undefined);
    const call = within(soonMs, gatewayTo(address).listTopics());
    await assert.rejects(
      call,
      kafkaError("unreachable", /accepted the connection but does not speak Kafka/),
    );
    await eventually("its sockets are closed", () => sockets.size === 0);
  });

  it("is told from a broker when it speaks HTTP", async () => {
    const address = await serve((socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
    });
    const call = within(soonMs, gatewayTo(address).listTopics());
    await assert.rejects(
      call,
      kafkaError("unreachable", /closed the connection: wrong port or protocol/),
    );
  });

  it("is told from a broker when it hangs up", async () => {
    const address = await serve((socket) => socket.on("data", () => socket.destroy()));
    const call = within(soonMs, gatewayTo(address).listTopics());
    await assert.rejects(call, kafkaError("unreachable", /closed the connection/));
  });

  it("is told from a broker when it expects TLS", async () => {
    const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
    const address = await serve((socket) => {
      // a TLS listener hangs up on anything else, and answers a greeting, here with a refusal
      socket.on("data", (chunk: Buffer) => socket.end(chunk[0] === 0x16 ? alert : Buffer.alloc(0)));
    });
    const call = within(soonMs, gatewayTo(address).listTopics());
    await assert.rejects(call, kafkaError("tls", /expects TLS; this connection is plaintext/));
  });

  it("is told from a broker when it sends garbage", async () => {
    const address = await serve((socket) =>
      socket.on("data", () => socket.write(Buffer.alloc(64, 0xff))),
    );
    await assert.rejects(
      within(soonMs, gatewayTo(address).listTopics()),
      kafkaError("unreachable", new RegExp(address)),
    );
  });

  it("does not keep a living one from being used", async () => {
    const silent = await serve(() => undefined);
    const [alive = ""] = cluster.bootstrapServers;
    const gateway = gatewayTo(await deadAddress(), silent, alive);
    const { brokers } = await within(soonMs, gateway.describeCluster());
    assert.equal(brokers.length, 1);
  });

  it("is listed with every other one when none answers", async () => {
    const first = await deadAddress();
    const second = await deadAddress();
    const call = gatewayTo(first, second).describeCluster();
    await assert.rejects(call, kafkaError("unreachable", new RegExp(`${first}.*${second}`)));
  });

  it("is given up at once when the caller cancels", async () => {
    const address = await serve(() => undefined);
    const gateway = cluster.gateway({ bootstrapServers: [address], connectTimeoutMs: 60_000 });
    const controller = new AbortController();
    const call = gateway.listTopics(controller.signal);
    controller.abort();
    await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
  });

  it("does not hold up closing", async () => {
    const address = await serve(() => undefined);
    const gateway = cluster.gateway({ bootstrapServers: [address], connectTimeoutMs: 60_000 });
    const call = gateway.listTopics();
    await eventually("it is connected", () => sockets.size > 0);
    await within(soonMs, gateway.close());
    await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
    await eventually("its socket is closed", () => sockets.size === 0);
  });

  it("refuses every call once it was closed", async () => {
    const gateway = cluster.gateway();
    await gateway.describeCluster();
    await gateway.close();
    await assert.rejects(gateway.describeCluster(), kafkaError("cancelled"));
  });

  it("is refused before any connection when its address makes no sense", () => {
    assert.throws(() => gatewayTo("http://localhost:9092"), kafkaError("invalidInput"));
  });
});

describe("closing a gateway", () => {
  it("leaves no socket behind", async () => {
    const cluster = sharedKafka();
    const count = (): number =>
      process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP")).length;
    const before = count();
    const gateway = cluster.gateway();
    await Promise.all([gateway.listTopics(), gateway.listGroups(), gateway.describeCluster()]);
    assert.ok(count() > before);
    await gateway.close();
    await eventually("its sockets are closed", () => count() <= before);
    await cluster.close();
  });
});
