import type {
  CommittedOffset,
  ItemFailure,
  PartitionDescription,
  TopicDescription,
  TopicPartition,
} from "../model";
import { PartitionMap } from "../partitionMap";
import type { ScopeProblem } from "./facts";
import type { ResetRequest } from "./target";

/** What the scope of a request is resolved with. */
export interface ScopeFacts {
  /** Every partition the group was asked about, with a commit or without, or with a failure. */
  readonly commits: readonly CommittedOffset[];
  /** Of them, those with a commit. */
  readonly made: readonly CommittedOffset[];
  /** Commits of the group to copy from. */
  readonly source: readonly TopicPartition[];
}

export interface ResolvedScope {
  readonly readable: readonly TopicPartition[];
  readonly problems: readonly ScopeProblem[];
}

/** The topics a request is about, each once. */
export function topicsInScope(request: ResetRequest, facts: ScopeFacts): readonly string[] {
  const { scope } = request;
  const whole = "topics" in scope ? scope.topics : [];
  const named = namedPartitions(request, facts).map(({ topic }) => topic);
  return [...new Set([...whole, ...named])];
}

/** The partitions a request is about, and what keeps some of them from being planned. */
export function resolveScope(
  request: ResetRequest,
  facts: ScopeFacts,
  described: readonly TopicDescription[],
): ResolvedScope {
  const topics = new Map(described.map((topic) => [topic.topic, topic]));
  const existing = new PartitionMap(
    described.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one }))),
  );
  const commits = new PartitionMap(facts.commits);
  const readable: TopicPartition[] = [];
  const problems: ScopeProblem[] = described.flatMap(({ topic, failure }) =>
    failure === undefined ? [] : [{ topic, partition: undefined, reason: reasonOf(failure) }],
  );
  const { scope } = request;
  const whole = new Set("topics" in scope ? scope.topics : []);
  const inWhole = existing.values().filter(({ topic }) => whole.has(topic));
  const wanted = [...inWhole, ...namedPartitions(request, facts)];
  for (const { topic, partition } of new PartitionMap<TopicPartition>(wanted).values()) {
    if (topics.get(topic)?.failure !== undefined) continue;
    const failure = commits.get({ topic, partition })?.failure;
    const reason = problemOf(existing.get({ topic, partition })) ?? (failure && reasonOf(failure));
    if (reason === undefined) readable.push({ topic, partition });
    else problems.push({ topic, partition, reason });
  }
  return { readable, problems };
}

/** Those that are in scope by themselves, not by their topic. */
function namedPartitions(request: ResetRequest, facts: ScopeFacts): readonly TopicPartition[] {
  return [...partitionsOfScope(request, facts), ...(request.overrides?.values() ?? [])];
}

function partitionsOfScope(
  { scope, target }: ResetRequest,
  { commits, made, source }: ScopeFacts,
): readonly TopicPartition[] {
  switch (scope.kind) {
    case "allTopics":
      return [...made, ...commits.filter(({ failure }) => failure !== undefined)];
    case "topics":
      return [];
    case "partitions":
    case "topicsAndPartitions":
      return scope.partitions;
    case "ofTarget":
      if (target.to === "offsets") return target.offsets;
      if (target.to === "restore") return target.commits;
      return source;
  }
}

function problemOf(partition: PartitionDescription | undefined): string | undefined {
  if (partition === undefined) return "does not exist";
  return partition.leader === undefined ? "has no leader" : undefined;
}

/** Follows the name of what cannot be read. */
export function reasonOf(failure: ItemFailure): string {
  return `cannot be read: ${failure.message.replace(/\.$/, "")}`;
}
