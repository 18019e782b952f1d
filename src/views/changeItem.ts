import type * as vscode from "vscode";
import { changeWords } from "../ui/changeWords";
import type { FormatNumber } from "../ui/numberFormat";
import { timeAgo } from "../ui/timeAgo";
import type { ShownChange } from "./changeNodes";
import { changeSubject, shortTopics } from "./changeSubject";
import { icon, treeItem } from "./treeItem";

/** `billing`, and `orders · 6 offsets · to earliest · 2 min ago` beside it. */
export function changeItem(
  change: ShownChange,
  nowMs: number,
  format: FormatNumber,
): vscode.TreeItem {
  const { id, groupId, clusterName, atMs, message, undoObstacle } = change;
  return treeItem({
    id,
    label: changeSubject(change, format),
    description: [topicsOf(change), whatOf(change, format), timeAgo(atMs, nowMs)],
    tooltip: [
      ["Group", groupId ?? undefined],
      ["Cluster", clusterName],
      ["Change", actions[change.action]],
      ["Topics", change.topics.join(", ")],
      ...(groupId === null ? placeOf(change) : commitsOf(change)),
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
  produce: "message sent",
  createTopics: "creation of topics",
  deleteTopics: "deletion of topics",
};

type Facts = readonly (readonly [name: string, value: string | undefined])[];

function commitsOf({ partitions, target }: ShownChange): Facts {
  return [
    ["Partitions", partitions.toString()],
    ["Target", target],
  ];
}

function placeOf({ sentTo }: ShownChange): Facts {
  return [
    ["Partition", sentTo?.partition.toString()],
    ["Offset", sentTo?.offset],
  ];
}

/** Nothing where they are the row's name. */
function topicsOf({ groupId, topics }: ShownChange): string | undefined {
  return groupId === null ? undefined : shortTopics(topics);
}

function whatOf(change: ShownChange, format: FormatNumber): string {
  const isClaimed = change.action !== "produce" || change.outcome === "ok";
  return isClaimed ? changeWords(change, format) : "message";
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
