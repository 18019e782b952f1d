import type { Facts, GroupFacts } from "./facts";
import { matchesPattern } from "./namePattern";
import type { ClusterTreeNode, GroupNode, TopicNode } from "./nodes";
import { compareGroups, type GroupOrder } from "./sortGroups";
import { matchesGroup, matchesTopic } from "./treeFilter";
import type { FilteredGroup, KnownLag, TreeFilter } from "./treeFilter";

/** What decides over the rows below "Topics" and "Consumer Groups". */
export interface RowRules {
  readonly filter: TreeFilter | undefined;
  readonly groupOrder: GroupOrder;
  /** Patterns of groups that are not shown; empty when all are. */
  readonly hiddenGroups: readonly string[];
  readonly isPinned: (node: GroupNode | TopicNode) => boolean;
}

export interface ArrangedRows {
  readonly rows: readonly ClusterTreeNode[];
  readonly shown: number;
  /** Without those that the settings hide. */
  readonly of: number;
  readonly hidden: number;
  /** Left out because what the filter asks for is not known of them. */
  readonly unknown: number;
}

/** Whether the rules ask for what is learned only after the groups are listed. */
export function needFacts(
  { filter, groupOrder }: RowRules,
  nodes: readonly ClusterTreeNode[],
): boolean {
  const groups = nodes.filter((node) => node.kind === "group");
  if (groups.length === 0) return false;
  if (groupOrder === "lag" || (filter?.lags.length ?? 0) > 0) return true;
  const asksForState = groupOrder === "state" || (filter?.states.length ?? 0) > 0;
  return asksForState && groups.some(({ group }) => group.state === undefined);
}

/** The rows of a loaded level that are to be seen, in their order; undefined where the rules say nothing of them. */
export function arrangeRows(
  nodes: readonly ClusterTreeNode[],
  rules: RowRules,
  facts: Pick<Facts, "get">,
): ArrangedRows | undefined {
  const groups = nodes.filter((node) => node.kind === "group");
  if (groups.length > 0) return arrangeGroups(groups, rules, facts);
  const topics = nodes.filter((node) => node.kind === "topic");
  return topics.length > 0 ? arrangeTopics(topics, rules) : undefined;
}

function arrangeTopics(topics: readonly TopicNode[], rules: RowRules): ArrangedRows {
  const { filter, isPinned } = rules;
  const rows = topics.filter(
    ({ topic }) => filter === undefined || matchesTopic(filter, topic.topic),
  );
  const shown = rows.length;
  return { rows: pinnedFirst(rows, isPinned), shown, of: topics.length, hidden: 0, unknown: 0 };
}

function arrangeGroups(
  groups: readonly GroupNode[],
  { filter, groupOrder, hiddenGroups, isPinned }: RowRules,
  facts: Pick<Facts, "get">,
): ArrangedRows {
  const visible = groups.filter(
    ({ group }) => !hiddenGroups.some((pattern) => matchesPattern(pattern, group.groupId)),
  );
  const judged = visible.map((node) => {
    const group = filteredGroup(node, facts.get("group", node.id));
    return { node, group, verdict: filter === undefined ? "yes" : matchesGroup(filter, group) };
  });
  const fitting = judged.filter(({ verdict }) => verdict === "yes");
  if (groupOrder !== "name") {
    fitting.sort((one, other) => compareGroups(groupOrder, one.group, other.group));
  }
  return {
    rows: pinnedFirst(
      fitting.map(({ node }) => node),
      isPinned,
    ),
    shown: fitting.length,
    of: visible.length,
    hidden: groups.length - visible.length,
    unknown: judged.filter(({ verdict }) => verdict === "unknown").length,
  };
}

function pinnedFirst<T extends GroupNode | TopicNode>(
  rows: readonly T[],
  isPinned: (node: T) => boolean,
): readonly T[] {
  const pinned = rows.filter(isPinned);
  return pinned.length === 0 ? rows : [...pinned, ...rows.filter((row) => !pinned.includes(row))];
}

/** The listed state wins: it is there for all groups from the start, so that no row changes its place. */
function filteredGroup({ group }: GroupNode, facts: GroupFacts | undefined): FilteredGroup {
  const { groupId, type, state = facts?.state } = group;
  return { groupId, type, state, lag: lagOf(facts) };
}

function lagOf(facts: GroupFacts | undefined): KnownLag {
  if (facts?.total === undefined) return "unknown";
  const { lag, partitionsMeasured, partitionsUnknown } = facts.total;
  if (partitionsMeasured > 0) return { lag, isAtLeast: partitionsUnknown > 0 };
  return partitionsUnknown > 0 ? "unknown" : "none";
}
