import * as vscode from "vscode";
import { counted } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";
import type { ClusterTree } from "../views/clusterTree";
import type { ClusterTreeNode, GroupNode, TopicNode } from "../views/nodes";
import type { TreeArrangement } from "../views/treeArrangement";
import type { CommandHandlers } from "./commandArguments";
import type { Choice } from "./choice";
import type { Pickers } from "./pickers";

export interface FindCommandDeps {
  readonly tree: Pick<ClusterTree, "getChildren" | "loadedNames" | "isShown">;
  /** Shows a row of the tree, selected. */
  readonly reveal: (node: ClusterTreeNode) => Promise<void>;
  readonly arrangement: Pick<TreeArrangement, "setFilter" | "setShowsHidden">;
  readonly pickers: Pick<Pickers, "cluster">;
}

type Found = TopicNode | GroupNode;

export function findCommands(deps: FindCommandDeps): Pick<CommandHandlers, "kafkaOffsets.find"> {
  return {
    "kafkaOffsets.find": async (node) => {
      const clusterId = node?.cluster.id ?? (await clusterToLoad(deps));
      if (clusterId === "cancelled") return;
      const found = await pickName(deps, clusterId);
      if (found !== undefined) await show(deps, found);
    },
  };
}

/** Undefined: there are names already, of the clusters that were opened. No other is asked by itself. */
async function clusterToLoad({ tree, pickers }: FindCommandDeps): Promise<string | undefined> {
  const roots = await tree.getChildren();
  if (roots.some(({ kind }) => kind === "cluster") && (await tree.loadedNames()).length > 0) {
    return undefined;
  }
  return (await pickers.cluster("Find Topic or Group"))?.profile.id ?? "cancelled";
}

async function pickName(
  { tree }: FindCommandDeps,
  clusterId: string | undefined,
): Promise<Found | undefined> {
  const items = tree.loadedNames(clusterId).then((names) => {
    if (names.length === 0) throw new UserError("No topic and no group could be listed.");
    const hasSeveral = new Set(names.map(({ cluster }) => cluster.id)).size > 1;
    return names.map((name) => findItem(name, hasSeveral));
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Find Topic or Group",
    placeHolder: "Part of a name",
    matchOnDescription: true,
  });
  return chosen?.value;
}

/** The name, and beside it what it is, and of which cluster where there are several. */
export function findItem(node: Found, tellsCluster: boolean): Choice<Found> {
  const of = tellsCluster ? [plainLabel(node.cluster.name)] : [];
  if (node.kind === "topic") {
    const partitions = counted(node.topic.partitions.length, "partition", String);
    return {
      label: plainLabel(node.topic.topic),
      description: ["topic", partitions, ...of].join(" · "),
      iconPath: new vscode.ThemeIcon("list-ordered"),
      value: node,
    };
  }
  const { groupId, state } = node.group;
  const states = state === undefined ? [] : [plainLabel(state)];
  return {
    label: groupName(groupId),
    description: ["group", ...states, ...of].join(" · "),
    iconPath: new vscode.ThemeIcon("organization"),
    value: node,
  };
}

/** What hides the row gives way: first the filter, then the settings' list of hidden groups. */
async function show({ tree, arrangement, reveal }: FindCommandDeps, node: Found): Promise<void> {
  if (!tree.isShown(node)) await arrangement.setFilter(undefined);
  if (!tree.isShown(node)) await arrangement.setShowsHidden(true);
  await reveal(node);
}
