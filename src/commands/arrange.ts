import type { ClusterTreeNode } from "../views/nodes";
import type { Pins } from "../views/pins";
import type { GroupOrder } from "../views/sortGroups";
import type { TreeArrangement } from "../views/treeArrangement";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { askFilter } from "./filterPrompt";
import type { Choice } from "./choice";
import type { Pickers } from "./pickers";

export interface ArrangeCommandDeps {
  readonly arrangement: TreeArrangement;
  readonly pins: Pins;
  readonly pickers: Pick<Pickers, "choose">;
}

type Handlers = Pick<
  CommandHandlers,
  | "kafkaOffsets.filter"
  | "kafkaOffsets.clearFilter"
  | "kafkaOffsets.sortGroups"
  | "kafkaOffsets.showHiddenGroups"
  | "kafkaOffsets.hideHiddenGroups"
  | "kafkaOffsets.pin"
  | "kafkaOffsets.unpin"
>;

const orders: Readonly<Record<GroupOrder, { label: string; detail: string }>> = {
  name: { label: "Name", detail: "from A to Z" },
  state: { label: "State", detail: "by Kafka's word for it, from A to Z" },
  lag: { label: "Lag", detail: "the largest first; measured when the groups are opened" },
  type: { label: "Type", detail: "classic, consumer, share, streams" },
};

/** What a person sees of the tree, and in which order. Nothing of it touches a cluster. */
export function arrangeCommands({ arrangement, pins, pickers }: ArrangeCommandDeps): Handlers {
  const pin = async (nodes: readonly PinnableNode[], isPinned: boolean): Promise<void> => {
    for (const node of nodes) await pins.set(node.cluster.id, node.kind, nameOf(node), isPinned);
  };
  return {
    "kafkaOffsets.filter": async () => {
      const asked = await askFilter(arrangement.filter);
      if (asked !== "cancelled") await arrangement.setFilter(asked);
    },
    "kafkaOffsets.clearFilter": () => arrangement.setFilter(undefined),
    "kafkaOffsets.sortGroups": async () => {
      const choices = orderChoices(arrangement.groupOrder);
      const order = await pickers.choose("Sort Groups By", "What to sort the groups by", choices);
      if (order !== undefined) await arrangement.setGroupOrder(order);
    },
    "kafkaOffsets.showHiddenGroups": () => arrangement.setShowsHidden(true),
    "kafkaOffsets.hideHiddenGroups": () => arrangement.setShowsHidden(false),
    "kafkaOffsets.pin": (_, selected = []) => pin(selected, true),
    "kafkaOffsets.unpin": (_, selected = []) => pin(selected, false),
  };
}

type PinnableNode = CommandNode<"kafkaOffsets.pin">;

function nameOf(node: Extract<ClusterTreeNode, PinnableNode>): string {
  return node.kind === "group" ? node.group.groupId : node.topic.topic;
}

function orderChoices(current: GroupOrder): readonly Choice<GroupOrder>[] {
  return (Object.keys(orders) as GroupOrder[]).map((value) => ({
    label: orders[value].label,
    description: value === current ? `${orders[value].detail} · in use` : orders[value].detail,
    value,
  }));
}
