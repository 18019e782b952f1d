import { totalLag } from "../kafka/groups/lag";
import type { GroupDescription, GroupListing, GroupResult } from "../kafka/model";
import type { Fact, GroupFacts } from "./facts";
import { fetchGroupOffsets } from "./groupOffsets";
import type { GroupOffset } from "./groupOffsets";
import { noteNode } from "./loading";
import type { Level, LoadContext } from "./loading";
import { partitionKey } from "../kafka/partitionMap";
import { lagOf, measure } from "./measure";
import type { Measure } from "./measure";
import { childId } from "./nodes";
import type { GroupNode, GroupsNode } from "./nodes";

/** Lists the groups; their members and lags are learned afterwards, of all groups together. */
export async function groupsChildren(node: GroupsNode, context: LoadContext): Promise<Level> {
  const groups = await context.gateway.listGroups(context.signal);
  const nodes = groups.map((group) => groupNode(node, group));
  const note = noteNode(node, "No groups visible: none exist, or you may not see them.");
  return {
    nodes: nodes.length === 0 ? [note] : nodes,
    facts: [
      { kind: "groups", id: node.id, value: { count: groups.length, laggingCount: undefined } },
    ],
    ...(nodes.length === 0
      ? {}
      : { learnMore: (signal) => learnAboutGroups(node, nodes, { ...context, signal }) }),
  };
}

async function learnAboutGroups(
  parent: GroupsNode,
  nodes: readonly GroupNode[],
  { gateway, signal }: LoadContext,
): Promise<readonly Fact[]> {
  const ids = nodes.map(({ group }) => group.groupId);
  const [described, committed] = await Promise.all([
    gateway.describeGroups(ids, signal),
    fetchGroupOffsets(
      gateway,
      nodes.map(({ group }) => group),
      signal,
    ),
  ]);
  const measured = await measure(gateway, distinctPartitions(committed), signal);
  const descriptions = new Map(described.map((result) => [result.groupId, result]));
  const commits = new Map(committed.map((result) => [result.groupId, result]));
  const facts = nodes.map((node) => ({
    kind: "group" as const,
    id: node.id,
    value: groupFacts(
      node.group,
      descriptions.get(node.group.groupId),
      commits.get(node.group.groupId),
      measured,
    ),
  }));
  const laggingCount = facts.filter(({ value }) => (value.total?.lag ?? 0n) > 0n).length;
  const value = { count: nodes.length, laggingCount };
  return [...facts, { kind: "groups", id: parent.id, value }];
}

/** What one group's answers say about its row. */
export function groupFacts(
  group: GroupListing,
  described: GroupResult<GroupDescription> | undefined,
  committed: GroupResult<readonly GroupOffset[]> | undefined,
  measured: Measure,
): GroupFacts {
  const lags = committed?.value?.map((commit) => lagOf(commit, measured(commit)));
  return {
    state: described?.value?.state ?? group.state,
    memberCount: described?.value?.members.length,
    total: lags && totalLag(lags),
    failures: failuresOf(described, committed),
  };
}

/** Both questions may have failed for the same reason: it is then said once. */
function failuresOf(...results: readonly (GroupResult<unknown> | undefined)[]): string[] {
  return [...new Set(results.flatMap((result) => result?.failure?.message ?? []))];
}

function distinctPartitions(
  results: readonly GroupResult<readonly GroupOffset[]>[],
): GroupOffset[] {
  const committed = results.flatMap(({ value }) => value ?? []);
  const known = committed.filter(({ offset }) => offset !== undefined);
  return [...new Map(known.map((offset) => [partitionKey(offset), offset])).values()];
}

function groupNode(parent: GroupsNode, group: GroupListing): GroupNode {
  // an empty id is legal, and still needs a segment of its own
  const id = childId(parent.id, `id=${group.groupId}`);
  return { kind: "group", id, parent, cluster: parent.cluster, group };
}
