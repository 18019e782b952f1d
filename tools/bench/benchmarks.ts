import type { Benchmark } from "./bench";
import { groups } from "./lines/groups";
import { idle } from "./lines/idle";
import { lag } from "./lines/lag";
import { last } from "./lines/last";
import { memory } from "./lines/memory";
import { reads } from "./lines/read";
import { reset } from "./lines/reset";
import { search } from "./lines/search";
import { seek } from "./lines/seek";
import { topics } from "./lines/topics";

export const benchmarks: readonly Benchmark[] = [
  ...[lag, groups, topics, ...reads, search, seek, last, reset, idle, memory],
];

/** All without names; `read` stands for every codec. `unknown` is a name that no benchmark has. */
export function chooseBenchmarks(names: readonly string[]): {
  readonly chosen: readonly Benchmark[];
  readonly unknown: string | undefined;
} {
  const isNamed = ({ name }: Benchmark, by: string): boolean =>
    name === by || name.startsWith(`${by}-`);
  const unknown = names.find((by) => !benchmarks.some((one) => isNamed(one, by)));
  const chosen =
    names.length === 0
      ? benchmarks
      : benchmarks.filter((one) => names.some((by) => isNamed(one, by)));
  return { chosen, unknown };
}
