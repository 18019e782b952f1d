import type { DeletionChangeResult, GroupChange } from "../changes/clusterChanges";
import { describeDeletion } from "../kafka/reset/applyGroupDeletion";
import type { ResultSummary } from "../kafka/reset/describeResult";
import type { GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import type { FormatNumber } from "../ui/numberFormat";

/** Told in full; of more, the number is told. */
const toldFailures = 3;

/** What a person must know of a change whose record does not tell how it went. */
export function asRecorded({ ok, message }: ResultSummary, isRecorded: boolean): ResultSummary {
  if (isRecorded) return { ok, message };
  return { ok: false, message: `${message} The result could not be added to the undo record.` };
}

/** What became of several groups together. @param made in the order of the plans */
export function describeDeletions(
  plans: readonly GroupDeletionPlan[],
  made: readonly GroupChange<DeletionChangeResult>[],
  format: FormatNumber,
): ResultSummary {
  const results = plans.flatMap((plan, at) => {
    const change = made[at]?.change;
    return change === undefined ? [] : describeOne(plan, change);
  });
  const deleted = made.filter(
    ({ change }) => change.kind === "done" && change.result.kind === "deleted",
  );
  const amiss = results.filter(({ ok }) => !ok).map(({ message }) => message);
  const more = amiss.length - toldFailures;
  const told = [
    `${format(deleted.length)} of ${format(plans.length)} groups were deleted.`,
    ...amiss.slice(0, toldFailures),
    ...(more > 0 ? [`See Recent Changes for ${format(more)} more.`] : []),
  ];
  return { ok: amiss.length === 0, message: told.join(" ") };
}

function describeOne(
  plan: GroupDeletionPlan,
  change: GroupChange<DeletionChangeResult>["change"],
): ResultSummary {
  if (change.kind === "done") {
    return asRecorded(describeDeletion(plan, change.result), change.isRecorded);
  }
  const reason = change.kind === "failed" ? change.error.message : change.reason;
  return { ok: false, message: `Group ${plan.groupId} was not deleted: ${reason}` };
}
