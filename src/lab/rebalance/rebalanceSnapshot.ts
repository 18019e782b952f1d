import type { ConsumerSnapshot } from "./labConsumer";
import type { ProducerSnapshot } from "./labProducer";
import type { TopicPhase } from "./labTopic";
import type { Leftovers } from "./leftovers";
import type { RebalanceSetup } from "./setup";
import type { Step } from "./steps";

/** The lab at one moment. */
export interface RebalanceSnapshot {
  readonly setup: RebalanceSetup;
  readonly topic: TopicPhase;
  readonly isBorrowed: boolean;
  readonly groupState: string | undefined;
  readonly intervalMs: number;
  readonly spreads: boolean;
  readonly keys: readonly string[];
  readonly producer: ProducerSnapshot;
  readonly consumers: readonly ConsumerSnapshot[];
  readonly steps: readonly (Step & { readonly isReached: boolean })[];
  readonly leftovers: Leftovers;
}
