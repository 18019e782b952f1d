import type { GroupStatus } from "./groupStatus";
import { statusRules } from "./groupStatus";
import type { GroupProgress } from "./groupWindow";
import { partitionList } from "./partitionList";

const shownAtMost = 20;

/** A sentence: why the group has its status. */
export function statusReason(progress: GroupProgress): string {
  const { status, partitions, now } = progress;
  if (status === "unknown") return unknownReason(progress);
  if (status === "OK") return okReason(progress);
  const such = partitions.filter((one) => one.status === status).map((one) => one.now);
  const more = such.length - shownAtMost;
  const named = partitionList(such.slice(0, shownAtMost));
  const where = more > 0 ? `${named} and ${more} more` : named;
  const from = partitions[0]?.points[0]?.atMs ?? now.atMs;
  const watched = `${Math.round((now.atMs - from) / 1000)} s watched`;
  return `${where}: ${reasons[status]} (${watched}).`;
}

const reasons: Readonly<Record<Exclude<GroupStatus, "OK" | "unknown">, string>> = {
  WARN: "commits move, but the lag never went down",
  STALL: "a member owns it and messages wait, but the commit does not move",
  STOP: "messages wait, no member owns it, and nothing was committed for longer than before",
  REWIND: "the commit went back and has not recovered",
};

function okReason({ partitions, total }: GroupProgress): string {
  const unjudged = partitions.filter(({ status }) => status === "unknown").length;
  const but = unjudged === 0 ? "" : ` ${unjudged} could not be judged.`;
  const good =
    total.lag === 0n
      ? "Every partition with a commit is caught up."
      : "Every lagging partition gained on its end, or was caught up, while it was watched.";
  return `${good}${but}`;
}

function unknownReason({ now, total }: GroupProgress): string {
  if (now.failure !== undefined) return now.failure.message;
  if (now.commitFailure !== undefined) return now.commitFailure.message;
  if (total.partitionsMeasured > 0) {
    return `What was seen so far cannot tell slow from stopped: it takes ${statusRules.minSamples} readings over ${statusRules.minSpanMs / 1000} s.`;
  }
  return total.partitionsUnknown > 0
    ? "The lag of no partition is known."
    : "The group has no committed offsets.";
}
