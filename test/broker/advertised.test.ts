import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { diagnosed } from "../support/diagnosed";
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

  it("is blamed by the address it is mapped to, if that is dead", async () => {
    const [bootstrap = ""] = cluster.bootstrapServers;
    const addressMap = { "no-such-broker.invalid": "dead-end.invalid" };
    await assert.rejects(
      cluster.gateway({ addressMap }).listGroups(),
      kafkaError("unreachable", new RegExp(`^Connected to ${bootstrap}.*dead-end\\.invalid:9092`)),
    );
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

  it("is found by the diagnosis, which tells who told of it, and blames no password", async () => {
    const { bootstrapServers } = cluster;
    const { diagnosis, check } = await diagnosed({ bootstrapServers });
    assert.equal(diagnosis.isUsable, false);
    const { address, status, finding, advice } = check("advertised");
    assert.deepEqual([address, status], ["no-such-broker.invalid:9092", "failed"]);
    assert.match(finding, new RegExp(`^Connected to ${bootstrapServers.join()}, but the cluster`));
    assert.match(finding, /Cannot find host no-such-broker\.invalid|No name server/);
    assert.match(advice ?? "", /advertised\.listeners/);
    assert.equal(check("groupPermissions").status, "skipped");
  });

  describe("when the connection maps that address to one that works", () => {
    function addressMap(): Record<string, string> {
      const [bootstrap = ""] = cluster.bootstrapServers;
      return { "no-such-broker.invalid:9092": bootstrap };
    }

    it("is asked there", async () => {
      assert.deepEqual(await cluster.gateway({ addressMap: addressMap() }).listGroups(), []);
    });

    it("passes the diagnosis, which tells both addresses", async () => {
      const { bootstrapServers } = cluster;
      const result = await diagnosed({ bootstrapServers, addressMap: addressMap() });
      assert.equal(result.diagnosis.isUsable, true);
      assert.match(
        result.check("advertised").finding,
        new RegExp(
          `at no-such-broker\\.invalid:9092, mapped to ${bootstrapServers.join()}: reachable`,
        ),
      );
    });
  });
});
