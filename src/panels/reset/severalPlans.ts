import type { ResetPlan, ResetTotals } from "../../kafka/reset/plan";
import type { PlanWarning } from "../../kafka/reset/warnings";

/** The plans that may be carried out; the others are left out of it. */
export function withoutObstacle(plans: readonly ResetPlan[]): readonly ResetPlan[] {
  return plans.filter(({ obstacle }) => obstacle === undefined);
}

/** Warnings of one group. */
export interface GroupWarnings {
  readonly groupId: string;
  readonly warnings: readonly PlanWarning[];
}

/** Each warning once, with the groups it is about where there are several. */
export function warningTexts(
  groups: readonly GroupWarnings[],
  hasGroups: boolean,
): readonly string[] {
  const about = new Map<string, string[]>();
  for (const { groupId, warnings } of groups) {
    for (const { message } of warnings) {
      about.set(message, [...(about.get(message) ?? []), groupId]);
    }
  }
  if (!hasGroups) return [...about.keys()];
  return [...about].map(([message, groupIds]) => `${groupIds.join(", ")}: ${message}`);
}

/** What plans come to together; with one only, its own. */
export function totalsOf(plans: readonly ResetPlan[]): ResetTotals {
  return plans.map(({ totals }) => totals).reduce(add, nothing);
}

const nothing: ResetTotals = {
  changed: 0,
  unchanged: 0,
  firstCommits: 0,
  deletedCommits: 0,
  replayedOffsets: 0n,
  skippedOffsets: 0n,
};

function add(one: ResetTotals, other: ResetTotals): ResetTotals {
  return {
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    firstCommits: one.firstCommits + other.firstCommits,
    deletedCommits: one.deletedCommits + other.deletedCommits,
    replayedOffsets: one.replayedOffsets + other.replayedOffsets,
    skippedOffsets: one.skippedOffsets + other.skippedOffsets,
  };
}
