import type * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";
import { brokerItem, brokersItem, clusterItem } from "./clusterItems";
import type { Facts } from "./facts";
import { groupItem, groupPartitionItem, groupTopicItem, groupsItem } from "./groupItems";
import { memberItem, membersItem } from "./memberItems";
import type { ClusterTreeNode, FailureNode, NoteNode } from "./nodes";
import { partitionItem, topicItem, topicsItem } from "./topicItems";
import { icon, treeItem } from "./treeItem";
import type { FormatNumber } from "../ui/numberFormat";

/** How VS Code shows a node, from the node and what was learned about it; asks nothing of a cluster. */
export function toTreeItem(
  node: ClusterTreeNode,
  facts: Pick<Facts, "get">,
  format: FormatNumber,
): vscode.TreeItem {
  switch (node.kind) {
    case "cluster":
      return clusterItem(node, facts.get("cluster", node.id), format);
    case "brokers":
      return brokersItem(node, format);
    case "broker":
      return brokerItem(node);
    case "topics":
      return topicsItem(node, facts.get("topics", node.id), format);
    case "topic":
      return topicItem(node, format);
    case "partition":
      return partitionItem(node, format);
    case "groups":
      return groupsItem(node, facts.get("groups", node.id), format);
    case "group":
      return groupItem(node, facts.get("group", node.id), format);
    case "members":
      return membersItem(node, format);
    case "member":
      return memberItem(node);
    case "groupTopic":
      return groupTopicItem(node, format);
    case "groupPartition":
      return groupPartitionItem(node, format);
    case "failure":
      return failureItem(node);
    case "note":
      return noteItem(node);
  }
}

function failureItem({ id, sentence, advice, severity, parent }: FailureNode): vscode.TreeItem {
  return treeItem({
    id,
    label: plainLabel(sentence),
    description: [advice],
    tooltip: [
      ["Failure", sentence],
      ["Advice", advice === "" ? undefined : advice],
    ],
    icon: severity === "error" ? icon("error", "red") : icon("warning", "yellow"),
    // only what was loaded from a cluster can be tried again
    ...(parent === undefined ? {} : { contextValue: "failure" }),
  });
}

function noteItem({ id, text }: NoteNode): vscode.TreeItem {
  return treeItem({ id, label: text, tooltip: [["Note", text]], icon: icon("info") });
}
