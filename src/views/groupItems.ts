import * as vscode from "vscode";
import { totalLag } from "../kafka/groups/lag";
import type { PartitionLag, TotalLag } from "../kafka/groups/lag";
import type { GroupListing, GroupMember, GroupState } from "../kafka/model";
import { groupName, plainLabel } from "../ui/plainText";
import type { ArrangedRows } from "./arrangeRows";
import type { GroupFacts, GroupsFacts } from "./facts";
import { isShare } from "./groupOffsets";
import { isResettable } from "./nodes";
import type { GroupNode, GroupPartitionNode, GroupTopicNode, GroupsNode } from "./nodes";
import { shownCount, someText } from "./shownCount";
import { icon, treeItem } from "./treeItem";
import { counted } from "../ui/numberFormat";
import type { FormatNumber } from "../ui/numberFormat";

export function groupsItem(
  { id }: GroupsNode,
  facts: GroupsFacts | undefined,
  format: FormatNumber,
  arranged?: ArrangedRows,
): vscode.TreeItem {
  const lagging = facts?.laggingCount;
  return treeItem({
    id,
    label: "Consumer Groups",
    description: [
      facts && shownCount(facts.count, arranged, "group", format),
      lagging === undefined ? undefined : `${format(lagging)} lagging`,
    ],
    tooltip: [
      ["Groups", facts?.count.toString() ?? "not counted yet"],
      ["Groups with lag", lagging?.toString()],
      ["Groups shown", arranged?.shown.toString()],
      ["Groups hidden by the settings", someText(arranged?.hidden)],
      ["Groups left out, because the filter's facts are not known", someText(arranged?.unknown)],
    ],
    icon: icon("organization"),
    contextValue: "groups",
    hasChildren: true,
  });
}

export function groupItem(
  { id, group }: GroupNode,
  facts: GroupFacts | undefined,
  format: FormatNumber,
  isPinned = false,
): vscode.TreeItem {
  const state = facts?.state ?? group.state;
  const { total, memberCount, failures = [] } = facts ?? {};
  return treeItem({
    id,
    label: groupName(group.groupId),
    description: [
      state === undefined ? undefined : plainLabel(state),
      ...lagTexts(total, format),
      memberCount === undefined || memberCount === 0
        ? undefined
        : counted(memberCount, "member", format),
      ...failures.slice(0, 1).map(plainLabel),
    ],
    tooltip: [
      ["Group", groupName(group.groupId)],
      ["State", state],
      ["Type", group.type],
      ["Members", memberCount?.toString()],
      ["Pinned", isPinned ? "yes" : undefined],
      ...lagFields(total, wordsFor(group)),
      ...failures.map((failure): readonly [string, string] => ["Failure", failure]),
    ],
    explains: "group",
    icon: failures.length > 0 ? icon("error", "red") : groupIcon(state, total, isPinned),
    contextValue: `${isResettable({ type: group.type, state }) ? "group.resettable" : "group.active"}${isPinned ? ".pinned" : ""}`,
    hasChildren: true,
  });
}

export function groupTopicItem(node: GroupTopicNode, format: FormatNumber): vscode.TreeItem {
  const total = totalLag(node.partitions.map(({ lag }) => lag));
  const words = wordsFor(node.group);
  const failure = node.partitions.find(({ measured }) => measured.failure)?.measured.failure;
  return treeItem({
    id: node.id,
    label: plainLabel(node.topic),
    description: [
      ...lagTexts(total, format),
      total.partitionsWithoutCommit === 0
        ? undefined
        : `${format(total.partitionsWithoutCommit)} ${words.without}`,
      failure && plainLabel(failure.message),
    ],
    tooltip: [
      ["Group", groupName(node.groupId)],
      ["Topic", node.topic],
      ["Partitions", node.partitions.length.toString()],
      ...lagFields(total, words),
      ["Failure", failure?.message],
    ],
    explains: "commit",
    icon: failure === undefined ? icon("list-ordered") : icon("warning", "yellow"),
    contextValue: node.isResettable ? "groupTopic.resettable" : "groupTopic.active",
    hasChildren: true,
  });
}

export function groupPartitionItem(
  node: GroupPartitionNode,
  format: FormatNumber,
): vscode.TreeItem {
  const { partition, committed, measured, lag, owners } = node.position;
  const words = wordsFor(node.parent.group);
  const failure = committed?.failure ?? measured.failure;
  const offset = committed?.offset;
  const end = measured.end === undefined ? "?" : format(measured.end);
  return treeItem({
    id: node.id,
    label: `${partition}`,
    description: [
      offset === undefined ? undefined : `${format(offset)} / ${end}`,
      ...partitionLagTexts(lag, words, format),
      failure && plainLabel(failure.message),
      ownersText(owners, format),
    ],
    tooltip: [
      ["Group", groupName(node.groupId)],
      ["Topic", node.topic],
      ["Partition", `${partition}`],
      [words.offset, offset?.toString() ?? (committed?.failure ? undefined : words.none)],
      ["Start", measured.start?.toString()],
      ["End (high watermark)", measured.end?.toString()],
      ["Lag", "lag" in lag ? lag.lag.toString() : undefined],
      ["Commit metadata", committed?.metadata === "" ? undefined : committed?.metadata],
      [words.epoch, epochText(committed?.leaderEpoch)],
      ...ownerFields(owners),
      ["Failure", failure?.message],
    ],
    explains: "lag",
    icon: partitionIcon(lag),
    contextValue: node.isResettable ? "groupPartition.resettable" : "groupPartition.active",
  });
}

/** What stands out is said in words too: the icon's colour alone would not do. */
export function lagTexts(total: TotalLag | undefined, format: FormatNumber): string[] {
  if (total === undefined) return [];
  const texts: string[] = [];
  if (total.partitionsMeasured > 0) texts.push(`lag ${format(total.lag)}`);
  else if (total.partitionsUnknown > 0) texts.push("lag not known");
  if (total.partitionsPastEnd > 0) texts.push("past the end");
  if (total.partitionsBeforeStart > 0) texts.push("before the log start");
  return texts;
}

export function lagFields(
  total: TotalLag | undefined,
  words: OffsetWords,
): (readonly [string, string | undefined])[] {
  if (total === undefined) return [];
  return [
    ["Lag", total.partitionsMeasured === 0 ? undefined : total.lag.toString()],
    [`Partitions ${words.without}`, someText(total.partitionsWithoutCommit)],
    ["Partitions with unknown lag", someText(total.partitionsUnknown)],
    ["Partitions committed past the end", someText(total.partitionsPastEnd)],
    ["Partitions committed before the log start", someText(total.partitionsBeforeStart)],
  ];
}

function partitionLagTexts(lag: PartitionLag, words: OffsetWords, format: FormatNumber): string[] {
  switch (lag.kind) {
    case "behind":
      return [`lag ${format(lag.lag)}`];
    case "noCommit":
      return [words.none];
    case "pastEnd":
      return [`past the end by ${format(lag.past)}`];
    case "beforeStart":
      return [`lag ${format(lag.lag)}`, `before the log start by ${format(lag.deleted)}`];
    case "unknown":
      return ["lag not known"];
  }
}

function partitionIcon(lag: PartitionLag): vscode.ThemeIcon {
  switch (lag.kind) {
    case "behind":
      return lag.lag === 0n ? icon("pass", "green") : icon("circle-filled", "yellow");
    case "noCommit":
      return icon("circle-slash", "grey");
    case "pastEnd":
    case "beforeStart":
      return icon("warning", "red");
    case "unknown":
      return icon("question", "grey");
  }
}

export function groupIcon(
  state: GroupState | undefined,
  total: TotalLag | undefined,
  isPinned = false,
): vscode.ThemeIcon {
  const drawn = stateIcon(state, total);
  return isPinned ? new vscode.ThemeIcon("pinned", drawn.color) : drawn;
}

function stateIcon(state: GroupState | undefined, total: TotalLag | undefined): vscode.ThemeIcon {
  const isLagging = (total?.lag ?? 0n) > 0n;
  const needsAttention =
    (total?.partitionsPastEnd ?? 0) > 0 || (total?.partitionsBeforeStart ?? 0) > 0;
  const color = needsAttention ? "red" : isLagging ? "yellow" : undefined;
  switch (state) {
    case "Stable":
      return icon("vm-running", color ?? "green");
    case "Empty":
      return icon("circle-large", color);
    case "Dead":
      return icon("circle-slash", color ?? "grey");
    case "PreparingRebalance":
    case "CompletingRebalance":
    case "Assigning":
    case "Reconciling":
      return icon("sync", color ?? "yellow");
    case "NotReady":
      return icon("warning", color ?? "yellow");
    case undefined:
    default:
      return icon("organization", color);
  }
}

/** What a group's offsets are called. */
interface OffsetWords {
  readonly offset: string;
  readonly epoch: string;
  /** Of one partition. */
  readonly none: string;
  /** Of several. */
  readonly without: string;
}

const commitWords: OffsetWords = {
  offset: "Committed offset",
  epoch: "Leader epoch of the commit",
  none: "no commit",
  without: "without commit",
};

/** Share groups commit nothing: they begin at an offset, and acknowledge messages one by one after it. */
const shareWords: OffsetWords = {
  offset: "Start offset of the share group",
  epoch: "Leader epoch",
  none: "not read yet",
  without: "not read yet",
};

export function wordsFor(group: GroupListing): OffsetWords {
  return isShare(group) ? shareWords : commitWords;
}

function ownersText(owners: readonly GroupMember[], format: FormatNumber): string | undefined {
  const [owner] = owners;
  if (owner === undefined) return undefined;
  return owners.length === 1
    ? plainLabel(owner.clientId)
    : counted(owners.length, "member", format);
}

function ownerFields(owners: readonly GroupMember[]): (readonly [string, string])[] {
  return owners.flatMap((owner): (readonly [string, string])[] => [
    ["Assigned to", owner.clientId],
    ["Member id", owner.memberId],
    ["Host", owner.clientHost],
  ]);
}

const epochText = (epoch: number | undefined): string | undefined =>
  epoch === undefined || epoch < 0 ? undefined : `${epoch}`;
