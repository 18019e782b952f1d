import type { TopicDescription } from "../kafka/model";
import { failureNode, noteNode } from "./loading";
import type { Level, LoadContext } from "./loading";
import { measure } from "./measure";
import { childId } from "./nodes";
import type { TopicGroupsNode, TopicNode, TopicsNode } from "./nodes";

export async function topicsChildren(node: TopicsNode, context: LoadContext): Promise<Level> {
  const all = await context.gateway.listTopics(context.signal);
  const shown = context.showsInternalTopics ? all : all.filter((topic) => !topic.isInternal);
  const hiddenCount = all.length - shown.length;
  const nodes = shown.map((topic) => topicNode(node, topic));
  const note = noteNode(node, "No topics visible: none exist, or you may not see them.");
  return {
    nodes: nodes.length === 0 ? [note] : nodes,
    facts: [{ kind: "topics", id: node.id, value: { count: shown.length, hiddenCount } }],
  };
}

/** Describes the topic afresh: leaders move. */
export async function topicChildren(node: TopicNode, context: LoadContext): Promise<Level> {
  const { gateway, signal } = context;
  const [topic] = await gateway.describeTopics([node.topic.topic], signal);
  if (topic === undefined) return { nodes: [noteNode(node, "The topic no longer exists.")] };
  if (topic.failure !== undefined) {
    return { nodes: [failureNode(node, { sentence: topic.failure.message, advice: "" })] };
  }
  if (topic.partitions.length === 0) return { nodes: [noteNode(node, "No partitions.")] };
  const led = topic.partitions.filter(({ leader }) => leader !== undefined);
  const measured = await measure(
    gateway,
    led.map(({ partition }) => ({ topic: topic.topic, partition })),
    signal,
  );
  const partitions = topic.partitions.map((partition) => ({
    kind: "partition" as const,
    id: childId(node.id, partition.partition),
    parent: node,
    cluster: node.cluster,
    topic: topic.topic,
    partition,
    measured: measured({ topic: topic.topic, partition: partition.partition }),
  }));
  return { nodes: [topicGroupsNode(node), ...partitions] };
}

function topicGroupsNode(parent: TopicNode): TopicGroupsNode {
  const id = childId(parent.id, "groups");
  const { cluster, topic } = parent;
  return { kind: "topicGroups", id, parent, cluster, topic: topic.topic };
}

function topicNode(parent: TopicsNode, topic: TopicDescription): TopicNode {
  const id = childId(parent.id, topic.topic);
  return { kind: "topic", id, parent, cluster: parent.cluster, topic };
}
