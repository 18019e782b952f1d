import { ratioOf, type Comparison, type Peer } from "./comparison";

/** How much better than the peer ours is to be, or how much of something ours may use at most. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

const goals: Readonly<Record<string, Readonly<Partial<Record<Peer, Goal>>>>> = {
  lag: { "kafka-consumer-groups": { atLeast: 50 }, kafkajs: { atLeast: 2 } },
  groups: { "kafka-consumer-groups": { atLeast: 15 }, "java-admin": { atLeast: 1 } },
  topics: { kafkajs: { atLeast: 10 } },
  // ten times the topics in at most twelve and a half times the time
  "topics-growth": { linear: { atLeast: 0.8 } },
  "read-none": { kcat: { atLeast: 1.5 }, kafkajs: { atLeast: 3 } },
  "read-gzip": { kcat: { atLeast: 1.5 }, kafkajs: { atLeast: 3 } },
  "read-snappy": { kcat: { atLeast: 1.5 }, kafkajs: { atLeast: 3 } },
  "read-lz4": { kcat: { atLeast: 1.5 }, kafkajs: { atLeast: 3 } },
  "read-zstd": { kcat: { atLeast: 1.5 }, kafkajs: { atLeast: 3 } },
  search: { kcat: { atLeast: 2 }, "headers-only": { atLeast: 1 / 1.5 } },
  "search-hits": { kcat: { atLeast: 2 }, "headers-only": { atLeast: 1 / 1.5 } },
  seek: { kcat: { atLeast: 5 } },
  last: { kcat: { atLeast: 2 } },
  reset: { "kafka-consumer-groups": { atLeast: 10 }, kafkajs: { atLeast: 50 } },
  idle: { kafkajs: { atMost: 0.1 } },
  "idle-timers": { kafkajs: { atMost: 0 } },
  memory: { kafkajs: { atMost: 64 } },
};

/** Undefined where the comparison is shown for information only. */
export function goalOf({ name, peer }: Comparison): Goal | undefined {
  return goals[name]?.[peer];
}

export function isReached(comparison: Comparison, goal: Goal): boolean {
  return "atLeast" in goal ? ratioOf(comparison) >= goal.atLeast : comparison.ours <= goal.atMost;
}
