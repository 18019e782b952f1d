import assert from "node:assert/strict";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { Clusters } from "../../../src/config/clusters";
import type { ClusterConnection } from "../../../src/kafka/clusterConnection";
import { MemoryGateway } from "../../support/memoryGateway";
import { EventEmitter } from "../../support/vscode";

const profile = (id: string, change: Partial<ClusterProfile> = {}): ClusterProfile => ({
  id,
  name: `name of ${id}`,
  bootstrapServers: [`${id}:9092`],
  isReadOnly: false,
  ...change,
});

describe("Clusters", () => {
  let profiles: ClusterProfile[];
  let connectTimeoutMs: number;
  let opened: { gateway: MemoryGateway; connection: ClusterConnection }[];
  let changed: EventEmitter<void>;
  let reported: unknown[];
  let clusters: Clusters;

  beforeEach(() => {
    profiles = [profile("a"), profile("b")];
    connectTimeoutMs = 2500;
    opened = [];
    reported = [];
    changed = new EventEmitter();
    clusters = new Clusters(
      {
        list: () => ({ profiles, problems: [] }),
        connectionTo: ({ bootstrapServers }) => ({
          bootstrapServers,
          clientId: "test",
          connectTimeoutMs,
          requestTimeoutMs: 1,
        }),
        connectionKey: ({ bootstrapServers }) =>
          JSON.stringify([bootstrapServers, connectTimeoutMs]),
        onDidChange: changed.event,
      },
      (connection) => {
        const gateway = new MemoryGateway();
        opened.push({ gateway, connection });
        return gateway;
      },
      (error) => reported.push(error),
    );
  });

  it("opens a gateway when it is first asked for, and only then", () => {
    assert.equal(clusters.list().length, 2);
    assert.equal(opened.length, 0);
    const cluster = clusters.get("a");
    assert.equal(cluster?.profile.id, "a");
    assert.equal(clusters.get("a")?.gateway, cluster.gateway);
    assert.deepEqual(opened[0]?.connection.bootstrapServers, ["a:9092"]);
    assert.equal(opened.length, 1);
  });

  it("knows no cluster that is not in the settings", () => {
    assert.equal(clusters.get("c"), undefined);
  });

  it("closes the gateway of a profile whose servers changed, and opens another one", () => {
    clusters.get("a");
    clusters.get("b");
    const events: (readonly string[])[] = [];
    clusters.onDidChange(({ closedIds }) => events.push(closedIds));
    profiles = [profile("a", { bootstrapServers: ["elsewhere:1"] }), profile("b")];
    changed.fire();
    assert.deepEqual(events, [["a"]]);
    assert.deepEqual(
      opened.map(({ gateway }) => gateway.isClosed),
      [true, false],
    );
    clusters.get("a");
    assert.deepEqual(opened[2]?.connection.bootstrapServers, ["elsewhere:1"]);
  });

  it("keeps the connection of a profile that was only renamed or made read-only", () => {
    clusters.get("a");
    profiles = [profile("a", { name: "new", isReadOnly: true })];
    changed.fire();
    assert.equal(clusters.get("a")?.profile.name, "new");
    assert.equal(opened.length, 1);
    assert.equal(opened[0]?.gateway.isClosed, false);
  });

  it("closes the gateway of a removed profile", () => {
    clusters.get("a");
    profiles = [profile("b")];
    changed.fire();
    assert.equal(opened[0]?.gateway.isClosed, true);
    assert.equal(clusters.get("a"), undefined);
  });

  it("opens every connection anew after the timeouts changed", () => {
    clusters.get("a");
    connectTimeoutMs = 1;
    changed.fire();
    assert.equal(opened[0]?.gateway.isClosed, true);
    clusters.get("a");
    assert.equal(opened[1]?.connection.connectTimeoutMs, 1);
  });

  it("reconnects on request", () => {
    const first = clusters.get("a")?.gateway;
    const events: (readonly string[])[] = [];
    clusters.onDidChange(({ closedIds }) => events.push(closedIds));
    clusters.reconnect("a");
    assert.deepEqual(events, [["a"]]);
    assert.notEqual(clusters.get("a")?.gateway, first);
    assert.equal(opened[0]?.gateway.isClosed, true);
  });

  it("closes all of them and opens none afterwards", async () => {
    clusters.get("a");
    clusters.get("b");
    await clusters.close();
    assert.ok(opened.every(({ gateway }) => gateway.isClosed));
    assert.equal(clusters.get("a"), undefined);
  });

  it("reports a gateway that fails to close, and closes the others", async () => {
    clusters.get("a");
    clusters.get("b");
    const failure = new Error("stuck");
    const first = opened[0]?.gateway;
    assert.ok(first);
    first.close = () => Promise.reject(failure);
    await clusters.close();
    assert.deepEqual(reported, [failure]);
    assert.equal(opened[1]?.gateway.isClosed, true);
  });
});
