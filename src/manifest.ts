/** Every identifier that package.json and the code share; test/unit/manifest.test.ts holds them together. */

export const extensionId = "kafka-offsets.kafka-offsets";

export const viewIds = {
  clusters: "kafkaOffsets.clusters",
} as const;

export const panelIds = {
  peek: "kafkaOffsets.peek",
  reset: "kafkaOffsets.reset",
} as const;

export const commandIds = [
  "kafkaOffsets.addCluster",
  "kafkaOffsets.removeCluster",
  "kafkaOffsets.reconnectCluster",
  "kafkaOffsets.refresh",
  "kafkaOffsets.retry",
  "kafkaOffsets.peekMessages",
  "kafkaOffsets.peekAtCommittedOffset",
  "kafkaOffsets.resetOffsets",
  "kafkaOffsets.resetOffsetsToEarliest",
  "kafkaOffsets.resetOffsetsToLatest",
  "kafkaOffsets.resetOffsetsToOffset",
  "kafkaOffsets.resetOffsetsToTimestamp",
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
] as const;

export type ContextValue = (typeof contextValues)[number];
