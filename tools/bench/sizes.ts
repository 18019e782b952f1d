/** How much work each benchmark does. */
export interface Sizes {
  /** At least five: the median of fewer says little. */
  readonly rounds: number;
  /** Where a round takes a second or less. */
  readonly shortRounds: number;
  /** Runs of a warm client before those that count. */
  readonly warmUps: number;
  /** Of a warm client, in each round. */
  readonly repeats: number;
  /** Of the group measured by `lag`, `seek`, `last` and `reset`. */
  readonly partitions: number;
  readonly groups: number;
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly readMessages: number;
  readonly valueBytes: number;
  readonly hits: number;
  readonly messagesPerPartition: number;
  readonly lastMessages: number;
  readonly memoryMessages: number;
  readonly idleConnections: number;
  /** Of one round. */
  readonly idleMs: number;
}

export const fullSizes: Sizes = {
  rounds: 5,
  shortRounds: 15,
  warmUps: 10,
  repeats: 5,
  partitions: 100,
  groups: 2_000,
  topics: 10_000,
  partitionsPerTopic: 3,
  readMessages: 1_000_000,
  valueBytes: 200,
  hits: 100,
  messagesPerPartition: 1_000,
  lastMessages: 100,
  memoryMessages: 5_000_000,
  idleConnections: 5,
  idleMs: 12_000,
};

/** For trying the benchmark itself: its figures mean little. */
export const quickSizes: Sizes = {
  ...fullSizes,
  shortRounds: 5,
  warmUps: 3,
  groups: 200,
  topics: 200,
  readMessages: 50_000,
  messagesPerPartition: 200,
  memoryMessages: 100_000,
  idleMs: 2_000,
};
