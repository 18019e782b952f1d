import type { TotalLag } from "../kafka/groups/lag";
import { totalLag } from "../kafka/groups/lag";
import type { GroupListing } from "../kafka/model";
import { counted } from "../ui/numberFormat";
import { groupTopicNode, ledPartitions, ownersOf } from "./groupChildren";
import { fetchGroupOffsets } from "./groupOffsets";
import { failureNode, noteNode } from "./loading";
import type { Level, LoadContext } from "./loading";
import { measure } from "./measure";
import { childId } from "./nodes";
import type { ClusterTreeNode, GroupTopicNode, TopicGroupsNode } from "./nodes";

/**
 * The groups with commits in the topic, or with members that read it. No broker answers that question: all groups
 * are asked together, commits before the ends.
 */
export async function topicGroupsChildren(
  node: TopicGroupsNode,
  { gateway, signal }: LoadContext,
): Promise<Level> {
  const listed = await gateway.listGroups(signal);
  const ids = listed.map(({ groupId }) => groupId);
  const [[topic], described, committed] = await Promise.all([
    gateway.describeTopics([node.topic], signal),
    ids.length === 0 ? [] : gateway.describeGroups(ids, signal),
    fetchGroupOffsets(gateway, listed, signal),
  ]);
  if (topic === undefined) return { nodes: [noteNode(node, "The topic no longer exists.")] };
  const measured = await measure(gateway, ledPartitions([topic]), signal);
  const descriptions = new Map(described.map((result) => [result.groupId, result.value]));
  const results = new Map(committed.map((result) => [result.groupId, result]));

  const rows = listed.flatMap((listing): GroupTopicNode[] => {
    const commits = (results.get(listing.groupId)?.value ?? []).filter(
      (commit) =>
        commit.topic === node.topic &&
        (commit.offset !== undefined || commit.failure !== undefined),
    );
    const description = descriptions.get(listing.groupId);
    const reads = description?.members.some(({ assignment }) =>
      assignment.some((assigned) => assigned.topic === node.topic),
    );
    if (commits.length === 0 && reads !== true) return [];
    const group: GroupListing = { ...listing, state: description?.state ?? listing.state };
    const owners = ownersOf(description?.members ?? []);
    const id = childId(node.id, `id=${listing.groupId}`);
    return [groupTopicNode(node, id, { group, topic, commits, owners, measured })];
  });
  const unreadable = committed.flatMap(({ failure }) => failure ?? []);
  return {
    nodes: [...failureRows(node, unreadable), ...(rows.length > 0 ? rows : [noneNote(node)])],
    facts: [
      {
        kind: "topicGroups",
        id: node.id,
        value: { count: rows.length, maxLag: maxLag(rows.map(totalOf)) },
      },
    ],
  };
}

function totalOf({ partitions }: GroupTopicNode): TotalLag {
  return totalLag(partitions.map(({ lag }) => lag));
}

function maxLag(totals: readonly TotalLag[]): bigint | undefined {
  return totals
    .filter(({ partitionsMeasured }) => partitionsMeasured > 0)
    .reduce<bigint | undefined>(
      (most, { lag }) => (most === undefined || lag > most ? lag : most),
      undefined,
    );
}

function noneNote(node: TopicGroupsNode): ClusterTreeNode {
  return noteNode(node, "No group has commits here, or members that read it.");
}

/** One row for all groups whose commits are not known: they may be some of this topic. */
function failureRows(
  node: TopicGroupsNode,
  failures: readonly { readonly message: string }[],
): ClusterTreeNode[] {
  const [first] = failures;
  if (first === undefined) return [];
  const sentence = `The commits of ${counted(failures.length, "group", String)} could not be read: ${first.message}`;
  return [failureNode(node, { sentence, advice: "", severity: "warning" })];
}
