import type { GroupDescription } from "../../../../src/kafka/model";
import type { PartitionFacts, ResetFacts } from "../../../../src/kafka/reset/facts";
import type { ResetRequest, ResetTarget } from "../../../../src/kafka/reset/target";

export const group = (overrides: Partial<GroupDescription> = {}): GroupDescription => ({
  groupId: "billing",
  type: "classic",
  state: "Empty",
  protocolType: "consumer",
  assignor: "",
  coordinator: { nodeId: 1, host: "127.0.0.1", port: 9092, rack: undefined },
  groupEpoch: undefined,
  assignmentEpoch: undefined,
  members: [],
  ...overrides,
});

export const partition = (overrides: Partial<PartitionFacts> = {}): PartitionFacts => ({
  topic: "orders",
  partition: 0,
  start: 10n,
  end: 100n,
  committed: 40n,
  metadata: "",
  leaderEpoch: -1,
  foundOffset: undefined,
  sourceOffset: undefined,
  ...overrides,
});

export const facts = (overrides: Partial<ResetFacts> = {}): ResetFacts => ({
  group: group(),
  partitions: [partition()],
  problems: [],
  committedPartitions: [{ topic: "orders", partition: 0 }],
  timestampMs: undefined,
  ...overrides,
});

export const request = (
  target: ResetTarget,
  overrides: Partial<ResetRequest> = {},
): ResetRequest => ({
  groupId: "billing",
  scope: { kind: "allTopics" },
  target,
  ...overrides,
});

export const earliest: ResetTarget = { to: "earliest" };
export const latest: ResetTarget = { to: "latest" };
export const toOffset = (offset: bigint): ResetTarget => ({ to: "offset", offset });
export const toTime: ResetTarget = { to: "timestamp", timestampMs: 1_000n };
