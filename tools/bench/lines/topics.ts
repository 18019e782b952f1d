import type { Bench, Benchmark } from "../bench";
import type { Comparison } from "../comparison";
import type { Clients } from "../peers/clients";
import { comparisons, type Contestant } from "../race";
import { median } from "../medians";

/** A broker keeps a file and a memory map for each index of each partition: small ones, and three brokers. */
const extraProperties = {
  "log.index.size.max.bytes": "4096",
  "log.segment.bytes": "1048576",
  "default.replication.factor": "1",
};

/** Every topic of a large cluster with the start and the end of every partition; then how that grows. */
export const topics: Benchmark = {
  name: "topics",
  run: (bench) =>
    bench.withCluster({ brokers: 3, extraProperties }, (clients) => measure(bench, clients)),
};

async function measure(bench: Bench, clients: Clients): Promise<readonly Comparison[]> {
  const { topics: count, warmUps } = bench.sizes;
  await createTopics(bench, clients, 0, count / 10);
  const few = await bench.race("topics-growth", [ours(clients, warmUps)]);
  await createTopics(bench, clients, count / 10, count);
  const contestants: Contestant[] = [
    ours(clients, 2),
    { peer: "java-admin", warmUps: 2, run: () => clients.ask("java", "topics", {}) },
    { peer: "kafkajs", warmUps: 1, run: () => clients.ask("kafkajs", "topics", {}) },
  ];
  if (await clients.hasPlatformatic()) {
    contestants.push({
      ...{ peer: "platformatic", warmUps: 1 },
      run: () => clients.ask("platformatic", "topics", {}),
    });
  }
  const many = await bench.race("topics", contestants);
  const [msOfFew, msOfMany] = [few, many].map((result) =>
    median((result.get("ours") ?? []).map(({ ms }) => ms)),
  );
  return [
    ...comparisons({ name: "topics", unit: "ms" }, many),
    {
      ...{ name: "topics-growth", peer: "linear", unit: "times" },
      ours: (msOfMany ?? 0) / (msOfFew ?? 1),
      theirs: 10,
    },
  ];
}

function ours(clients: Clients, warmUps: number): Contestant {
  return { peer: "ours", warmUps, run: () => clients.ask("ours", "topics", {}) };
}

async function createTopics(
  bench: Bench,
  clients: Clients,
  from: number,
  to: number,
): Promise<void> {
  const partitions = bench.sizes.partitionsPerTopic;
  bench.progress(`Creating ${to - from} topics of ${partitions} partitions`);
  const names = Array.from({ length: to - from }, (_, index) => `topic-${from + index}`);
  await clients.ask("java", "createTopics", { topics: names, partitions });
}
