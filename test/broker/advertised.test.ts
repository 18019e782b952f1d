import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { kafkaError } from "../support/kafkaError";
import { TestKafka } from "../support/testKafka";

describe("a broker that advertises an address nobody can reach", function () {
  this.timeout(60_000);
  let servers: KafkaCluster;
  let cluster: TestKafka;
  let directory: string;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "advertised-"));
    servers = await startKafka({
      dataDirectory: directory,
      extraProperties: { "advertised.listeners": "PLAINTEXT://no-such-broker.invalid:9092" },
    });
    cluster = new TestKafka(servers.bootstrapServers);
  });

  after(async () => {
    await cluster.close();
    await servers.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  it("still describes itself and its topics", async () => {
    const gateway = cluster.gateway();
    const { brokers } = await gateway.describeCluster();
    assert.equal(brokers[0]?.host, "no-such-broker.invalid");
    assert.ok(Array.isArray(await gateway.listTopics()));
  });

  it("is blamed by both addresses when its groups are asked for", async () => {
    const [bootstrap = ""] = cluster.bootstrapServers;
    await assert.rejects(
      cluster.gateway().listGroups(),
      kafkaError(
        "unreachable",
        new RegExp(
          `^Connected to ${bootstrap}, but the cluster tells clients to use no-such-broker\\.invalid:9092`,
        ),
      ),
    );
  });
});
