import type { Benchmark } from "../bench";
import { comparisons, type Contestant } from "../race";
import { fillTopic, firstTimestampMs, timestampStepMs } from "../workload";

const topic = "seek";

/** The first message of every partition at a timestamp. */
export const seek: Benchmark = {
  name: "seek",
  async run(bench) {
    const { partitions, warmUps, repeats, messagesPerPartition } = bench.sizes;
    const clients = await bench.clients();
    bench.progress(`Filling ${topic}`);
    await fillTopic(clients, { topic, partitions, messagesPerPartition });
    const timestampMs = firstTimestampMs + Math.floor(messagesPerPartition / 2) * timestampStepMs;
    const params = { topic, partitions, timestampMs };
    const contestants: Contestant[] = [
      { peer: "ours", warmUps, repeats, run: () => clients.ask("ours", "seek", params) },
    ];
    const kcat = await clients.kcat();
    if (kcat) {
      contestants.push({
        peer: "kcat",
        run: () => kcat.between(topic, timestampMs, timestampMs + 1),
      });
    }
    if (await clients.hasPython()) {
      contestants.push({
        peer: "kafka-python",
        run: () => clients.runOnce("kafka-python", "seek", params),
      });
    }
    const result = await bench.race("seek", contestants, bench.sizes.shortRounds);
    return comparisons({ name: "seek", unit: "ms" }, result);
  },
};
