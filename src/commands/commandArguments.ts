import type { CommandId } from "../manifest";
import type { ChangeNode } from "../views/changeNodes";
import type { ClusterTreeNode } from "../views/nodes";

/** A row of one of the views. */
export type ViewNode = ClusterTreeNode | ChangeNode;

export type ViewNodeKind = ViewNode["kind"];

/** The nodes each command may be started on; from the palette it gets none, and asks. */
export const commandNodeKinds = {
  "kafkaOffsets.addCluster": [],
  "kafkaOffsets.editCluster": ["cluster"],
  "kafkaOffsets.testConnection": ["cluster"],
  "kafkaOffsets.toggleReadOnly": ["cluster"],
  "kafkaOffsets.importClusters": [],
  "kafkaOffsets.exportClusters": ["cluster"],
  "kafkaOffsets.removeCluster": ["cluster"],
  "kafkaOffsets.reconnectCluster": ["cluster"],
  "kafkaOffsets.clusterActions": [],
  "kafkaOffsets.refresh": [
    "cluster",
    "brokers",
    "topics",
    "topic",
    "topicGroups",
    "groups",
    "group",
  ],
  "kafkaOffsets.retry": ["failure"],
  "kafkaOffsets.peekMessages": ["topic", "partition", "groupTopic", "groupPartition"],
  "kafkaOffsets.peekAtCommittedOffset": ["groupPartition"],
  "kafkaOffsets.openGroup": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.explainGroup": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.watchRebalances": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsets": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToEarliest": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToLatest": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToOffset": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToTimestamp": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsByDuration": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsByShift": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsFromFile": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsFromGroup": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.deleteGroup": ["group"],
  "kafkaOffsets.deleteOffsets": ["groupTopic", "groupPartition"],
  "kafkaOffsets.sendMessage": ["topic", "partition"],
  "kafkaOffsets.sendThisMessage": [],
  "kafkaOffsets.sendThisMessageElsewhere": [],
  "kafkaOffsets.undoLastChange": [],
  "kafkaOffsets.undoChange": ["change"],
  "kafkaOffsets.showChange": ["change"],
  "kafkaOffsets.exportChanges": [],
  "kafkaOffsets.filter": [],
  "kafkaOffsets.clearFilter": ["note"],
  "kafkaOffsets.sortGroups": ["groups"],
  "kafkaOffsets.showHiddenGroups": [],
  "kafkaOffsets.hideHiddenGroups": [],
  "kafkaOffsets.pin": ["topic", "group"],
  "kafkaOffsets.unpin": ["topic", "group"],
  "kafkaOffsets.find": ["cluster"],
  "kafkaOffsets.compareGroups": ["topic", "topicGroups", "groupTopic"],
  "kafkaOffsets.rebalanceLab": ["cluster"],
  "kafkaOffsets.offsetLab": ["cluster"],
  "kafkaOffsets.openWalkthrough": [],
  "kafkaOffsets.copyName": [
    "cluster",
    "broker",
    "topic",
    "partition",
    "group",
    "member",
    "groupTopic",
    "groupPartition",
  ],
  "kafkaOffsets.startLocalKafka": [],
  "kafkaOffsets.stopLocalKafka": [],
  "kafkaOffsets.resetLocalKafkaData": [],
  "kafkaOffsets.showLog": [],
} as const satisfies Record<CommandId, readonly ViewNodeKind[]>;

/** The node a command was started on. */
export type CommandNode<K extends CommandId> = Extract<
  ViewNode,
  { readonly kind: (typeof commandNodeKinds)[K][number] }
>;

/** `selected` are all rows that were chosen along with `node`, itself among them. */
export type CommandHandlers = {
  readonly [K in CommandId]: (
    node?: CommandNode<K>,
    selected?: readonly CommandNode<K>[],
  ) => Promise<void>;
};
