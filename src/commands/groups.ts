import type { GroupTarget } from "../panels/group/panel";
import type { GroupTab } from "../panels/group/protocol";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { peekTarget } from "./messages";
import type { Pickers } from "./pickers";

export interface GroupCommandDeps {
  readonly pickers: Pick<Pickers, "cluster" | "group">;
  readonly groups: { open(target: GroupTarget, groupId: string, tab: GroupTab): void };
}

type GroupCommandId =
  "kafkaOffsets.openGroup" | "kafkaOffsets.explainGroup" | "kafkaOffsets.watchRebalances";

type GroupNode = CommandNode<GroupCommandId>;

/** Looking at a group: each opens its panel at another part. None of this joins the group or writes. */
export function groupCommands(deps: GroupCommandDeps): Pick<CommandHandlers, GroupCommandId> {
  const at = (title: string, tab: GroupTab) => (node?: GroupNode) => open(deps, title, tab, node);
  return {
    "kafkaOffsets.openGroup": at("Open Group", "partitions"),
    "kafkaOffsets.explainGroup": at("Explain Group", "explain"),
    "kafkaOffsets.watchRebalances": at("Watch Rebalances", "rebalances"),
  };
}

async function open(
  { pickers, groups }: GroupCommandDeps,
  title: string,
  tab: GroupTab,
  node: GroupNode | undefined,
): Promise<void> {
  const target = peekTarget(await pickers.cluster(title, node?.cluster.id));
  if (target === undefined) return;
  const groupId = groupIdOf(node) ?? (await pickers.group(title, target.gateway))?.groupId;
  if (groupId !== undefined) groups.open(target, groupId, tab);
}

function groupIdOf(node: GroupNode | undefined): string | undefined {
  return node?.kind === "group" ? node.group.groupId : node?.groupId;
}
