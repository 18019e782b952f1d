import assert from "node:assert/strict";
import type { Socket } from "node:net";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { DroppingServer } from "../support/droppingServer";
import { eventually, within } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { PlainServer } from "../support/plainServer";
import { securityOf } from "../support/securedKafka";
import { sharedKafka, type TestKafka } from "../support/testKafka";

const connectTimeoutMs = 400;
/** Generous: the machine may be busy. The point is that nothing waits for a request's time-out. */
const soonMs = 4_000;

describe("a server that is no broker", () => {
  let cluster: TestKafka;
  let servers: { close(): Promise<void> }[];

  beforeEach(() => {
    cluster = sharedKafka();
    servers = [];
  });

  afterEach(async () => {
    await cluster.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  async function start(onConnection?: (socket: Socket) => void): Promise<PlainServer> {
    const server = await PlainServer.start(onConnection);
    servers.push(server);
    return server;
  }

  async function serve(onConnection?: (socket: Socket) => void): Promise<string> {
    return (await start(onConnection)).address;
  }

  function gatewayTo(...bootstrapServers: readonly string[]): ClusterGateway {
    return cluster.gateway({ bootstrapServers, connectTimeoutMs });
  }

  it("is named when nothing listens there", async () => {
    const address = await PlainServer.deadAddress();
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

  describe("and drops what arrives", () => {
    let dropping: string;

    beforeEach(async function () {
      // elsewhere a full queue of connections is answered by a refusal
      if (process.platform !== "linux") this.skip();
      const server = await DroppingServer.start();
      servers.push(server);
      dropping = server.address;
    });

    it("is named once the time to connect is over", async () => {
      await assert.rejects(
        within(soonMs, gatewayTo(dropping).describeCluster()),
        kafkaError("unreachable", /^No answer from .* in 0\.4 s: is a firewall or a VPN/),
      );
    });

    it("is given up at once when the caller cancels", async () => {
      const gateway = cluster.gateway({ bootstrapServers: [dropping], connectTimeoutMs: 600_000 });
      const ending = new AbortController();
      const call = gateway.listTopics(ending.signal);
      ending.abort();
      await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
    });

    it("does not keep a living one from being used", async () => {
      const [alive = ""] = cluster.bootstrapServers;
      const gateway = cluster.gateway({
        bootstrapServers: [dropping, alive],
        connectTimeoutMs: 600_000,
      });
      const { brokers } = await within(soonMs, gateway.describeCluster());
      assert.equal(brokers.length, 1);
    });
  });

  it("is told from a broker when it accepts and stays silent", async () => {
    const server = await start();
    const call = within(soonMs, gatewayTo(server.address).listTopics());
    await assert.rejects(
      call,
      kafkaError("unreachable", /accepted the connection but does not speak Kafka/),
    );
    await eventually("its sockets are closed", () => server.connections === 0);
  });

  it("is told from a broker when it stays silent to TLS too", async () => {
    const server = await start();
    const gateway = cluster.gateway({
      bootstrapServers: [server.address],
      connectTimeoutMs,
      security: securityOf("SSL", {}),
    });
    await assert.rejects(
      within(soonMs, gateway.listTopics()),
      kafkaError("unreachable", /accepted the connection but does not speak Kafka/),
    );
    await eventually("its sockets are closed", () => server.connections === 0);
  });

  it("is told from a broker when it speaks HTTP", async () => {
    const address = await serve((socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
    });
    const call = within(soonMs, gatewayTo(address).listTopics());
    await assert.rejects(
      call,
      kafkaError("unreachable", /does not speak Kafka: wrong port or protocol/),
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
    const silent = await serve();
    const [alive = ""] = cluster.bootstrapServers;
    const gateway = gatewayTo(await PlainServer.deadAddress(), silent, alive);
    const { brokers } = await within(soonMs, gateway.describeCluster());
    assert.equal(brokers.length, 1);
  });

  it("is listed with every other one when none answers", async () => {
    const first = await PlainServer.deadAddress();
    const second = await PlainServer.deadAddress();
    const call = gatewayTo(first, second).describeCluster();
    await assert.rejects(call, kafkaError("unreachable", new RegExp(`${first}.*${second}`)));
  });

  it("is given up at once when the caller cancels", async () => {
    const address = await serve();
    const gateway = cluster.gateway({ bootstrapServers: [address], connectTimeoutMs: 60_000 });
    const controller = new AbortController();
    const call = gateway.listTopics(controller.signal);
    controller.abort();
    await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
  });

  it("does not hold up closing", async () => {
    const server = await start();
    const gateway = cluster.gateway({
      bootstrapServers: [server.address],
      connectTimeoutMs: 60_000,
    });
    const call = gateway.listTopics();
    await eventually("it is connected", () => server.connections > 0);
    await within(soonMs, gateway.close());
    await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
    await eventually("its socket is closed", () => server.connections === 0);
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
