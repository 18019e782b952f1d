import type * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";
import type { ArrangedRows } from "./arrangeRows";
import { brokerItem, brokersItem, clusterItem } from "./clusterItems";
import type { Facts } from "./facts";
import { groupItem, groupPartitionItem, groupTopicItem, groupsItem } from "./groupItems";
import { lockedContext } from "./lockedContext";
import { memberItem, membersItem } from "./memberItems";
import type { ClusterTreeNode, FailureNode, NoteNode } from "./nodes";
import { topicGroupItem, topicGroupsItem } from "./topicGroupItems";
import { partitionItem, topicItem, topicsItem } from "./topicItems";
import { icon, treeItem } from "./treeItem";
import type { FormatNumber } from "../ui/numberFormat";

/** What a row shows of the person's own arrangement. */
export interface RowLook {
  readonly isPinned?: boolean;
  /** Of the rows below it, once they are loaded. */
  readonly arranged?: ArrangedRows | undefined;
  /** Its cluster is read-only. */
  readonly isLocked?: boolean;
}

/** How VS Code shows a node, from the node and what was learned about it; asks nothing of a cluster. */
export function toTreeItem(
  node: ClusterTreeNode,
  facts: Pick<Facts, "get">,
  format: FormatNumber,
  look: RowLook = {},
): vscode.TreeItem {
  const item = itemOf(node, facts, format, look);
  if (look.isLocked === true && item.contextValue !== undefined) {
    item.contextValue = lockedContext(item.contextValue);
  }
  return item;
}

function itemOf(
  node: ClusterTreeNode,
  facts: Pick<Facts, "get">,
  format: FormatNumber,
  { isPinned, arranged }: RowLook,
): vscode.TreeItem {
  switch (node.kind) {
    case "cluster":
      return clusterItem(node, facts.get("cluster", node.id), format);
    case "brokers":
      return brokersItem(node, format);
    case "broker":
      return brokerItem(node);
    case "topics":
      return topicsItem(node, facts.get("topics", node.id), format, arranged);
    case "topic":
      return topicItem(node, format, isPinned);
    case "topicGroups":
      return topicGroupsItem(node, facts.get("topicGroups", node.id), format);
    case "partition":
      return partitionItem(node, format);
    case "groups":
      return groupsItem(node, facts.get("groups", node.id), format, arranged);
    case "group":
      return groupItem(node, facts.get("group", node.id), format, isPinned);
    case "members":
      return membersItem(node, format);
    case "member":
      return memberItem(node);
    case "groupTopic":
      return node.parent.kind === "topicGroups"
        ? topicGroupItem(node, format)
        : groupTopicItem(node, format);
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

function noteItem({ id, text, isOfFilter }: NoteNode): vscode.TreeItem {
  return treeItem({
    id,
    label: text,
    tooltip: [["Note", text]],
    icon: icon(isOfFilter === true ? "filter" : "info"),
    ...(isOfFilter === true ? { contextValue: "note.filter" } : {}),
  });
}
