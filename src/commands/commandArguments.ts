import type { CommandId } from "../manifest";
import type { ChangeNode } from "../views/changeNodes";
import type { ClusterTreeNode } from "../views/nodes";

/** A row of one of the views. */
export type ViewNode = ClusterTreeNode | ChangeNode;

export type ViewNodeKind = ViewNode["kind"];

/** The nodes each command may be started on; from the palette it gets none, and asks. */
export const commandNodeKinds = {
  "kafkaOffsets.addCluster": [],
  "kafkaOffsets.removeCluster": ["cluster"],
  "kafkaOffsets.reconnectCluster": ["cluster"],
  "kafkaOffsets.refresh": ["cluster", "brokers", "topics", "topic", "groups", "group"],
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
  "kafkaOffsets.undoLastChange": [],
  "kafkaOffsets.undoChange": ["change"],
  "kafkaOffsets.showChange": ["change"],
  "kafkaOffsets.exportChanges": [],
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
  "kafkaOffsets.showLog": [],
} as const satisfies Record<CommandId, readonly ViewNodeKind[]>;

/** The node a command was started on. */
export type CommandNode<K extends CommandId> = Extract<
  ViewNode,
  { readonly kind: (typeof commandNodeKinds)[K][number] }
>;

export type CommandHandlers = {
  readonly [K in CommandId]: (node?: CommandNode<K>) => Promise<void>;
};
