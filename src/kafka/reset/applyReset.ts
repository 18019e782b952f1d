import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type {
  CommittedOffset,
  CommitResult,
  GroupMember,
  Offset,
  OffsetToCommit,
  TopicPartition,
} from "../model";
import { PartitionMap } from "../partitionMap";
import { rowsToCommit, rowsToWrite, type CommittedRow, type ResetPlan } from "./plan";
import { readCommits, readResetFacts } from "./readResetFacts";
import { asKafkaError } from "./asKafkaError";
import { changesSince } from "./recheck";
import type { ResetRow } from "./row";

/** What became of one partition, as the read-back afterwards tells it. */
export type RowOutcome =
  /** The target was read back; for a deletion, that there is no commit. */
  | { readonly kind: "written" }
  /** The broker refused; what was read back is not the target. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Without an answer, or not sent at all, and the read-back shows the offset of before. */
  | { readonly kind: "notWritten" }
  /** Something else was read back: someone else committed too. Undefined: no commit at all. */
  | { readonly kind: "differs"; readonly committed: Offset | undefined }
  /** It could not be read back: it may or may not be written. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface AppliedRow extends TopicPartition {
  readonly before: Offset | undefined;
  /** Undefined: its commit was to be deleted. */
  readonly target: Offset | undefined;
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
  | "commitOffsets"
  | "deleteOffsets"
  | "describeGroups"
  | "describeTopics"
  | "fetchCommittedOffsets"
  | "listOffsets"
>;

/**
 * Carries out a plan: re-check, one OffsetCommit for all partitions that get an offset, one OffsetDelete for all
 * that lose theirs, read back. Neither is ever repeated, and the second is only sent when all of the first was accepted.
 * Once anything is sent, `signal` no longer matters, because what it did must be found out.
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

  const sent = await write(gateway, plan);
  const [readBack, membersNow] = await Promise.all([
    readCommitted(gateway, plan.groupId, rows),
    readMembers(gateway, plan.groupId),
  ]);
  return {
    kind: "sent",
    rows: rows.map((row) => judge(row, sent, readBack)),
    commitFailure: sent.failure,
    refusedAsActive: rows.some((row) => isRefusedAsActive(sent.results.get(row))),
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

interface Sent {
  readonly results: PartitionMap<CommitResult>;
  /** Why there was no answer; what was to be sent afterwards was not. */
  readonly failure: KafkaError | undefined;
}

async function write(gateway: Gateway, plan: ResetPlan): Promise<Sent> {
  const { groupId } = plan;
  const commits = rowsToCommit(plan).map(toCommit);
  const deletions = rowsToWrite(plan).filter(({ target }) => target === undefined);
  const results: CommitResult[] = [];
  try {
    if (commits.length > 0) results.push(...(await gateway.commitOffsets(groupId, commits)));
    const isRefused = results.some((result) => result.failure !== undefined);
    if (deletions.length > 0 && !isRefused) {
      const partitions = deletions.map(({ topic, partition }) => ({ topic, partition }));
      results.push(...(await gateway.deleteOffsets(groupId, partitions)));
    }
    return { results: new PartitionMap(results), failure: undefined };
  } catch (error) {
    return { results: new PartitionMap(results), failure: asKafkaError(error) };
  }
}

function toCommit(row: CommittedRow): OffsetToCommit {
  const { topic, partition, target: offset, targetMetadata, targetLeaderEpoch } = row;
  return { topic, partition, offset, metadata: targetMetadata, leaderEpoch: targetLeaderEpoch };
}

/** Refused for its members, a group is refused before anything is written. */
function isRefusedAsActive(result: CommitResult | undefined): boolean {
  const code = result?.failure?.code;
  return code === errorCode.unknownMemberId || code === errorCode.groupSubscribedToTopic;
}

type ReadBack = { readonly commits: PartitionMap<CommittedOffset> } | { readonly failure: string };

async function readCommitted(
  gateway: Gateway,
  groupId: string,
  rows: readonly ResetRow[],
): Promise<ReadBack> {
  try {
    return { commits: new PartitionMap(await readCommits(gateway, groupId, undefined, rows)) };
  } catch (error) {
    return { failure: asKafkaError(error).message };
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
function outcomeOf(row: ResetRow, { results }: Sent, readBack: ReadBack): RowOutcome {
  const result = results.get(row);
  const refusal = result?.failure;
  if ("failure" in readBack) {
    if (isRefusedAsActive(result)) return { kind: "refused", reason: refusal?.message ?? "" };
    return { kind: "unknown", reason: readBack.failure };
  }
  const now = readBack.commits.get(row);
  if (now?.failure !== undefined) return { kind: "unknown", reason: now.failure.message };
  if (now?.offset === row.target) return { kind: "written" };
  if (refusal !== undefined) return { kind: "refused", reason: refusal.message };
  if (result === undefined && now?.offset === row.committed) return { kind: "notWritten" };
  return { kind: "differs", committed: now?.offset };
}
