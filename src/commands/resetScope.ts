import type { ResetScope } from "../kafka/reset/target";
import type { NodeOfKind } from "../views/nodes";

/** The partitions a row stands for. */
export function scopeOf(node: NodeOfKind<"group" | "groupTopic" | "groupPartition">): ResetScope {
  switch (node.kind) {
    case "group":
      return { kind: "allTopics" };
    case "groupTopic":
      return { kind: "topics", topics: [node.topic] };
    case "groupPartition": {
      const { topic, position } = node;
      return { kind: "partitions", partitions: [{ topic, partition: position.partition }] };
    }
  }
}
