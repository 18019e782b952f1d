import { PartitionMap } from "../kafka/partitionMap";
import type { PriorCommit, ResetRequest } from "../kafka/reset/target";
import type { ChangeRecord, PartitionChange } from "./changeRecord";

/** Refused, or somebody else's commit stood there already. */
const surelyNotWritten: ReadonlySet<string> = new Set(["refused", "differs"]);

/**
 * What to ask of `readResetFacts` and `planReset` to undo a change: prior offsets come back with their metadata and
 * leader epoch, commits that did not exist are deleted, a deleted group is made anew. Only what the change has written,
 * or may have, is in scope.
 * @param records the whole journal, which tells whether the change was undone already
 */
export function undoRequest(record: ChangeRecord, records: readonly ChangeRecord[]): ResetRequest {
  return {
    groupId: record.groupId ?? "",
    scope: { kind: "ofTarget" },
    target: {
      to: "restore",
      changeId: record.id,
      changedAt: record.at,
      clusterId: record.cluster.clusterId ?? undefined,
      commits: partitionsToUndo(record).map(toPriorCommit),
      refusal: undoRefusal(record, records),
    },
  };
}

const finalActions: ReadonlyMap<ChangeRecord["action"], string> = new Map([
  ["produce", "A message that was written cannot be taken back."],
  ["createTopics", "Topics that were created are not deleted by an undo."],
  ["deleteTopics", "Topics that were deleted cannot be brought back."],
]);

/** Why a change cannot be undone, as far as the journal tells: a sentence. */
export function undoRefusal(
  record: ChangeRecord,
  records: readonly ChangeRecord[],
): string | undefined {
  const final = finalActions.get(record.action);
  if (final !== undefined) return final;
  if (isUndone(record.id, records)) return "This change was undone already.";
  if (record.partitions.length === 0) return "The group had no commits that could be restored.";
  if (partitionsToUndo(record).length === 0) {
    return "Nothing was written by this change, so there is nothing to undo.";
  }
  return undefined;
}

/** Undone as a whole, so that what an undo left can be undone by another one; and not undone in its turn. */
function isUndone(changeId: string, records: readonly ChangeRecord[]): boolean {
  return records.some(
    (record) =>
      record.undoes === changeId &&
      isWhollyWritten(record) &&
      !isUndone(
        record.id,
        records.filter((other) => other !== record),
      ),
  );
}

function isWhollyWritten({ outcome }: ChangeRecord): boolean {
  if (outcome === null || outcome.partitions.length === 0) return false;
  return outcome.partitions.every(({ result }) => result === "written");
}

/**
 * All but what surely was not written. Where there was no answer, or the window was closed before, what the group is
 * at now tells: a coordinator that has just taken over may not have known yet when it was read back.
 */
function partitionsToUndo({ partitions, outcome }: ChangeRecord): readonly PartitionChange[] {
  if (outcome === null) return partitions;
  const maybe = outcome.partitions.filter(({ result }) => !surelyNotWritten.has(result));
  const written = new PartitionMap(maybe);
  return partitions.filter((partition) => written.has(partition));
}

function toPriorCommit(change: PartitionChange): PriorCommit {
  const { topic, partition, before, after, metadata, leaderEpoch } = change;
  return {
    topic,
    partition,
    offset: before === null ? undefined : BigInt(before),
    metadata,
    leaderEpoch,
    written: after === null ? undefined : BigInt(after),
  };
}
