import type * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";
import type { ArrangedRows } from "./arrangeRows";
import type { TopicsFacts } from "./facts";
import type { MeasuredPartition, PartitionNode, TopicNode, TopicsNode } from "./nodes";
import { shownCount } from "./shownCount";
import { icon, treeItem } from "./treeItem";
import { counted } from "../ui/numberFormat";
import type { FormatNumber } from "../ui/numberFormat";

export function topicsItem(
  { id }: TopicsNode,
  facts: TopicsFacts | undefined,
  format: FormatNumber,
  arranged?: ArrangedRows,
): vscode.TreeItem {
  return treeItem({
    id,
    label: "Topics",
    description: [facts && shownCount(facts.count, arranged, "topic", format)],
    tooltip: [
      ["Topics", facts?.count.toString() ?? "not counted yet"],
      ["Topics shown", arranged?.shown.toString()],
      ["Internal topics, hidden by the settings", facts?.hiddenCount.toString()],
    ],
    icon: icon("layers"),
    contextValue: "topics",
    hasChildren: true,
  });
}

export function topicItem(
  { id, topic }: TopicNode,
  format: FormatNumber,
  isPinned = false,
): vscode.TreeItem {
  const { partitions, failure } = topic;
  const leaderless = partitions.filter(({ leader }) => leader === undefined).length;
  return treeItem({
    id,
    label: plainLabel(topic.topic),
    description: [
      failure === undefined
        ? counted(partitions.length, "partition", format)
        : plainLabel(failure.message),
      topic.isInternal ? "internal" : undefined,
      leaderless === 0 ? undefined : `${format(leaderless)} without leader`,
    ],
    tooltip: [
      ["Topic", topic.topic],
      ["Topic id", topic.topicId],
      ["Partitions", partitions.length.toString()],
      ["Partitions without leader", leaderless === 0 ? undefined : leaderless.toString()],
      ["Internal", topic.isInternal ? "yes" : "no"],
      ["Pinned", isPinned ? "yes" : undefined],
      ["Failure", failure?.message],
    ],
    explains: "topic",
    icon:
      failure !== undefined
        ? icon("error", "red")
        : leaderless > 0
          ? icon("warning", "yellow")
          : icon(isPinned ? "pinned" : "list-ordered"),
    contextValue: isPinned ? "topic.pinned" : "topic",
    hasChildren: true,
  });
}

export function partitionItem(node: PartitionNode, format: FormatNumber): vscode.TreeItem {
  const { partition, leader, replicas, inSyncReplicas, offlineReplicas } = node.partition;
  const { start, end, failure } = node.measured;
  const isUnderReplicated = inSyncReplicas.length < replicas.length;
  return treeItem({
    id: node.id,
    label: `${partition}`,
    description:
      leader === undefined
        ? ["no leader"]
        : [
            ...rangeParts(node.measured, format),
            `leader ${leader}`,
            `ISR ${inSyncReplicas.join(",")}`,
            isUnderReplicated ? "under-replicated" : undefined,
          ],
    tooltip: [
      ["Topic", node.topic],
      ["Partition", `${partition}`],
      ["Start", start?.toString()],
      ["End (high watermark)", end?.toString()],
      ["Leader", leader?.toString() ?? "none"],
      ["Replicas", replicas.join(", ")],
      ["In-sync replicas", inSyncReplicas.join(", ")],
      ["Offline replicas", offlineReplicas.length === 0 ? undefined : offlineReplicas.join(", ")],
      ["Failure", failure?.message],
    ],
    explains: "partition",
    icon:
      leader === undefined || failure !== undefined
        ? icon("warning", "red")
        : isUnderReplicated
          ? icon("warning", "yellow")
          : icon("symbol-numeric"),
    contextValue: "partition",
  });
}

/** An end minus a start counts offsets, not messages: compaction and transactions leave holes. */
function rangeParts(measured: MeasuredPartition, format: FormatNumber): string[] {
  const { start, end, failure } = measured;
  if (failure !== undefined) return [plainLabel(failure.message)];
  if (start === undefined || end === undefined) return ["range not known"];
  const offsets = end - start;
  if (offsets === 0n) return ["empty", `end ${format(end)}`];
  return [
    `${format(start)} … ${format(end)}`,
    `${format(offsets)} ${offsets === 1n ? "offset" : "offsets"}`,
  ];
}
