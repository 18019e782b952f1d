/** Every identifier that package.json and the code share; test/unit/manifest.test.ts holds them together. */

export const extensionId = "kafka-offsets.kafka-offsets";

export const viewIds = {
  clusters: "kafkaOffsets.clusters",
  changes: "kafkaOffsets.changes",
} as const;

export const panelIds = {
  peek: "kafkaOffsets.peek",
  reset: "kafkaOffsets.reset",
  group: "kafkaOffsets.group",
} as const;

export const commandIds = [
  "kafkaOffsets.addCluster",
  "kafkaOffsets.removeCluster",
  "kafkaOffsets.reconnectCluster",
  "kafkaOffsets.refresh",
  "kafkaOffsets.retry",
  "kafkaOffsets.peekMessages",
  "kafkaOffsets.peekAtCommittedOffset",
  "kafkaOffsets.openGroup",
  "kafkaOffsets.explainGroup",
  "kafkaOffsets.watchRebalances",
  "kafkaOffsets.resetOffsets",
  "kafkaOffsets.resetOffsetsToEarliest",
  "kafkaOffsets.resetOffsetsToLatest",
  "kafkaOffsets.resetOffsetsToOffset",
  "kafkaOffsets.resetOffsetsToTimestamp",
  "kafkaOffsets.resetOffsetsByDuration",
  "kafkaOffsets.resetOffsetsByShift",
  "kafkaOffsets.resetOffsetsFromFile",
  "kafkaOffsets.resetOffsetsFromGroup",
  "kafkaOffsets.deleteGroup",
  "kafkaOffsets.deleteOffsets",
  "kafkaOffsets.undoLastChange",
  "kafkaOffsets.undoChange",
  "kafkaOffsets.showChange",
  "kafkaOffsets.exportChanges",
  "kafkaOffsets.copyName",
  "kafkaOffsets.showLog",
] as const;

export type CommandId = (typeof commandIds)[number];

export const settingKeys = {
  clusters: "kafkaOffsets.clusters",
  connectTimeoutMs: "kafkaOffsets.connectTimeoutMs",
  requestTimeoutMs: "kafkaOffsets.requestTimeoutMs",
  peekPageSize: "kafkaOffsets.peek.pageSize",
  peekTimeZone: "kafkaOffsets.peek.timeZone",
  peekMaxBytes: "kafkaOffsets.peek.maxBytes",
  peekMaxPartitionBytes: "kafkaOffsets.peek.maxPartitionBytes",
  peekMaxWaitMs: "kafkaOffsets.peek.maxWaitMs",
  peekMinBytes: "kafkaOffsets.peek.minBytes",
  peekHeldMessages: "kafkaOffsets.peek.heldMessages",
  peekSchemas: "kafkaOffsets.peek.schemas",
  showInternalTopics: "kafkaOffsets.showInternalTopics",
} as const;

/** Context values of tree items, as the `when` clauses of package.json see them. */
export const contextValues = [
  "cluster",
  "brokers",
  "broker",
  "topics",
  "topic",
  "partition",
  "groups",
  "group.resettable",
  "group.active",
  "members",
  "member",
  "groupTopic.resettable",
  "groupTopic.active",
  "groupPartition.resettable",
  "groupPartition.active",
  "failure",
  "change.undoable",
  "change.final",
] as const;

export type ContextValue = (typeof contextValues)[number];
