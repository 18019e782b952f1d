import { formatInstant } from "../../decode/instants";
import type { RowOutcome } from "../../kafka/reset/applyReset";
import type { ResetPlan, ResetTotals, RowNote } from "../../kafka/reset/plan";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import { describeTarget, type ResetScope, type ResetTarget } from "../../kafka/reset/target";

const namedTopics = 5;

export interface ResetQuestion {
  readonly question: string;
  readonly detail: string;
  /** Label of the button that goes ahead. */
  readonly verb: string;
}

/** What the modal dialog asks before anything is written. */
export function confirmationOf(
  plan: ResetPlan,
  cluster: { readonly name: string; readonly bootstrapServers: readonly string[] },
  format: FormatNumber,
): ResetQuestion {
  const { changed } = plan.totals;
  const verb = resetLabel(changed, format);
  return {
    question: `Reset ${counted(changed, "offset", format)} of group ${plan.groupId} on cluster ${cluster.name}?`,
    detail: `${topicsOf(plan)}, ${counted(changed, "partition", format)}, to ${describeTarget(plan.target)}: ${effects(plan.totals, format).join(", ")}. The cluster is at ${serversOf(cluster.bootstrapServers)}. An undo record is kept.`,
    verb,
  };
}

/** "Reset 3 Offsets". */
export function resetLabel(offsets: number, format: FormatNumber): string {
  return `Reset ${format(offsets)} ${offsets === 1 ? "Offset" : "Offsets"}`;
}

/** "3 partitions change · replays 1,204 · skips 20 · undo record is kept". */
export function summaryOf(totals: ResetTotals, format: FormatNumber): string {
  if (totals.changed === 0)
    return `${counted(totals.unchanged, "partition", format)}, nothing to change`;
  const change = `${counted(totals.changed, "partition", format)} ${totals.changed === 1 ? "changes" : "change"}`;
  return [change, ...effects(totals, format), "undo record is kept"].join(" · ");
}

function effects(totals: ResetTotals, format: FormatNumber): string[] {
  const { replayedOffsets, skippedOffsets, firstCommits } = totals;
  const told: string[] = [];
  if (replayedOffsets > 0n) told.push(`replays ${format(replayedOffsets)}`);
  if (skippedOffsets > 0n) told.push(`skips ${format(skippedOffsets)}`);
  if (firstCommits > 0) {
    told.push(`${counted(firstCommits, "first commit", format)}, which an undo cannot take back`);
  }
  return told.length > 0 ? told : ["replays and skips nothing"];
}

/** "orders, payments and 3 more". */
function topicsOf({ rows }: ResetPlan): string {
  const changed = rows.filter(({ effect }) => effect.kind !== "unchanged");
  const topics = [...new Set(changed.map(({ topic }) => topic))];
  const more = topics.length - namedTopics;
  const named = topics.slice(0, namedTopics).join(", ");
  return `${topics.length === 1 ? "Topic" : "Topics"} ${more > 0 ? `${named} and ${more} more` : named}`;
}

/** "all topics with a commit, to earliest"; instants are told in UTC and in `timeZone`. */
export function describeAim(scope: ResetScope, target: ResetTarget, timeZone: string): string {
  const local =
    target.to === "timestamp" && timeZone !== "UTC"
      ? formatInstant(target.timestampMs, timeZone)
      : undefined;
  const aim = `${describeScope(scope)}, to ${describeTarget(target)}`;
  return local === undefined ? aim : `${aim} (${local} ${timeZone})`;
}

function describeScope(scope: ResetScope): string {
  switch (scope.kind) {
    case "allTopics":
      return "all topics with a commit";
    case "topics":
      return `${scope.topics.length === 1 ? "topic" : "topics"} ${scope.topics.join(", ")}`;
    case "partitions":
      return `${scope.partitions.length === 1 ? "partition" : "partitions"} ${scope.partitions
        .map(({ topic, partition }) => `${topic}-${partition}`)
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

const namedServers = 2;

/** The name alone may be another's: the address is what will be written to. */
function serversOf(bootstrapServers: readonly string[]): string {
  const named = bootstrapServers.slice(0, namedServers).join(", ");
  const more = bootstrapServers.length - namedServers;
  return more > 0 ? `${named} and ${more} more` : named;
}
