import type { GroupTarget } from "../panels/group/panel";
import type { GroupTab } from "../panels/group/protocol";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { peekTarget } from "./messages";
import type { Pickers } from "./pickers";

export interface GroupCommandDeps {
  readonly pickers: Pick<Pickers, "cluster" | "group" | "topic">;
  readonly groups: { open(target: GroupTarget, groupId: string, tab: GroupTab): void };
  readonly topicGroups: { open(target: GroupTarget, topic: string): void };
}

type GroupCommandId =
  "kafkaOffsets.openGroup" | "kafkaOffsets.explainGroup" | "kafkaOffsets.watchRebalances";

type Handlers = Pick<CommandHandlers, GroupCommandId | "kafkaOffsets.compareGroups">;

type GroupNode = CommandNode<GroupCommandId>;

/** Looking at a group: each opens its panel at another part. None of this joins the group or writes. */
export function groupCommands(deps: GroupCommandDeps): Handlers {
  const at = (title: string, tab: GroupTab) => (node?: GroupNode) => open(deps, title, tab, node);
  return {
    "kafkaOffsets.openGroup": at("Open Group", "partitions"),
    "kafkaOffsets.explainGroup": at("Explain Group", "explain"),
    "kafkaOffsets.watchRebalances": at("Watch Rebalances", "rebalances"),
    "kafkaOffsets.compareGroups": (node) => compareGroups(deps, node),
  };
}

async function compareGroups(
  { pickers, topicGroups }: GroupCommandDeps,
  node: CommandNode<"kafkaOffsets.compareGroups"> | undefined,
): Promise<void> {
  const title = "Compare Groups of Topic";
  const target = peekTarget(await pickers.cluster(title, node?.cluster.id));
  if (target === undefined) return;
  const named = node?.kind === "topic" ? node.topic.topic : node?.topic;
  const topic = named ?? (await pickers.topic(title, target.gateway));
  if (topic !== undefined) topicGroups.open(target, topic);
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
