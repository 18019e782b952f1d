import assert from "node:assert/strict";
import { apiVersionsApi } from "../../src/kafka/protocol/apiVersions";
import { describeClusterApi } from "../../src/kafka/protocol/describeCluster";
import { describeGroupsApi } from "../../src/kafka/protocol/describeGroups";
import { findCoordinatorApi } from "../../src/kafka/protocol/findCoordinator";
import { listGroupsApi } from "../../src/kafka/protocol/listGroups";
import { metadataApi } from "../../src/kafka/protocol/metadata";
import { saslHandshakeApi } from "../../src/kafka/protocol/sasl";
import { diagnosed } from "../support/diagnosed";
import { DroppingServer } from "../support/droppingServer";
import { eventually, within } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { KafkaProxy } from "../support/kafkaProxy";
import { PlainServer } from "../support/plainServer";
import { sharedKafka, type TestKafka } from "../support/testKafka";

const connectTimeoutMs = 300;
/** Generous: the machine may be busy. */
const soonMs = 10_000;
const tlsGreeting = 0x16;
const tlsAlert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);

describe("the diagnosis of a plaintext connection", function () {
  this.timeout(30_000);
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

  async function serve(...how: Parameters<typeof PlainServer.start>): Promise<PlainServer> {
    const server = await PlainServer.start(...how);
    servers.push(server);
    return server;
  }

  /** Fails at `name` with `finding`, at everything before it passes, and leaves the rest untested. */
  async function failsAt(
    name: "dns" | "tcp" | "apiVersions",
    finding: RegExp,
    ...bootstrapServers: readonly string[]
  ): Promise<void> {
    const call = diagnosed({ bootstrapServers, connectTimeoutMs });
    const { diagnosis, check, statuses } = await within(soonMs, call);
    assert.equal(diagnosis.isUsable, false);
    const { status, finding: found } = check(name);
    assert.equal(status, "failed");
    assert.match(found, finding);
    const before = statuses.slice(0, statuses.indexOf(`${name} failed`));
    assert.ok(
      before.every((line) => /passed$|^tls skipped$/.test(line)),
      before.join(),
    );
    for (const later of ["sasl", "metadata", "advertised", "topicPermissions"] as const) {
      assert.equal(check(later).status, "skipped");
    }
  }

  it("passes everything on a cluster that works, in the order of the checklist", async () => {
    await cluster.createTopic("seen");
    const { bootstrapServers } = cluster;
    const { diagnosis, statuses, check } = await diagnosed({ bootstrapServers });
    assert.equal(diagnosis.isUsable, true);
    assert.deepEqual(statuses.slice(0, 8), [
      "dns passed",
      "tcp passed",
      "tls skipped",
      "apiVersions passed",
      "sasl passed",
      "metadata passed",
      "advertised passed",
      "topicPermissions passed",
    ]);
    assert.match(check("apiVersions").finding, /^Kafka 4\.1 or newer/);
    assert.match(check("metadata").finding, /^Cluster \S{22}: broker 1; controller 1\.$/);
    assert.match(check("advertised").finding, /reachable/);
    assert.match(check("topicPermissions").finding, /^\d+ topics? visible\.$/);
    assert.match(check("groupPermissions").finding, /groups? visible\.$|^There are no groups\.$/);
  });

  it("tells of every check as it begins and as it ends", async () => {
    const { events, diagnosis } = await diagnosed({ bootstrapServers: cluster.bootstrapServers });
    const ended = events.flatMap((event) => (event.kind === "ended" ? [event.check] : []));
    assert.deepEqual(ended, diagnosis.checks);
    for (const { name, status } of diagnosis.checks) {
      const kinds = events.flatMap((event) => {
        const of = event.kind === "ended" ? event.check.name : event.name;
        return of === name ? [event.kind] : [];
      });
      assert.deepEqual(kinds, status === "skipped" ? ["ended"] : ["begun", "ended"]);
    }
  });

  it("asks questions only, and leaves no connection open", async () => {
    const [alive = ""] = cluster.bootstrapServers;
    const proxy = await KafkaProxy.start();
    servers.push(proxy);
    proxy.target = Number(alive.slice(alive.indexOf(":") + 1));
    const { diagnosis } = await diagnosed({
      bootstrapServers: [proxy.address],
      addressMap: { [alive]: proxy.address },
    });
    assert.equal(diagnosis.isUsable, true);
    const questions = new Set<number>(
      [
        apiVersionsApi,
        saslHandshakeApi,
        metadataApi,
        describeClusterApi,
        listGroupsApi,
        findCoordinatorApi,
        describeGroupsApi,
      ].map(({ key }) => key),
    );
    const asked = proxy.requests.map(({ apiKey }) => apiKey);
    assert.deepEqual(
      asked.filter((key) => !questions.has(key)),
      [],
    );
    assert.ok(asked.includes(listGroupsApi.key));
    await eventually("every connection is closed", () => proxy.connections === 0);
  });

  it("names the port where nothing listens", async () => {
    const address = await PlainServer.deadAddress();
    await failsAt("tcp", new RegExp(`^Nothing is listening at ${address} `), address);
  });

  it("names the host that cannot be found", async () => {
    const missing = /Cannot find host no-such-host\.invalid|No name server told/;
    await failsAt("dns", missing, "no-such-host.invalid:9092");
  });

  it("gives up in time where connection requests are dropped", async function () {
    // elsewhere a full queue of connections is answered by a refusal
    if (process.platform !== "linux") this.skip();
    const server = await DroppingServer.start();
    servers.push(server);
    await failsAt("tcp", /^No answer from .* in 0\.3 s: is a firewall or a VPN/, server.address);
  });

  it("tells a server that accepts and stays silent from a broker", async () => {
    const server = await serve();
    await failsAt("apiVersions", /does not speak Kafka \(or is overloaded\)/, server.address);
    await eventually("its sockets are closed", () => server.connections === 0);
  });

  it("tells a web server from a broker", async () => {
    const { address } = await serve((socket) =>
      socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    await failsAt("apiVersions", /answers HTTP/, address);
  });

  it("tells a server that hangs up from a broker", async () => {
    const { address } = await serve((socket) => socket.on("data", () => socket.destroy()));
    await failsAt("apiVersions", /closed the connection: wrong port or protocol\?/, address);
  });

  it("tells a server that sends garbage from a broker", async () => {
    const { address } = await serve((socket) =>
      socket.on("data", () => socket.write(Buffer.alloc(64, 0xff))),
    );
    await failsAt("apiVersions", /does not speak Kafka/, address);
  });

  it("tells an answer that is cut from a whole one", async () => {
    const { address } = await serve((socket) =>
      socket.on("data", () => socket.end(Buffer.from([0, 0, 1, 0, 0, 0, 0, 1]))),
    );
    await failsAt("apiVersions", /closed the connection/, address);
  });

  it("says that a listener expects TLS when it answers by an alert", async () => {
    const { address } = await serve((socket) => socket.on("data", () => socket.end(tlsAlert)));
    await failsAt("apiVersions", /expects TLS; this connection is plaintext/, address);
  });

  it("says that a listener expects TLS when it hangs up on anything else", async () => {
    const { address } = await serve((socket) =>
      socket.on("data", (chunk: Buffer) => {
        socket.end(chunk[0] === tlsGreeting ? tlsAlert : Buffer.alloc(0));
      }),
    );
    await failsAt("apiVersions", /expects TLS; this connection is plaintext/, address);
  });

  it("calls a bootstrap server's failure a warning while another one works", async () => {
    const dead = await PlainServer.deadAddress();
    const [alive = ""] = cluster.bootstrapServers;
    const { diagnosis, check, events } = await diagnosed({ bootstrapServers: [dead, alive] });
    assert.equal(diagnosis.isUsable, true);
    assert.equal(check("tcp", dead).status, "warning");
    assert.match(check("tcp", dead).finding, /Nothing is listening/);
    assert.equal(check("tcp", alive).status, "passed");
    assert.equal(events.filter((event) => event.kind === "ended").length, diagnosis.checks.length);
  });

  it("tells what became of each when none of several works", async () => {
    const [one, other] = [await PlainServer.deadAddress(), await PlainServer.deadAddress()];
    const { diagnosis, check } = await diagnosed({ bootstrapServers: [one, other] });
    assert.equal(diagnosis.isUsable, false);
    for (const address of [one, other]) assert.equal(check("tcp", address).status, "failed");
  });

  it("writes IPv6 addresses in brackets", async () => {
    await failsAt("tcp", /\[::1\]:9/, "[::1]:9");
  });

  it("goes where the address map leads", async () => {
    const [alive = ""] = cluster.bootstrapServers;
    const { check, diagnosis } = await diagnosed({
      bootstrapServers: ["kafka.example:9092"],
      addressMap: { "kafka.example:9092": alive },
    });
    assert.equal(diagnosis.isUsable, true);
    assert.match(check("dns").finding, new RegExp(`^Mapped to ${alive}\\.`));
  });

  it("ends at once when it is cancelled, whatever it waits for, and leaves no socket", async () => {
    const silent = await serve();
    const ending = new AbortController();
    const call = diagnosed(
      { bootstrapServers: [silent.address], connectTimeoutMs: 600_000 },
      ending.signal,
    );
    await eventually("it waits for an answer", () => silent.connections > 0);
    ending.abort();
    await assert.rejects(within(soonMs, call), kafkaError("cancelled"));
    await eventually("its socket is closed", () => silent.connections === 0);
  });

  it("does not begin when it is cancelled already", async () => {
    const server = await serve();
    const call = diagnosed({ bootstrapServers: [server.address] }, AbortSignal.abort());
    await assert.rejects(call, kafkaError("cancelled"));
  });

  it("refuses addresses that make no sense", async () => {
    const call = diagnosed({ bootstrapServers: ["http://localhost:9092"] });
    await assert.rejects(call, kafkaError("invalidInput"));
  });
});
