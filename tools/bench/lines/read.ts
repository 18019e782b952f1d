import type { Bench, Benchmark } from "../bench";
import type { Comparison } from "../comparison";
import type { JobRun, ReadParams } from "../jobs";
import type { Clients } from "../peers/clients";
import type { Kcat } from "../peers/kcat";
import { comparisons, figure, type Contestant } from "../race";
import { fillTopic } from "../workload";

/** Reads a whole partition, every message decoded; each client in a process of its own that ends afterwards. */
export const reads: readonly Benchmark[] = ["none", "gzip", "snappy", "lz4", "zstd"].map(
  (codec) => ({ name: `read-${codec}`, run: (bench) => read(bench, codec) }),
);

/** kafka-python takes half a minute for a million messages: it is compared over so many times fewer. */
const shareForPython = 10;

async function read(bench: Bench, codec: string): Promise<readonly Comparison[]> {
  const { readMessages: messages, valueBytes } = bench.sizes;
  const clients = await bench.clients();
  const topic = `read-${codec}`;
  bench.progress(`Filling ${topic}`);
  await fillTopic(clients, {
    ...{ topic, partitions: 1, messagesPerPartition: messages, valueBytes, codec },
  });
  const all = { topic, messages };
  const results = await compare(bench, all, await contestants(clients, all));
  // for the other codecs it needs packages of its own
  if (codec !== "none" || !(await clients.hasPython())) return results;
  const few = { topic, messages: messages / shareForPython };
  const programs = ["ours", "kafka-python"] as const;
  const both = programs.map((program) => byProcess(clients, program, few));
  return [...results, ...(await compare(bench, few, both))];
}

async function compare(
  bench: Bench,
  { topic: name, messages }: ReadParams,
  all: readonly Contestant[],
): Promise<readonly Comparison[]> {
  const result = await bench.race(name, all);
  return [
    ...comparisons({ name, unit: "messages/s" }, result, ({ ms }) => (messages / ms) * 1_000),
    ...comparisons({ name: `${name}-process`, unit: "ms" }, result, figure("processMs")),
  ];
}

async function contestants(clients: Clients, work: ReadParams): Promise<readonly Contestant[]> {
  const kcat = await clients.kcat();
  return [
    byProcess(clients, "ours", work),
    byProcess(clients, "kafkajs", work),
    ...(kcat ? [{ peer: "kcat", run: () => readByKcat(kcat, work) } as const] : []),
    ...((await clients.hasPlatformatic()) ? [byProcess(clients, "platformatic", work)] : []),
  ];
}

function byProcess(
  clients: Clients,
  program: "ours" | "kafkajs" | "platformatic" | "kafka-python",
  work: ReadParams,
): Contestant {
  return { peer: program, run: () => clients.runOnce(program, "read", work) };
}

/** The others time themselves from their first messages on; kcat's time up to its first is measured apart. */
async function readByKcat(kcat: Kcat, { topic, messages }: ReadParams): Promise<JobRun> {
  const startUpMs = await kcat.startUp(topic);
  const { ms, rows } = await kcat.read(topic, messages);
  // little data may come sooner than the one message did
  return { ms: Math.max(ms - startUpMs, 1), rows, figures: { processMs: ms } };
}
