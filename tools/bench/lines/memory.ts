import type { Benchmark } from "../bench";
import { comparisons, figure } from "../race";
import { fillTopic, missingNeedle } from "../workload";

const topic = "memory";

/** How far the heap grows while a long partition is searched. */
export const memory: Benchmark = {
  name: "memory",
  async run(bench) {
    const { memoryMessages: messages, valueBytes } = bench.sizes;
    const clients = await bench.clients();
    bench.progress(`Filling ${topic}`);
    await fillTopic(clients, {
      ...{ topic, partitions: 1, messagesPerPartition: messages, valueBytes },
    });
    const params = { topic, messages, needle: missingNeedle };
    const result = await bench.race(
      "memory",
      (["ours", "kafkajs"] as const).map((peer) => ({
        peer,
        run: () => clients.runOnce(peer, "memory", params),
      })),
    );
    return comparisons({ name: "memory", unit: "MB" }, result, figure("megabytes"));
  },
};
