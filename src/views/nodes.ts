import type { PartitionLag } from "../kafka/groups/lag";
import type {
  Broker,
  GroupDescription,
  GroupListing,
  GroupMember,
  ItemFailure,
  Offset,
  PartitionDescription,
  TopicDescription,
} from "../kafka/model";
import type { GroupOffset } from "./groupOffsets";
import type { IconColor } from "./treeItem";

/** The cluster a node belongs to, as the tree shows it. */
export interface ClusterIdentity {
  readonly id: string;
  readonly name: string;
  readonly bootstrapServers: readonly string[];
  readonly isReadOnly: boolean;
  readonly isProduction?: boolean;
  readonly color?: IconColor;
}

interface Node<K extends string, P extends ClusterTreeNode | undefined> {
  readonly kind: K;
  /** Path from the cluster down; the same after a refresh. */
  readonly id: string;
  readonly parent: P;
}

interface NodeOfCluster<K extends string, P extends ClusterTreeNode | undefined> extends Node<
  K,
  P
> {
  readonly cluster: ClusterIdentity;
}

export type ClusterNode = NodeOfCluster<"cluster", undefined>;

export interface BrokersNode extends NodeOfCluster<"brokers", ClusterNode> {
  readonly brokers: readonly Broker[];
  /** Registered, and not serving. */
  readonly fencedBrokers: readonly Broker[];
  readonly controllerId: number | undefined;
}

export interface BrokerNode extends NodeOfCluster<"broker", BrokersNode> {
  readonly broker: Broker;
  readonly isController: boolean;
}

export type TopicsNode = NodeOfCluster<"topics", ClusterNode>;

export interface TopicNode extends NodeOfCluster<"topic", TopicsNode> {
  readonly topic: TopicDescription;
}

export interface PartitionNode extends NodeOfCluster<"partition", TopicNode> {
  readonly topic: string;
  readonly partition: PartitionDescription;
  readonly measured: MeasuredPartition;
}

export type GroupsNode = NodeOfCluster<"groups", ClusterNode>;

export interface GroupNode extends NodeOfCluster<"group", GroupsNode> {
  readonly group: GroupListing;
}

export interface MembersNode extends NodeOfCluster<"members", GroupNode> {
  readonly group: GroupDescription;
}

export interface MemberNode extends NodeOfCluster<"member", MembersNode> {
  readonly groupId: string;
  readonly member: GroupMember;
}

/** The groups that have commits in a topic, or members that read it. */
export interface TopicGroupsNode extends NodeOfCluster<"topicGroups", TopicNode> {
  readonly topic: string;
}

/** Where a group stands in a topic: a row below the group, or below the topic's groups. */
export interface GroupTopicNode extends NodeOfCluster<"groupTopic", GroupNode | TopicGroupsNode> {
  readonly group: GroupListing;
  readonly groupId: string;
  readonly topic: string;
  readonly isResettable: boolean;
  readonly partitions: readonly GroupPartition[];
}

export interface GroupPartitionNode extends NodeOfCluster<"groupPartition", GroupTopicNode> {
  readonly groupId: string;
  readonly topic: string;
  readonly isResettable: boolean;
  readonly position: GroupPartition;
}

/** Children that could not be loaded: what was tried, what happened, what to do. */
export interface FailureNode extends Node<"failure", ClusterTreeNode | undefined> {
  readonly sentence: string;
  readonly advice: string;
  readonly severity: "error" | "warning";
}

/** Says why a branch is empty. */
export interface NoteNode extends Node<"note", ClusterTreeNode> {
  readonly text: string;
  /** It is the filter that leaves things out. */
  readonly isOfFilter?: true;
}

export type ClusterTreeNode =
  | ClusterNode
  | BrokersNode
  | BrokerNode
  | TopicsNode
  | TopicNode
  | PartitionNode
  | TopicGroupsNode
  | GroupsNode
  | GroupNode
  | MembersNode
  | MemberNode
  | GroupTopicNode
  | GroupPartitionNode
  | FailureNode
  | NoteNode;

export type NodeKind = ClusterTreeNode["kind"];

export type NodeOfKind<K extends NodeKind> = Extract<ClusterTreeNode, { readonly kind: K }>;

/** Readable range of a partition, as far as it could be asked. */
export interface MeasuredPartition {
  /** First readable offset. */
  readonly start: Offset | undefined;
  /** High watermark. */
  readonly end: Offset | undefined;
  readonly failure: ItemFailure | undefined;
}

/** Where a group stands in one partition. */
export interface GroupPartition {
  readonly partition: number;
  readonly committed: GroupOffset | undefined;
  readonly measured: MeasuredPartition;
  readonly lag: PartitionLag;
  /** Members the partition is assigned to: several in a share group only. */
  readonly owners: readonly GroupMember[];
}

/** One level of a node's id. Names may contain the separator. */
export function childId(parentId: string, ...segments: readonly (string | number)[]): string {
  const escaped = segments.map((segment) =>
    String(segment).replaceAll("%", "%25").replaceAll("/", "%2F"),
  );
  return [...(parentId === "" ? [] : [parentId]), ...escaped].join("/");
}

/**
 * Whether the broker may accept a commit from outside the group: only for consumer groups without members.
 * `Dead` is no such state: brokers call live KIP-848 groups so in answers to clients that do not know them.
 */
export function isResettable(group: Partial<Pick<GroupListing, "state" | "type">>): boolean {
  return group.state === "Empty" && group.type !== "share" && group.type !== "streams";
}
