import type { Admin, Kafka } from "kafkajs";

/** A topic of the demo and what fills it. */
export interface TopicSeed {
  readonly name: string;
  readonly partitions: number;
  readonly config?: Readonly<Record<string, string>>;
  /** The sum of its end offsets once filled, transaction markers not counted. */
  readonly messages: number;
  fill(target: SeedTarget): Promise<void>;
}

export interface SeedTarget {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly bootstrapServers: string;
  readonly signal: AbortSignal;
}
