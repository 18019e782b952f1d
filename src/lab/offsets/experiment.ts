import type { Bench } from "./bench";

export type ExperimentId = "newGroup" | "commit" | "commitOnRevoke" | "twoGroups" | "belowLogStart";

/** A question about committed offsets, and how to see the answer on a real cluster. */
export interface Experiment {
  readonly id: ExperimentId;
  /** Part of the names of its topic and groups. */
  readonly slug: string;
  readonly title: string;
  /** What it answers. */
  readonly question: string;
  /** Names of the consumer's settings it is about, as Kafka's documentation has them. */
  readonly settings: readonly string[];
  readonly partitions: number;
  /** @throws KafkaError when the cluster or a process fails, or the signal of its bench ends it */
  run(bench: Bench): Promise<void>;
}
