import type { Benchmark } from "../bench";
import { runConsumerGroups } from "../peers/consumerGroupsCli";
import { comparisons, type Contestant } from "../race";
import { fillTopic } from "../workload";

const topic = "lag";
const group = "lag-0";

/** Lag of one group on all its partitions. */
export const lag: Benchmark = {
  name: "lag",
  async run(bench) {
    const { partitions, warmUps, repeats } = bench.sizes;
    const clients = await bench.clients();
    await fillTopic(clients, { topic, partitions, messagesPerPartition: 20 });
    await clients.ask("java", "commit", {
      ...{ prefix: topic, groups: 1, topic, partitions, perGroup: partitions },
    });
    const contestants: Contestant[] = [
      { peer: "ours", warmUps, repeats, run: () => clients.ask("ours", "lag", { group }) },
      {
        peer: "kafka-consumer-groups",
        run: () =>
          runConsumerGroups(
            clients.bootstrapServers,
            ["--describe", "--group", group],
            [1, 2, 3, 4, 5],
          ),
      },
      { peer: "java-admin", warmUps, repeats, run: () => clients.ask("java", "lag", { group }) },
      { peer: "kafkajs", warmUps, repeats, run: () => clients.ask("kafkajs", "lag", { group }) },
    ];
    if (await clients.hasPlatformatic()) {
      contestants.push({
        peer: "platformatic",
        warmUps,
        repeats,
        run: () => clients.ask("platformatic", "lag", { group }),
      });
    }
    const result = await bench.race("lag", contestants, bench.sizes.shortRounds);
    return comparisons({ name: "lag", unit: "ms" }, result);
  },
};
