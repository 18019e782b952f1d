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
  connection: "kafkaOffsets.connection",
  topicGroups: "kafkaOffsets.topicGroups",
  lab: "kafkaOffsets.lab",
} as const;

export const walkthroughId = "kafkaOffsets.start";

export const commandIds = [
  "kafkaOffsets.addCluster",
  "kafkaOffsets.editCluster",
  "kafkaOffsets.testConnection",
  "kafkaOffsets.toggleReadOnly",
  "kafkaOffsets.importClusters",
  "kafkaOffsets.exportClusters",
  "kafkaOffsets.removeCluster",
  "kafkaOffsets.reconnectCluster",
  "kafkaOffsets.clusterActions",
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
  "kafkaOffsets.sendMessage",
  "kafkaOffsets.sendThisMessage",
  "kafkaOffsets.sendThisMessageElsewhere",
  "kafkaOffsets.undoLastChange",
  "kafkaOffsets.undoChange",
  "kafkaOffsets.showChange",
  "kafkaOffsets.exportChanges",
  "kafkaOffsets.filter",
  "kafkaOffsets.clearFilter",
  "kafkaOffsets.sortGroups",
  "kafkaOffsets.showHiddenGroups",
  "kafkaOffsets.hideHiddenGroups",
  "kafkaOffsets.pin",
  "kafkaOffsets.unpin",
  "kafkaOffsets.find",
  "kafkaOffsets.compareGroups",
  "kafkaOffsets.rebalanceLab",
  "kafkaOffsets.offsetLab",
  "kafkaOffsets.openWalkthrough",
  "kafkaOffsets.copyName",
  "kafkaOffsets.startLocalKafka",
  "kafkaOffsets.stopLocalKafka",
  "kafkaOffsets.resetLocalKafkaData",
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
  hiddenGroups: "kafkaOffsets.hiddenGroups",
  localKafkaVersion: "kafkaOffsets.localKafka.version",
  localKafkaPort: "kafkaOffsets.localKafka.port",
  localKafkaRunWith: "kafkaOffsets.localKafka.runWith",
  localKafkaJavaHome: "kafkaOffsets.localKafka.javaHome",
  localKafkaMavenRepository: "kafkaOffsets.localKafka.mavenRepository",
} as const;

/** Context values of tree items, as the `when` clauses of package.json see them. */
export const contextValues = [
  "cluster",
  "brokers",
  "broker",
  "topics",
  "topic",
  "topic.pinned",
  "topic.locked",
  "topic.locked.pinned",
  "topicGroups",
  "partition",
  "partition.locked",
  "groups",
  "group.resettable",
  "group.active",
  "group.resettable.pinned",
  "group.active.pinned",
  "group.locked",
  "group.locked.pinned",
  "members",
  "member",
  "groupTopic.resettable",
  "groupTopic.active",
  "groupTopic.locked",
  "groupPartition.resettable",
  "groupPartition.active",
  "groupPartition.locked",
  "failure",
  "note.filter",
  "change.undoable",
  "change.final",
] as const;

/** Keys of VS Code's own context, for `when` clauses. */
export const contextKeys = {
  isFiltered: "kafkaOffsets.isFiltered",
  showsHiddenGroups: "kafkaOffsets.showsHiddenGroups",
  hasHiddenGroups: "kafkaOffsets.hasHiddenGroups",
  runsLocalKafka: "kafkaOffsets.runsLocalKafka",
} as const;

export type ContextValue = (typeof contextValues)[number];
