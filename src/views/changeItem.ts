import type * as vscode from "vscode";
import { counted, type FormatNumber } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import { timeAgo } from "../ui/timeAgo";
import type { ShownChange } from "./changeNodes";
import { icon, treeItem } from "./treeItem";

const namedTopics = 2;

/** `billing`, and `orders · 6 offsets · to earliest · 2 min ago` beside it. */
export function changeItem(
  change: ShownChange,
  nowMs: number,
  format: FormatNumber,
): vscode.TreeItem {
  const { id, groupId, clusterName, atMs, message, undoObstacle } = change;
  return treeItem({
    id,
    label: groupName(groupId),
    description: [topicsOf(change), whatOf(change, format), timeAgo(atMs, nowMs)],
    tooltip: [
      ["Group", groupId],
      ["Cluster", clusterName],
      ["Change", actions[change.action]],
      ["Topics", change.topics.join(", ")],
      ["Partitions", change.partitions.toString()],
      ["Target", change.target],
      ["Made", new Date(atMs).toISOString()],
      ["Outcome", message === "" ? "not known: the window was closed before it was" : message],
      ["Undo", undoObstacle],
      ["Id", id],
    ],
    icon: iconOf(change),
    contextValue: undoObstacle === undefined ? "change.undoable" : "change.final",
  });
}

const actions: Readonly<Record<ShownChange["action"], string>> = {
  resetOffsets: "reset of offsets",
  deleteOffsets: "deletion of offsets",
  deleteGroup: "deletion of the group",
  undo: "undo of a change",
};

function topicsOf({ topics }: ShownChange): string | undefined {
  const more = topics.length - namedTopics;
  if (topics.length === 0) return undefined;
  const named = plainLabel(topics.slice(0, namedTopics).join(", "));
  return more > 0 ? `${named} +${more}` : named;
}

function whatOf({ action, partitions, target }: ShownChange, format: FormatNumber): string {
  const offsets = counted(partitions, "offset", format);
  switch (action) {
    case "resetOffsets":
      return `${offsets} · to ${plainLabel(target)}`;
    case "deleteOffsets":
      return `${offsets} deleted`;
    case "deleteGroup":
      return `group deleted with ${offsets}`;
    case "undo":
      return `${offsets} · undo`;
  }
}

function iconOf({ outcome }: ShownChange): vscode.ThemeIcon {
  switch (outcome) {
    case "ok":
      return icon("pass", "green");
    case "failed":
      return icon("warning", "yellow");
    case "unknown":
      return icon("question", "grey");
  }
}
