import type { Operation } from "../protocol/operations";
import { listed } from "../reset/naming";
import type { Found } from "./checklist";

/** A group that was looked at. */
export interface ExaminedGroup {
  readonly groupId: string;
  /** False when describing it was refused. */
  readonly isDescribed: boolean;
  /** Missing where the broker does not tell. */
  readonly operations?: ReadonlySet<Operation> | undefined;
}

/**
 * What this user may see of groups, and what not.
 * @param visible how many are listed
 * @param examined those of them that were looked at
 * @param seesAll true when no group can be hidden, undefined where that is not known
 */
export function groupFinding(
  visible: number,
  examined: readonly ExaminedGroup[],
  seesAll: boolean | undefined,
): Omit<Found<never>, "value"> {
  if (visible === 0) {
    if (seesAll === true) return { finding: "There are no groups." };
    const finding = "No groups visible: none exist, or DESCRIBE on groups is missing.";
    return { finding, advice: "If there should be some, ask for DESCRIBE on them." };
  }
  const finding = `${visible === 1 ? "1 group" : `${visible} groups`} visible.`;
  const closed = examined.filter(({ isDescribed }) => !isDescribed);
  const fixed = examined.filter(
    ({ isDescribed, operations }) => isDescribed && operations?.has("READ") === false,
  );
  const sentences = [
    sentence("cannot be described", closed, examined),
    sentence("cannot be reset", fixed, examined),
  ].join("");
  if (sentences === "") return { finding };
  const missing = closed.length > 0 ? "DESCRIBE and READ" : "READ";
  return {
    finding: `${finding}${sentences}`,
    advice: `Ask for ${missing} on the groups you work with.`,
  };
}

function sentence(
  what: string,
  some: readonly ExaminedGroup[],
  all: readonly ExaminedGroup[],
): string {
  if (some.length === 0) return "";
  const names = listed(some.map(({ groupId }) => `"${groupId}"`));
  return ` ${some.length} of ${all.length} ${what}: ${names}.`;
}
