import type * as vscode from "vscode";
import { totalLag } from "../kafka/groups/lag";
import { counted } from "../ui/numberFormat";
import type { FormatNumber } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import type { TopicGroupsFacts } from "./facts";
import { groupIcon, lagFields, lagTexts, wordsFor } from "./groupItems";
import type { GroupTopicNode, TopicGroupsNode } from "./nodes";
import { icon, treeItem } from "./treeItem";

export function topicGroupsItem(
  { id, topic }: TopicGroupsNode,
  facts: TopicGroupsFacts | undefined,
  format: FormatNumber,
): vscode.TreeItem {
  const maxLag = facts?.maxLag;
  return treeItem({
    id,
    label: "Groups",
    description: [
      facts && format(facts.count),
      maxLag === undefined ? undefined : `max lag ${format(maxLag)}`,
    ],
    tooltip: [
      ["Topic", topic],
      ["Groups", facts?.count.toString() ?? "not looked for yet"],
      ["Largest lag of a group", maxLag?.toString()],
    ],
    icon: icon("organization"),
    contextValue: "topicGroups",
    hasChildren: true,
  });
}

/** A group below its topic: the lag is that on this topic alone. */
export function topicGroupItem(node: GroupTopicNode, format: FormatNumber): vscode.TreeItem {
  const { group, partitions } = node;
  const total = totalLag(partitions.map(({ lag }) => lag));
  const words = wordsFor(group);
  const withCommit = partitions.length - total.partitionsWithoutCommit;
  const failure = partitions.find(({ measured }) => measured.failure)?.measured.failure;
  return treeItem({
    id: node.id,
    label: groupName(group.groupId),
    description: [
      ...lagTexts(total, format),
      group.state === undefined ? undefined : plainLabel(group.state),
      total.partitionsWithoutCommit === 0
        ? counted(partitions.length, "partition", format)
        : `${format(withCommit)} of ${counted(partitions.length, "partition", format)}`,
      failure && plainLabel(failure.message),
    ],
    tooltip: [
      ["Group", groupName(group.groupId)],
      ["Topic", node.topic],
      ["State", group.state],
      ["Type", group.type],
      ["Partitions", partitions.length.toString()],
      ...lagFields(total, words),
      ["Failure", failure?.message],
    ],
    icon: failure === undefined ? groupIcon(group.state, total) : icon("warning", "yellow"),
    contextValue: node.isResettable ? "groupTopic.resettable" : "groupTopic.active",
    hasChildren: true,
  });
}
