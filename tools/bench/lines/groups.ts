import type { Bench, Benchmark } from "../bench";
import type { Comparison } from "../comparison";
import type { Clients } from "../peers/clients";
import { runConsumerGroups } from "../peers/consumerGroupsCli";
import { comparisons } from "../race";
import { fillTopic } from "../workload";

const topic = "groups";
const partitions = 30;
const partitionsPerGroup = 3;

/** List, describe, offsets and lag of every group of a cluster. */
export const groups: Benchmark = {
  name: "groups",
  run: (bench) => bench.withCluster({ brokers: 1 }, (clients) => measure(bench, clients)),
};

async function measure(bench: Bench, clients: Clients): Promise<readonly Comparison[]> {
  const { groups: count, warmUps } = bench.sizes;
  await fillTopic(clients, { topic, partitions, messagesPerPartition: 20 });
  bench.progress(`Committing offsets of ${count} groups`);
  await clients.ask("java", "commit", {
    ...{ prefix: topic, groups: count, topic, partitions, perGroup: partitionsPerGroup },
  });
  const result = await bench.race("groups", [
    { peer: "ours", warmUps, run: () => clients.ask("ours", "groups", {}) },
    {
      peer: "kafka-consumer-groups",
      run: () =>
        runConsumerGroups(
          clients.bootstrapServers,
          ["--describe", "--all-groups"],
          [0, 1, 2, 3, 4, 5],
        ),
    },
    { peer: "java-admin", warmUps, run: () => clients.ask("java", "groups", {}) },
    { peer: "kafkajs", warmUps: 1, run: () => clients.ask("kafkajs", "groups", {}) },
  ]);
  return comparisons({ name: "groups", unit: "ms" }, result);
}
