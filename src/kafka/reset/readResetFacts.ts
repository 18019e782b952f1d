import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type {
  CommittedOffset,
  GroupDescription,
  ItemFailure,
  ListedOffset,
  OffsetSpec,
  PartitionDescription,
  TopicDescription,
  TopicPartition,
} from "../model";
import type { PartitionFacts, ResetFacts, ScopeProblem } from "./facts";
import { comparePartitions, PartitionMap } from "../partitionMap";
import { targetProblem, type ResetRequest, type ResetScope } from "./target";

type Gateway = Pick<
  ClusterGateway,
  "describeGroups" | "describeTopics" | "fetchCommittedOffsets" | "listOffsets"
>;

/**
 * Reads what a plan needs: commits before ends, so that skew never makes an end older than its commit, and the
 * end is the high watermark. One call per kind of question, however many partitions are in scope.
 *
 * @throws KafkaError when the group itself cannot be read, or `invalidInput` before any request. What fails for
 * single topics or partitions is in the facts.
 */
export async function readResetFacts(
  gateway: Gateway,
  request: ResetRequest,
  signal?: AbortSignal,
): Promise<ResetFacts> {
  const problem = targetProblem(request.target);
  if (problem !== undefined) throw new KafkaError(problem, { kind: "invalidInput" });

  const [group, commits] = await Promise.all([
    readGroup(gateway, request.groupId, signal),
    readCommits(gateway, request, signal),
  ]);
  // Some clients commit −1 or −2 by mistake; like Kafka's own tools, take that for no commit.
  const made = commits.filter(({ offset }) => offset !== undefined && offset >= 0n);
  const topics = topicsOf(request.scope, made);
  const described = topics.length === 0 ? [] : await gateway.describeTopics(topics, signal);
  const { readable, problems } = resolveScope(request.scope, made, commits, described);
  const measured = await measure(gateway, request, readable, signal);

  const committed = new PartitionMap(made);
  const partitions = measured.facts.map((facts) => ({
    ...facts,
    committed: committed.get(facts)?.offset,
  }));
  return {
    group,
    partitions: partitions.sort(comparePartitions),
    problems: [...problems, ...measured.problems],
    committedPartitions: made,
  };
}

async function readGroup(
  gateway: Gateway,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<GroupDescription | undefined> {
  const [result] = await gateway.describeGroups([groupId], signal);
  if (result?.value !== undefined) return result.value;
  if (result?.failure.code === errorCode.groupIdNotFound) return undefined;
  throw unreadableGroup(groupId, result?.failure);
}

async function readCommits(
  gateway: Gateway,
  { groupId, scope }: ResetRequest,
  signal: AbortSignal | undefined,
): Promise<readonly CommittedOffset[]> {
  const asked = scope.kind === "partitions" ? scope.partitions : undefined;
  const [result] = await gateway.fetchCommittedOffsets([groupId], signal, asked);
  if (result?.value !== undefined) return result.value;
  if (result?.failure.code === errorCode.groupIdNotFound) return [];
  throw unreadableGroup(groupId, result?.failure);
}

function unreadableGroup(groupId: string, failure: ItemFailure | undefined): KafkaError {
  const reason = failure?.message ?? "the cluster gave no answer about it.";
  return new KafkaError(`Group ${groupId} cannot be read: ${reason}`, {
    kind: failure?.code === errorCode.groupAuthorizationFailed ? "authorization" : "unexpected",
    code: failure?.code,
  });
}

function topicsOf(scope: ResetScope, commits: readonly CommittedOffset[]): readonly string[] {
  switch (scope.kind) {
    case "allTopics":
      return [...new Set(commits.map(({ topic }) => topic))];
    case "topics":
      return [...new Set(scope.topics)];
    case "partitions":
      return [...new Set(scope.partitions.map(({ topic }) => topic))];
  }
}

interface ResolvedScope {
  readonly readable: readonly TopicPartition[];
  readonly problems: readonly ScopeProblem[];
}

function resolveScope(
  scope: ResetScope,
  made: readonly CommittedOffset[],
  commits: readonly CommittedOffset[],
  described: readonly TopicDescription[],
): ResolvedScope {
  const topics = new Map(described.map((topic) => [topic.topic, topic]));
  const existing = new PartitionMap(
    described.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one }))),
  );
  const unreadCommits = new PartitionMap(commits.filter(({ failure }) => failure !== undefined));
  const readable: TopicPartition[] = [];
  const problems: ScopeProblem[] = described.flatMap(({ topic, failure }) =>
    failure === undefined ? [] : [{ topic, partition: undefined, reason: reasonOf(failure) }],
  );

  for (const { topic, partition } of partitionsOf(scope, made, unreadCommits, described)) {
    if (topics.get(topic)?.failure !== undefined) continue;
    const reason =
      problemOf(existing.get({ topic, partition })) ??
      failureReason(unreadCommits.get({ topic, partition })?.failure);
    if (reason === undefined) readable.push({ topic, partition });
    else problems.push({ topic, partition, reason });
  }
  return { readable, problems };
}

function partitionsOf(
  scope: ResetScope,
  made: readonly CommittedOffset[],
  unreadCommits: PartitionMap<CommittedOffset>,
  described: readonly TopicDescription[],
): Iterable<TopicPartition> {
  switch (scope.kind) {
    case "allTopics":
      return new PartitionMap<TopicPartition>([...made, ...unreadCommits.values()]).values();
    case "topics":
      return described.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition }) => ({ topic, partition })),
      );
    case "partitions":
      return new PartitionMap(scope.partitions).values();
  }
}

function problemOf(partition: PartitionDescription | undefined): string | undefined {
  if (partition === undefined) return "does not exist";
  return partition.leader === undefined ? "has no leader" : undefined;
}

interface Measured {
  readonly facts: Omit<PartitionFacts, "committed">[];
  readonly problems: readonly ScopeProblem[];
}

async function measure(
  gateway: Gateway,
  { target }: ResetRequest,
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
): Promise<Measured> {
  if (partitions.length === 0) return { facts: [], problems: [] };
  const ask = async (at: OffsetSpec): Promise<PartitionMap<ListedOffset>> => {
    const questions = partitions.map(({ topic, partition }) => ({ topic, partition, at }));
    return new PartitionMap(await gateway.listOffsets(questions, "readUncommitted", signal));
  };
  const [starts, ends] = await Promise.all([ask("earliest"), ask("latest")]);
  const found =
    target.to === "timestamp" ? await ask({ timestampMs: target.timestampMs }) : undefined;

  const facts: Omit<PartitionFacts, "committed">[] = [];
  const problems: ScopeProblem[] = [];
  for (const { topic, partition } of partitions) {
    const answers = [starts, ends, ...(found ? [found] : [])].map((one) =>
      one.get({ topic, partition }),
    );
    const [start, end, lookup] = answers;
    const failure = answers.find((answer) => answer?.failure !== undefined)?.failure;
    if (failure !== undefined || start?.offset === undefined || end?.offset === undefined) {
      problems.push({ topic, partition, reason: failureReason(failure) ?? "gave no offsets" });
    } else {
      const range = { start: start.offset, end: end.offset };
      facts.push({ topic, partition, ...range, foundOffset: lookup?.offset });
    }
  }
  return { facts, problems };
}

function failureReason(failure: ItemFailure | undefined): string | undefined {
  return failure && reasonOf(failure);
}

function reasonOf(failure: ItemFailure): string {
  return `cannot be read: ${failure.message.replace(/\.$/, "")}`;
}
