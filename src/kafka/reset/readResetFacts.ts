import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type {
  CommittedOffset,
  GroupDescription,
  ItemFailure,
  TimestampMs,
  TopicPartition,
} from "../model";
import { comparePartitions, PartitionMap } from "../partitionMap";
import type { ResetFacts } from "./facts";
import { measurePartitions } from "./measurePartitions";
import { resolveScope, topicsInScope } from "./scope";
import { requestProblem, type ResetRequest } from "./target";

export type ResetReader = Pick<
  ClusterGateway,
  "describeGroups" | "describeTopics" | "fetchCommittedOffsets" | "listOffsets"
>;

/**
 * Reads what a plan needs: commits before ends, so that skew never makes an end older than its commit, and the
 * end is the high watermark. One call per kind of question, however many partitions are in scope.
 *
 * @param now what a duration counts back from
 * @throws KafkaError when the group itself, or the one to copy from, cannot be read, or `invalidInput` before any
 * request. What fails for single topics or partitions is in the facts.
 */
export async function readResetFacts(
  gateway: ResetReader,
  request: ResetRequest,
  signal?: AbortSignal,
  now: () => number = Date.now,
): Promise<ResetFacts> {
  const problem = requestProblem(request);
  if (problem !== undefined) throw new KafkaError(problem, { kind: "invalidInput" });
  const timestampMs = timestampOf(request, now);

  const { groupId, target } = request;
  const [group, commits, sourceCommits] = await Promise.all([
    readGroup(gateway, groupId, signal),
    readCommits(gateway, groupId, signal, namedIn(request)),
    target.to === "group" ? readCommits(gateway, target.groupId, signal) : [],
  ]);
  const made = commits.filter(isMade);
  const source = sourceCommits.filter(isMade);
  const scopeFacts = { commits, made, source };
  const topics = topicsInScope(request, scopeFacts);
  const described = topics.length === 0 ? [] : await gateway.describeTopics(topics, signal);
  const { readable, problems } = resolveScope(request, scopeFacts, described);
  const measured = await measurePartitions(gateway, readable, timestampMs, signal);

  const committed = new PartitionMap(made);
  const copied = new PartitionMap(source);
  const partitions = measured.partitions.map((one) => ({
    ...one,
    committed: committed.get(one)?.offset,
    metadata: committed.get(one)?.metadata ?? "",
    leaderEpoch: committed.get(one)?.leaderEpoch ?? -1,
    sourceOffset: copied.get(one)?.offset,
  }));
  return {
    group,
    partitions: partitions.sort(comparePartitions),
    problems: [...problems, ...measured.problems],
    committedPartitions: made,
    timestampMs,
  };
}

/** What is looked up: undefined when nothing is. */
function timestampOf({ target }: ResetRequest, now: () => number): TimestampMs | undefined {
  if (target.to === "timestamp") return target.timestampMs;
  if (target.to !== "duration") return undefined;
  const timestampMs = BigInt(now()) - target.durationMs;
  if (timestampMs >= 0n) return timestampMs;
  const message = "The duration reaches back before 1970, which cannot be looked up.";
  throw new KafkaError(message, { kind: "invalidInput" });
}

/** Partitions whose commits are asked for by name, because the group may have none there. */
function namedIn({ scope }: ResetRequest): readonly TopicPartition[] | undefined {
  return "partitions" in scope ? scope.partitions : undefined;
}

/** Some clients commit −1 or −2 by mistake; like Kafka's own tools, take that for no commit. */
function isMade({ offset }: CommittedOffset): boolean {
  return offset !== undefined && offset >= 0n;
}

/**
 * Undefined: there is no such group.
 * @throws KafkaError when it cannot be described
 */
export async function readGroup(
  gateway: Pick<ResetReader, "describeGroups">,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<GroupDescription | undefined> {
  const [result] = await gateway.describeGroups([groupId], signal);
  if (result?.value !== undefined) return result.value;
  if (result?.failure.code === errorCode.groupIdNotFound) return undefined;
  throw unreadableGroup(groupId, result?.failure);
}

/**
 * Empty for a group that does not exist.
 * @throws KafkaError when the group's commits cannot be read
 */
export async function readCommits(
  gateway: Pick<ResetReader, "fetchCommittedOffsets">,
  groupId: string,
  signal: AbortSignal | undefined,
  asked?: readonly TopicPartition[],
): Promise<readonly CommittedOffset[]> {
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
