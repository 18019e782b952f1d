import type {
  GroupDescription,
  GroupListing,
  GroupMember,
  ItemFailure,
  TopicDescription,
  TopicPartition,
} from "../kafka/model";
import type { Fact } from "./facts";
import { groupFacts } from "./groupsChildren";
import { fetchGroupOffsets, isShare } from "./groupOffsets";
import type { GroupOffset } from "./groupOffsets";
import { failureNode, noteNode } from "./loading";
import type { Level, LoadContext } from "./loading";
import { partitionKey } from "../kafka/partitionMap";
import { lagOf, measure } from "./measure";
import type { Measure } from "./measure";
import { childId, isResettable } from "./nodes";
import type {
  ClusterTreeNode,
  GroupNode,
  GroupPartition,
  GroupTopicNode,
  MemberNode,
  MembersNode,
} from "./nodes";

/**
 * Members, then the topics the group has commits for or members on. Commits are read before the ends: so no
 * healthy group can look as if it were past the end.
 */
export async function groupChildren(node: GroupNode, context: LoadContext): Promise<Level> {
  const { gateway, signal } = context;
  const { groupId } = node.group;
  const [[described], [committed]] = await Promise.all([
    gateway.describeGroups([groupId], signal),
    fetchGroupOffsets(gateway, [node.group], signal),
  ]);
  const commits = (committed?.value ?? []).filter(
    ({ offset, failure }) => offset !== undefined || failure !== undefined,
  );
  const members = described?.value?.members ?? [];
  const named = [...commits, ...members.flatMap(({ assignment }) => assignment)];
  const names = [...new Set(named.map(({ topic }) => topic))].sort();
  const topics = names.length === 0 ? [] : await gateway.describeTopics(names, signal);
  const measured = await measure(gateway, ledPartitions(topics), signal);
  const commitsByTopic = Map.groupBy(commits, ({ topic }) => topic);
  const owners = ownersOf(members);

  const value = groupFacts(node.group, described, committed, measured);
  const failures = value.failures.map((sentence, index) =>
    failureNode(node, { sentence, advice: "" }, `failure-${index}`),
  );
  const rows: ClusterTreeNode[] = [
    ...failures,
    ...(described?.value === undefined ? [] : [membersNode(node, described.value)]),
    ...topics.map((topic) =>
      groupTopicNode(node, childId(node.id, "topic", topic.topic), {
        group: { ...node.group, state: value.state },
        topic,
        commits: commitsByTopic.get(topic.topic) ?? [],
        owners,
        measured,
      }),
    ),
  ];
  if (commits.length === 0 && failures.length === 0 && !isShare(node.group)) {
    rows.push(noteNode(node, "No committed offsets: nothing committed yet, or all have expired."));
  }
  const facts: Fact[] = [{ kind: "group", id: node.id, value }];
  return { nodes: rows, facts };
}

export function membersChildren(node: MembersNode): Level {
  const nodes = node.group.members.map((member): MemberNode => {
    const id = childId(node.id, member.memberId);
    const { groupId } = node.group;
    return { kind: "member", id, parent: node, cluster: node.cluster, groupId, member };
  });
  const state = node.group.state;
  return {
    nodes: nodes.length === 0 ? [noteNode(node, `No members: the group is ${state}.`)] : nodes,
  };
}

export function groupTopicChildren(node: GroupTopicNode): Level {
  const { groupId, topic, isResettable, cluster } = node;
  return {
    nodes: node.partitions.map((position) => ({
      kind: "groupPartition",
      id: childId(node.id, position.partition),
      parent: node,
      cluster,
      groupId,
      topic,
      isResettable,
      position,
    })),
  };
}

function membersNode(parent: GroupNode, group: GroupDescription): MembersNode {
  const id = childId(parent.id, "members");
  return { kind: "members", id, parent, cluster: parent.cluster, group };
}

const leaderless: ItemFailure = { code: 5, message: "no leader" };

interface GroupTopicParts {
  /** With its latest state. */
  readonly group: GroupListing;
  readonly topic: TopicDescription;
  readonly commits: readonly GroupOffset[];
  readonly owners: ReadonlyMap<string, readonly GroupMember[]>;
  readonly measured: Measure;
}

/** Where the group stands in a topic, with the partitions it has no commit for. */
export function groupTopicNode(
  parent: GroupTopicNode["parent"],
  id: string,
  parts: GroupTopicParts,
): GroupTopicNode {
  const { topic, failure } = parts.topic;
  const commits = new Map(parts.commits.map((commit) => [commit.partition, commit]));
  const leaders = new Map(parts.topic.partitions.map((one) => [one.partition, one.leader]));
  const partitions = [...new Set([...leaders.keys(), ...commits.keys()])]
    .sort((one, other) => one - other)
    .map((partition): GroupPartition => {
      const committed = commits.get(partition);
      const measured = parts.measured({ topic, partition });
      const hasLeader = leaders.get(partition) !== undefined;
      return {
        partition,
        committed,
        measured: hasLeader ? measured : { ...measured, failure: failure ?? leaderless },
        lag: lagOf(committed, measured),
        owners: parts.owners.get(partitionKey({ topic, partition })) ?? [],
      };
    });
  const { group } = parts;
  return {
    kind: "groupTopic",
    id,
    parent,
    cluster: parent.cluster,
    group,
    groupId: group.groupId,
    topic,
    isResettable: isResettable(group),
    partitions,
  };
}

export function ownersOf(members: readonly GroupMember[]): Map<string, readonly GroupMember[]> {
  const owners = new Map<string, GroupMember[]>();
  for (const member of members) {
    for (const partition of member.assignment) {
      const key = partitionKey(partition);
      const others = owners.get(key);
      if (others === undefined) owners.set(key, [member]);
      else others.push(member);
    }
  }
  return owners;
}

export function ledPartitions(topics: readonly TopicDescription[]): TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, leader }) =>
      leader === undefined ? [] : [{ topic, partition }],
    ),
  );
}
