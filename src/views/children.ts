import { brokersChildren, clusterChildren } from "./clusterChildren";
import { groupChildren, groupTopicChildren, membersChildren } from "./groupChildren";
import { groupsChildren } from "./groupsChildren";
import type { Level, LoadContext } from "./loading";
import type { ClusterTreeNode } from "./nodes";
import { topicChildren, topicsChildren } from "./topicChildren";
import { topicGroupsChildren } from "./topicGroupsChildren";

const none: Level = { nodes: [] };

/**
 * The rows below a node. One round of requests per level, whatever the number of rows.
 * @throws KafkaError when the level cannot be loaded.
 */
export async function childrenOf(node: ClusterTreeNode, context: LoadContext): Promise<Level> {
  switch (node.kind) {
    case "cluster":
      return clusterChildren(node, context);
    case "brokers":
      return brokersChildren(node);
    case "topics":
      return topicsChildren(node, context);
    case "topic":
      return topicChildren(node, context);
    case "topicGroups":
      return topicGroupsChildren(node, context);
    case "groups":
      return groupsChildren(node, context);
    case "group":
      return groupChildren(node, context);
    case "members":
      return membersChildren(node);
    case "groupTopic":
      return groupTopicChildren(node);
    case "broker":
    case "partition":
    case "member":
    case "groupPartition":
    case "failure":
    case "note":
      return none;
  }
}

/** The node whose requests brought this one: what to load again to see it anew. */
export function loadedBy(node: ClusterTreeNode): ClusterTreeNode {
  switch (node.kind) {
    case "cluster":
    case "topics":
    case "topic":
    case "topicGroups":
    case "groups":
    case "group":
      return node;
    case "brokers":
    case "broker":
    case "partition":
    case "members":
    case "member":
    case "groupTopic":
    case "groupPartition":
    case "note":
      return loadedBy(node.parent);
    case "failure":
      return node.parent === undefined ? node : loadedBy(node.parent);
  }
}
