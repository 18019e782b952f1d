import type { Bench, Benchmark } from "../bench";
import type { Comparison } from "../comparison";
import type { JobRun } from "../jobs";
import type { Clients } from "../peers/clients";
import { comparisons, type Contestant } from "../race";
import { fillTopic, missingNeedle, needle } from "../workload";

const topic = "search";

/** A substring that is nowhere, and one that is in a few messages. */
export const search: Benchmark = {
  name: "search",
  async run(bench) {
    const { readMessages: messagesPerPartition, valueBytes, hits } = bench.sizes;
    const clients = await bench.clients();
    bench.progress(`Filling ${topic}`);
    await fillTopic(clients, { topic, partitions: 1, messagesPerPartition, valueBytes, hits });
    return [
      ...(await searchFor(bench, clients, { name: "search", needle: missingNeedle, hits: 0 })),
      ...(await searchFor(bench, clients, { name: "search-hits", needle, hits })),
    ];
  },
};

interface Search {
  readonly name: string;
  readonly needle: string;
  readonly hits: number;
}

async function searchFor(
  bench: Bench,
  clients: Clients,
  { name, needle: text, hits }: Search,
): Promise<readonly Comparison[]> {
  const { readMessages: messages } = bench.sizes;
  const params = { topic, messages };
  const run = async (): Promise<JobRun> => {
    const found = await clients.ask("ours", "search", { ...params, needle: text });
    if (found.rows.length !== hits) throw new Error(`${found.rows.length} hits, not ${hits}`);
    return found;
  };
  const contestants: Contestant[] = [{ peer: "ours", warmUps: 1, run }];
  const kcat = await clients.kcat();
  if (kcat) contestants.push({ peer: "kcat", run: () => kcat.search(topic, messages, text) });
  const result = await bench.race(name, contestants);
  const walk = await bench.race(`${name} beside headers only`, [
    {
      peer: "ours",
      // the walk finds nothing, so that only the messages passed can be compared
      run: async () => ({ ...(await run()), rows: [`messages ${messages}`] }),
    },
    { peer: "headers-only", warmUps: 1, run: () => clients.ask("ours", "walk", params) },
  ]);
  return [...comparisons({ name, unit: "ms" }, result), ...comparisons({ name, unit: "ms" }, walk)];
}
