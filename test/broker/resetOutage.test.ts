import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { applyReset } from "../../src/kafka/reset/applyReset";
import { describeResult } from "../../src/kafka/reset/describeResult";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { pollFor } from "../../tools/process/poll";
import { ResetScene } from "./resetScene";

describe("resetting a group while brokers are down", () => {
  let directory: string;
  let kafka: KafkaCluster;
  let scene: ResetScene;
  let topic: string;
  let groupId: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "reset-outage-"));
    kafka = await startKafka({ brokers: 2, dataDirectory: directory });
    scene = new ResetScene(kafka.bootstrapServers.join(","));
    await scene.open();
    topic = await scene.topicOnBrokers([1, 2]);
    groupId = scene.name("outage");
    await scene.produce(topic, 0, 5);
    await scene.produce(topic, 1, 5);
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 3n },
      { topic, partition: 1, offset: 3n },
    ]);
  });

  after(async () => {
    await scene.close();
    await kafka.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  it("plans nothing as long as one partition in scope has no leader", async () => {
    await kafka.broker(2).kill();
    const leaderless = await pollFor(
      "a partition without leader",
      async () => {
        const planning = scene.plan(groupId, { kind: "allTopics" }, { to: "earliest" });
        // Until another broker coordinates the group, the group itself cannot be read.
        const plan = await planning.catch(() => undefined);
        return plan?.obstacle?.message.startsWith(`${topic}-1 has no leader.`) ? plan : undefined;
      },
      { timeoutMs: 20_000 },
    );
    assert.equal(leaderless.obstacle?.kind, "unreadablePartitions");
    await assert.rejects(applyReset(scene.gateway, leaderless), { kind: "invalidInput" });
    assert.deepEqual(await scene.commits(groupId), { 0: 3n, 1: 3n });
  });

  it("still resets the partitions that have a leader, when only these are in scope", async () => {
    const scope = { kind: "partitions", partitions: [{ topic, partition: 0 }] } as const;
    const plan = await scene.plan(groupId, scope, { to: "latest" });
    assert.equal(describeResult(plan, await applyReset(scene.gateway, plan)).ok, true);
    assert.deepEqual(await scene.commits(groupId), { 0: 5n, 1: 3n });
  });

  it("does not claim what it cannot read back, and does not write it later", async () => {
    const scope = { kind: "partitions", partitions: [{ topic, partition: 0 }] } as const;
    const plan = await scene.plan(groupId, scope, { to: "earliest" });
    const dying = Object.create(scene.gateway, {
      commitOffsets: {
        value: async (...args: Parameters<ClusterGateway["commitOffsets"]>) => {
          await kafka.broker(1).kill();
          return scene.gateway.commitOffsets(...args);
        },
      },
    }) as ClusterGateway;
    const result = await applyReset(dying, plan);
    assert.ok(result.kind === "sent");
    assert.equal(result.rows[0]?.outcome.kind, "unknown");
    assert.match(describeResult(plan, result).message, /may or may not be written/);

    await Promise.all(kafka.brokers.map((broker) => broker.start()));
    assert.deepEqual(await scene.commits(groupId), { 0: 5n, 1: 3n });
  });
});
