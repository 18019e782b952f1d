import type { ResetScope } from "../kafka/reset/target";
import { UserError } from "../ui/userError";
import type { NodeOfKind } from "../views/nodes";

/** A row that stands for partitions of a group. */
export type ScopeNode = NodeOfKind<"group" | "groupTopic" | "groupPartition">;

/** The groups that rows stand for, and what of each of them. */
export interface ScopeOfRows {
  readonly clusterId: string;
  /** Each once. */
  readonly groupIds: readonly string[];
  readonly scope: ResetScope;
}

/**
 * What rows that were chosen together stand for: groups as a whole, or topics and partitions of one group.
 * @throws UserError for rows of several clusters, or parts of several groups
 */
export function scopeOfRows(first: ScopeNode, others: readonly ScopeNode[]): ScopeOfRows {
  const nodes = [first, ...others.filter((node) => node !== first)];
  const clusterId = first.cluster.id;
  if (nodes.some(({ cluster }) => cluster.id !== clusterId)) {
    throw new UserError("Choose groups of one cluster.");
  }
  const groupIds = [...new Set(nodes.map(groupIdOf))];
  const scopes = nodes.map(scopeOf);
  const isWhole = ({ kind }: ResetScope): boolean => kind === "allTopics";
  if (groupIds.length > 1 && !scopes.every(isWhole)) {
    throw new UserError("Choose either groups, or topics and partitions of one group.");
  }
  const scope = scopes.find(isWhole) ?? joined(scopes);
  return { clusterId, groupIds, scope };
}

export function groupIdOf(node: ScopeNode): string {
  return node.kind === "group" ? node.group.groupId : node.groupId;
}

/** A partition of a topic that is in as a whole is in already. */
function joined(scopes: readonly ResetScope[]): ResetScope {
  const topics = [...new Set(scopes.flatMap((scope) => ("topics" in scope ? scope.topics : [])))];
  const partitions = scopes
    .flatMap((scope) => ("partitions" in scope ? scope.partitions : []))
    .filter(({ topic }) => !topics.includes(topic));
  if (partitions.length === 0) return { kind: "topics", topics };
  if (topics.length === 0) return { kind: "partitions", partitions };
  return { kind: "topicsAndPartitions", topics, partitions };
}

/** The partitions a row stands for. */
export function scopeOf(node: ScopeNode): ResetScope {
  switch (node.kind) {
    case "group":
      return { kind: "allTopics" };
    case "groupTopic":
      return { kind: "topics", topics: [node.topic] };
    case "groupPartition": {
      const { topic, position } = node;
      return { kind: "partitions", partitions: [{ topic, partition: position.partition }] };
    }
  }
}
