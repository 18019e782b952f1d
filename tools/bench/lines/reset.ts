import type { Benchmark } from "../bench";
import { runConsumerGroups } from "../peers/consumerGroupsCli";
import { comparisons } from "../race";
import { fillTopic } from "../workload";

const topic = "reset";

/** Plan, commit and read back; by turns to the earliest and the latest offsets, so that each run has work to do. */
export const reset: Benchmark = {
  name: "reset",
  async run(bench) {
    const { partitions } = bench.sizes;
    const clients = await bench.clients();
    await fillTopic(clients, { topic, partitions, messagesPerPartition: 20 });
    await clients.ask("java", "commit", {
      ...{ prefix: topic, groups: 4, topic, partitions, perGroup: partitions },
    });
    const toOf = (round: number): "earliest" | "latest" =>
      round % 2 === 0 ? "earliest" : "latest";
    const result = await bench.race("reset", [
      {
        ...{ peer: "ours", warmUps: 4 },
        run: (round) => clients.ask("ours", "reset", { group: "reset-0", to: toOf(round) }),
      },
      {
        peer: "kafka-consumer-groups",
        run: (round) =>
          runConsumerGroups(
            clients.bootstrapServers,
            [
              ...["--reset-offsets", "--group", "reset-1", "--all-topics"],
              ...[`--to-${toOf(round)}`, "--execute"],
            ],
            [1, 2, 3],
          ),
      },
      {
        ...{ peer: "java-admin", warmUps: 4 },
        run: (round) => clients.ask("java", "reset", { group: "reset-2", to: toOf(round) }),
      },
      {
        peer: "kafkajs",
        run: (round) => clients.ask("kafkajs", "reset", { group: "reset-3", to: toOf(round) }),
      },
    ]);
    return comparisons({ name: "reset", unit: "ms" }, result);
  },
};
