import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type { CommittedOffset, CommitResult, GroupMember, Offset, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import { rowsToWrite, type ResetPlan, type ResetRow } from "./plan";
import { readResetFacts } from "./readResetFacts";
import { changesSince } from "./recheck";

/** What became of one partition, as the read-back afterwards tells it. */
export type RowOutcome =
  /** The target was read back. */
  | { readonly kind: "written" }
  /** The broker refused; what was read back is not the target. */
  | { readonly kind: "refused"; readonly reason: string }
  /** No answer to the commit, and the read-back shows the offset of before. */
  | { readonly kind: "notWritten" }
  /** Something else was read back: someone else committed too. Undefined: no commit at all. */
  | { readonly kind: "differs"; readonly committed: Offset | undefined }
  /** It could not be read back: it may or may not be written. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface AppliedRow extends TopicPartition {
  readonly before: Offset | undefined;
  readonly target: Offset;
  readonly outcome: RowOutcome;
}

export type ApplyResult =
  /** Nothing was sent. `changes` has a sentence for each difference. */
  | { readonly kind: "changedSincePreview"; readonly changes: readonly string[] }
  | {
      readonly kind: "sent";
      readonly rows: readonly AppliedRow[];
      /** Why there was no answer to the commit; undefined when there was one. */
      readonly commitFailure: KafkaError | undefined;
      /** True: the broker refused because the group had members when the commit arrived. */
      readonly refusedAsActive: boolean;
      /** Members that joined meanwhile; undefined when the group could not be described. */
      readonly membersNow: readonly GroupMember[] | undefined;
    };

type Gateway = Pick<
  ClusterGateway,
  "commitOffsets" | "describeGroups" | "describeTopics" | "fetchCommittedOffsets" | "listOffsets"
>;

/**
 * Carries out a plan: re-check, one OffsetCommit for all changed partitions, read back. The commit is never
 * repeated. Once it is sent, `signal` no longer matters, because what it did must be found out.
 *
 * @throws KafkaError when the re-check fails; nothing was sent then.
 */
export async function applyReset(
  gateway: Gateway,
  plan: ResetPlan,
  signal?: AbortSignal,
): Promise<ApplyResult> {
  const rows = rowsToWrite(plan);
  if (plan.obstacle !== undefined || rows.length === 0) {
    const message = plan.obstacle?.message ?? "Every partition is already at its target.";
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  const changes = await recheck(gateway, plan, signal);
  if (changes.length > 0) return { kind: "changedSincePreview", changes };
  if (signal?.aborted === true) {
    throw new KafkaError("The reset was cancelled. Nothing was written.", { kind: "cancelled" });
  }

  const sent = await commit(gateway, plan.groupId, rows);
  const [readBack, membersNow] = await Promise.all([
    readCommitted(gateway, plan.groupId, rows),
    readMembers(gateway, plan.groupId),
  ]);
  return {
    kind: "sent",
    rows: rows.map((row) => judge(row, sent, readBack)),
    commitFailure: "failure" in sent ? sent.failure : undefined,
    refusedAsActive:
      "results" in sent &&
      rows.some((row) => sent.results.get(row)?.failure?.code === errorCode.unknownMemberId),
    membersNow,
  };
}

async function recheck(
  gateway: Gateway,
  plan: ResetPlan,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const request = {
    groupId: plan.groupId,
    scope: { kind: "partitions", partitions: plan.rows },
    target: { to: "latest" },
  } as const;
  return changesSince(plan, await readResetFacts(gateway, request, signal));
}

type Sent = { readonly results: PartitionMap<CommitResult> } | { readonly failure: KafkaError };

async function commit(gateway: Gateway, groupId: string, rows: readonly ResetRow[]): Promise<Sent> {
  const offsets = rows.map(({ topic, partition, target }) => ({
    topic,
    partition,
    offset: target,
  }));
  try {
    return { results: new PartitionMap(await gateway.commitOffsets(groupId, offsets)) };
  } catch (error) {
    return { failure: toKafkaError(error) };
  }
}

type ReadBack = { readonly commits: PartitionMap<CommittedOffset> } | { readonly failure: string };

async function readCommitted(
  gateway: Gateway,
  groupId: string,
  rows: readonly ResetRow[],
): Promise<ReadBack> {
  try {
    const [result] = await gateway.fetchCommittedOffsets([groupId], undefined, rows);
    if (result?.value !== undefined) return { commits: new PartitionMap(result.value) };
    return { failure: result?.failure.message ?? "The cluster gave no answer about the group." };
  } catch (error) {
    return { failure: toKafkaError(error).message };
  }
}

async function readMembers(
  gateway: Gateway,
  groupId: string,
): Promise<readonly GroupMember[] | undefined> {
  try {
    const [result] = await gateway.describeGroups([groupId]);
    return result?.value?.members;
  } catch {
    return undefined;
  }
}

function judge(row: ResetRow, sent: Sent, readBack: ReadBack): AppliedRow {
  const { topic, partition, committed: before, target } = row;
  return { topic, partition, before, target, outcome: outcomeOf(row, sent, readBack) };
}

/** The read-back decides: an accepted commit is no proof of a write, nor a refused one of none. */
function outcomeOf(row: ResetRow, sent: Sent, readBack: ReadBack): RowOutcome {
  const refusal = "results" in sent ? sent.results.get(row)?.failure : undefined;
  if ("failure" in readBack) {
    // Refused for its members, a group is refused before anything is written.
    if (refusal?.code === errorCode.unknownMemberId)
      return { kind: "refused", reason: refusal.message };
    return { kind: "unknown", reason: readBack.failure };
  }
  const now = readBack.commits.get(row);
  if (now?.failure !== undefined) return { kind: "unknown", reason: now.failure.message };
  if (now?.offset === row.target) return { kind: "written" };
  if (refusal !== undefined) return { kind: "refused", reason: refusal.message };
  if ("failure" in sent && now?.offset === row.committed) return { kind: "notWritten" };
  return { kind: "differs", committed: now?.offset };
}

function toKafkaError(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  return new KafkaError("The cluster's answer could not be understood.", {
    kind: "unexpected",
    cause: error,
  });
}
