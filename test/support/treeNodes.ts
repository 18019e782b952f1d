import type { TreeItem } from "vscode";
import { lagOf } from "../../src/views/measure";
import type { CommittedOffset, GroupDescription, GroupListing } from "../../src/kafka/model";
import { totalLag } from "../../src/kafka/groups/lag";
import type { GroupOffset } from "../../src/views/groupOffsets";
import { Facts } from "../../src/views/facts";
import type { Fact, GroupFacts } from "../../src/views/facts";
import type {
  ClusterNode,
  ClusterTreeNode,
  GroupNode,
  GroupPartition,
  GroupPartitionNode,
  GroupTopicNode,
  GroupsNode,
  MembersNode,
  PartitionNode,
  TopicGroupsNode,
  TopicNode,
  TopicsNode,
} from "../../src/views/nodes";
import { numberFormatter } from "../../src/ui/numberFormat";
import { toTreeItem } from "../../src/views/treeItems";

export const identity = {
  id: "c",
  name: "demo",
  bootstrapServers: ["localhost:19092"],
  isReadOnly: false,
};
export const cluster: ClusterNode = {
  kind: "cluster",
  id: "c",
  parent: undefined,
  cluster: identity,
};
export const below = { cluster: identity } as const;
export const topics: TopicsNode = { kind: "topics", id: "c/topics", parent: cluster, ...below };
export const groups: GroupsNode = { kind: "groups", id: "c/groups", parent: cluster, ...below };

export const topicNode = (change: Partial<TopicNode["topic"]> = {}): TopicNode => ({
  kind: "topic",
  id: "c/topics/orders",
  parent: topics,
  ...below,
  topic: {
    topic: "orders",
    topicId: "abc",
    isInternal: false,
    partitions: [partition(0)],
    failure: undefined,
    ...change,
  },
});

export const topicGroupsNode = (): TopicGroupsNode => ({
  kind: "topicGroups",
  id: "c/topics/orders/groups",
  parent: topicNode(),
  ...below,
  topic: "orders",
});

export const partition = (
  number: number,
  change: Partial<PartitionNode["partition"]> = {},
): PartitionNode["partition"] => ({
  partition: number,
  leader: 1,
  leaderEpoch: 0,
  replicas: [1, 2, 3],
  inSyncReplicas: [1, 2, 3],
  offlineReplicas: [],
  ...change,
});

export const partitionNode = (
  change: Partial<PartitionNode["partition"]>,
  measured: Partial<PartitionNode["measured"]>,
): PartitionNode => ({
  kind: "partition",
  id: "c/topics/orders/0",
  parent: topicNode(),
  ...below,
  topic: "orders",
  partition: partition(0, change),
  measured: { start: undefined, end: undefined, failure: undefined, ...measured },
});

export const groupNode = (change: Partial<GroupListing> = {}): GroupNode => ({
  kind: "group",
  id: "c/groups/id=billing",
  parent: groups,
  ...below,
  group: {
    groupId: "billing",
    type: "classic",
    protocolType: "consumer",
    state: "Stable",
    ...change,
  },
});

export const groupFacts = (change: Partial<GroupFacts> = {}): GroupFacts => ({
  state: "Stable",
  memberCount: 3,
  total: totalLag([{ kind: "behind", lag: 1204n }]),
  failures: [],
  ...change,
});

export const commit = (offset: bigint | undefined): CommittedOffset => ({
  topic: "orders",
  partition: 0,
  offset,
  leaderEpoch: 4,
  metadata: "",
  failure: undefined,
});

export const groupTopicNode = (
  partitions: readonly GroupPartition[],
  isResettable = true,
): GroupTopicNode => ({
  kind: "groupTopic",
  id: "c/groups/id=billing/topic/orders",
  parent: groupNode(),
  ...below,
  group: groupNode().group,
  groupId: "billing",
  topic: "orders",
  isResettable,
  partitions,
});

export const position = (
  committed: GroupOffset | undefined,
  measured: Partial<GroupPartition["measured"]> = {},
  change: Partial<GroupPartition> = {},
): GroupPartition => {
  const range = { start: 12n, end: 20_071n, failure: undefined, ...measured };
  return {
    partition: 0,
    committed,
    measured: range,
    lag: lagOf(committed, range),
    owners: [],
    ...change,
  };
};

export const groupPartitionNode = (
  position: GroupPartition,
  isResettable = true,
): GroupPartitionNode => ({
  kind: "groupPartition",
  id: "c/groups/id=billing/topic/orders/0",
  parent: groupTopicNode([position], isResettable),
  ...below,
  groupId: "billing",
  topic: "orders",
  isResettable,
  position,
});

export const member = {
  memberId: "billing-1-uuid",
  instanceId: undefined,
  clientId: "billing-1",
  clientHost: "/10.0.0.5",
  assignment: [
    { topic: "orders", partition: 10 },
    { topic: "payments", partition: 3 },
    { topic: "orders", partition: 2 },
  ],
  targetAssignment: undefined,
  memberEpoch: undefined,
  rack: undefined,
  subscription: [],
};

export const description: GroupDescription = {
  groupId: "billing",
  type: "consumer",
  state: "Stable",
  protocolType: "consumer",
  assignor: "uniform",
  coordinator: { nodeId: 1, host: "broker-1", port: 9092, rack: undefined },
  groupEpoch: 7,
  assignmentEpoch: 7,
  members: [member],
};

export const members: MembersNode = {
  kind: "members",
  id: "c/groups/id=billing/members",
  parent: groupNode(),
  ...below,
  group: description,
};

export function show(node: ClusterTreeNode, fact?: Fact): TreeItem {
  const facts = new Facts();
  if (fact !== undefined) facts.learn(fact);
  return toTreeItem(node, facts, numberFormatter("en"));
}

export const iconOf = (item: TreeItem): string => (item.iconPath as { id: string }).id;
export const tooltipOf = (item: TreeItem): string => item.tooltip as string;
