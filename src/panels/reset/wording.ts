import { formatInstant } from "../../decode/instants";
import type { RowOutcome } from "../../kafka/reset/applyReset";
import { nameOf } from "../../kafka/reset/naming";
import { describeTarget } from "../../kafka/reset/describeTarget";
import type { ResetPlan, ResetTotals } from "../../kafka/reset/plan";
import type { RowNote } from "../../kafka/reset/row";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import type { ResetScope, ResetTarget } from "../../kafka/reset/target";
import { totalsOf, withoutObstacle } from "./severalPlans";

/** What carrying out the plan is called on a button: "Reset 3 Offsets". */
export function planVerb(
  target: ResetTarget | undefined,
  totals: ResetTotals,
  format: FormatNumber,
): string {
  const verb = target?.to === "restore" ? "Undo" : target?.to === "noCommit" ? "Delete" : "Reset";
  return `${verb} ${format(totals.changed)} ${totals.changed === 1 ? "Offset" : "Offsets"}`;
}

/** "3 partitions change · replays 1,204 · skips 20 · undo record is kept", of several groups without those left out. */
export function summaryOf(plans: readonly ResetPlan[], format: FormatNumber): string {
  const [only, ...others] = plans;
  if (only !== undefined && others.length === 0) {
    const kept = only.totals.changed === 0 ? [] : ["undo record is kept"];
    return [effectsText(only.totals, format), ...kept].join(" · ");
  }
  const told = withoutObstacle(plans);
  const groups = `${format(told.length)} of ${counted(plans.length, "group", format)}`;
  if (told.length === 0) return groups;
  return [groups, effectsText(totalsOf(told), format), "undo records are kept"].join(" · ");
}

/** "3 partitions change · replays 1,204 · skips 20". */
export function effectsText(totals: ResetTotals, format: FormatNumber): string {
  if (totals.changed === 0)
    return `${counted(totals.unchanged, "partition", format)}, nothing to change`;
  const change = `${counted(totals.changed, "partition", format)} ${totals.changed === 1 ? "changes" : "change"}`;
  return [change, ...effectsOf(totals, format)].join(" · ");
}

export function effectsOf(totals: ResetTotals, format: FormatNumber): string[] {
  const { replayedOffsets, skippedOffsets, firstCommits } = totals;
  const told: string[] = [];
  if (replayedOffsets > 0n) told.push(`replays ${format(replayedOffsets)}`);
  if (skippedOffsets > 0n) told.push(`skips ${format(skippedOffsets)}`);
  if (totals.deletedCommits > 0) {
    told.push(`deletes ${counted(totals.deletedCommits, "commit", format)}`);
  }
  if (firstCommits > 0) {
    told.push(counted(firstCommits, "first commit", format));
  }
  return told.length > 0 ? told : ["replays and skips nothing"];
}

/** "all topics with a commit, to earliest"; instants are told in UTC and in `timeZone`. */
export function describeAim(plan: ResetPlan, timeZone: string): string {
  const { scope, target, timestampMs } = plan;
  if (target.to === "restore") return `back to ${describeTarget(target)}`;
  const local =
    timestampMs !== undefined && timeZone !== "UTC"
      ? formatInstant(timestampMs, timeZone)
      : undefined;
  const aim = `${describeScope(scope)}, to ${describeTarget(target, timestampMs)}`;
  return local === undefined ? aim : `${aim} (${local} ${timeZone})`;
}

function describeScope(scope: ResetScope): string {
  switch (scope.kind) {
    case "allTopics":
      return "all topics with a commit";
    case "topics":
      return `${scope.topics.length === 1 ? "topic" : "topics"} ${scope.topics.join(", ")}`;
    case "topicsAndPartitions":
      return [...scope.topics, ...scope.partitions.map(nameOf)].join(", ");
    case "ofTarget":
      return "the partitions named there";
    case "partitions":
      return `${scope.partitions.length === 1 ? "partition" : "partitions"} ${scope.partitions
        .map(nameOf)
        .join(", ")}`;
  }
}

export function noteText(note: RowNote, format: FormatNumber): string {
  switch (note.kind) {
    case "raisedToStart":
      return `${format(note.asked)} is before the log start: the start`;
    case "loweredToEnd":
      return `${format(note.asked)} is past the end: the end`;
    case "noMessageSince":
      return note.partitionIsEmpty
        ? "the partition is empty: the end"
        : "no message at or after the time: the end";
    case "noCommitToKeep":
      return "no commit: the end";
    case "noCommitToShift":
      return "no commit to shift from";
    case "notInFile":
      return "not in the file: left as it is";
    case "noCommitToCopy":
      return "no commit to copy: left as it is";
    case "targetBeforeStart":
      return `${counted(note.deletedOffsets, "offset", format)} after the target already deleted`;
    case "targetPastEnd":
      return `the target is ${format(note.offsets)} past the end`;
    case "committedBeforeStart":
      return `${counted(note.deletedOffsets, "offset", format)} after the committed one already deleted`;
    case "committedPastEnd":
      return `committed is ${format(note.offsets)} past the end`;
  }
}

export function outcomeText(outcome: RowOutcome, format: FormatNumber): string {
  switch (outcome.kind) {
    case "written":
      return "written and read back";
    case "refused":
      return `refused: ${outcome.reason}`;
    case "notWritten":
      return "not written when read back";
    case "differs":
      return outcome.committed === undefined
        ? "no commit when read back"
        : `${format(outcome.committed)} when read back: another commit came between`;
    case "unknown":
      return `unknown: ${outcome.reason}`;
  }
}
