import type { Benchmark } from "../bench";
import { comparisons, type Contestant } from "../race";
import { fillTopic } from "../workload";

const topic = "last";

/** The last messages of every partition. */
export const last: Benchmark = {
  name: "last",
  async run(bench) {
    const { partitions, warmUps, repeats, messagesPerPartition, lastMessages } = bench.sizes;
    const clients = await bench.clients();
    bench.progress(`Filling ${topic}`);
    await fillTopic(clients, { topic, partitions, messagesPerPartition });
    const params = { topic, partitions, messagesPerPartition: lastMessages };
    const contestants: Contestant[] = [
      { peer: "ours", warmUps, repeats, run: () => clients.ask("ours", "last", params) },
    ];
    const kcat = await clients.kcat();
    if (kcat) {
      contestants.push({
        peer: "kcat",
        run: () => kcat.last(topic, lastMessages, partitions * lastMessages),
      });
    }
    const result = await bench.race("last", contestants, bench.sizes.shortRounds);
    return comparisons({ name: "last", unit: "ms" }, result);
  },
};
