import type { CommandId } from "../manifest";
import type { NodeKind, NodeOfKind } from "../views/nodes";

/** The nodes each command may be started on; from the palette it gets none, and asks. */
export const commandNodeKinds = {
  "kafkaOffsets.addCluster": [],
  "kafkaOffsets.removeCluster": ["cluster"],
  "kafkaOffsets.reconnectCluster": ["cluster"],
  "kafkaOffsets.refresh": ["cluster", "brokers", "topics", "topic", "groups", "group"],
  "kafkaOffsets.retry": ["failure"],
  "kafkaOffsets.peekMessages": ["topic", "partition", "groupTopic", "groupPartition"],
  "kafkaOffsets.peekAtCommittedOffset": ["groupPartition"],
  "kafkaOffsets.resetOffsets": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToEarliest": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToLatest": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToOffset": ["group", "groupTopic", "groupPartition"],
  "kafkaOffsets.resetOffsetsToTimestamp": ["group", "groupTopic", "groupPartition"],
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
} as const satisfies Record<CommandId, readonly NodeKind[]>;

/** The node a command was started on. */
export type CommandNode<K extends CommandId> = NodeOfKind<(typeof commandNodeKinds)[K][number]>;

export type CommandHandlers = {
  readonly [K in CommandId]: (node?: CommandNode<K>) => Promise<void>;
};
