/** What is compared with: other clients, and yardsticks of our own. */
export type Peer = Client | Yardstick;

type Client =
  "kafka-consumer-groups" | "java-admin" | "kcat" | "kafkajs" | "platformatic" | "kafka-python";

type Yardstick = "headers-only" | "linear";

/** Not another client: people see what we measure ourselves by, programs get lines of clients only. */
export function isYardstick(peer: Peer): peer is Yardstick {
  return peer === "headers-only" || peer === "linear";
}

export type Unit = "ms" | "messages/s" | "MB" | "% CPU" | "timers" | "times";

/** Medians of one piece of work, ours beside a peer's. */
export interface Comparison {
  readonly name: string;
  readonly peer: Peer;
  readonly unit: Unit;
  readonly ours: number;
  readonly theirs: number;
}

/** What is below this counts as this, or nothing could be divided by it: the resolution of what is measured. */
const resolution: Readonly<Record<Unit, number>> = {
  ms: 0.001,
  "messages/s": 0.001,
  MB: 0.1,
  "% CPU": 0.01,
  timers: 1,
  times: 0.001,
};

/** Above 1, ours is better by that factor. */
export function ratioOf({ unit, ours, theirs }: Comparison): number {
  const [mine, other] = [Math.max(ours, resolution[unit]), Math.max(theirs, resolution[unit])];
  return unit === "messages/s" ? mine / other : other / mine;
}
