import { setTimeout as delay } from "node:timers/promises";

import type { Bench, Benchmark } from "../bench";
import type { Comparison } from "../comparison";
import type { JobRun } from "../jobs";
import type { Clients } from "../peers/clients";
import { comparisons, figure } from "../race";

/** What open connections cost while nobody asks anything: processor time, and timers that fire. */
export const idle: Benchmark = {
  name: "idle",
  run: (bench) => bench.withCluster({ brokers: 1 }, (clients) => measure(bench, clients)),
};

/** The processes are fresh: they have no other connection. */
async function measure(bench: Bench, clients: Clients): Promise<readonly Comparison[]> {
  const { idleConnections: connections, idleMs } = bench.sizes;
  const programs = ["ours", "kafkajs"] as const;
  for (const program of programs) await clients.ask(program, "openIdle", { connections });
  const result = await bench.race(
    "idle",
    programs.map((program) => ({ peer: program, run: () => rest(clients, program, idleMs) })),
  );
  return [
    ...comparisons({ name: "idle", unit: "% CPU" }, result, figure("cpuPercent")),
    ...comparisons({ name: "idle-timers", unit: "timers" }, result, figure("timers")),
  ];
}

async function rest(clients: Clients, program: "ours" | "kafkajs", ms: number): Promise<JobRun> {
  await clients.ask(program, "startIdle", {});
  await delay(ms);
  return clients.ask(program, "stopIdle", {});
}
