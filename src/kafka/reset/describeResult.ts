import type { KafkaErrorKind } from "../errors";
import type { ApplyResult } from "./applyReset";
import type { ResetPlan } from "./plan";

/** With other kinds nothing was sent, or the answer told. */
const unanswered: ReadonlySet<KafkaErrorKind> = new Set(["timeout", "unreachable", "cancelled"]);

const toldRefusals = 3;

type Sent = Extract<ApplyResult, { kind: "sent" }>;

/** How it went: `ok` when every partition was written and read back and nobody joined meanwhile. */
export interface ResultSummary {
  readonly ok: boolean;
  /** One or more whole sentences. */
  readonly message: string;
}

/** The result of a reset for a person: what was written, what not, and what to do. */
export function describeResult(plan: ResetPlan, result: ApplyResult): ResultSummary {
  if (result.kind === "changedSincePreview") {
    const message = `Changed since the preview; nothing was written. ${result.changes.join(" ")} Refresh to plan again.`;
    return { ok: false, message };
  }
  const written = result.rows.filter(({ outcome }) => outcome.kind === "written").length;
  const isComplete = written === result.rows.length;
  const joined = joinedSince(plan, result);
  const message = [
    ...howTheWriteWent(plan, result, written),
    ...notReadBack(result),
    ...(isComplete ? [] : ["Refresh to see what stands now, and plan again from there."]),
    ...joined,
  ].join(" ");
  return { ok: isComplete && joined.length === 0, message };
}

function howTheWriteWent(plan: ResetPlan, result: Sent, written: number): string[] {
  const isDeletion = plan.target.to === "noCommit";
  const counted = `${written} of ${result.rows.length} ${isDeletion ? "deleted" : "written"} and read back.`;
  if (result.commitFailure !== undefined) {
    const { message, kind } = result.commitFailure;
    const what = isDeletion ? "deletion" : "commit";
    const how = unanswered.has(kind) ? `There was no answer to the ${what}` : `The ${what} failed`;
    return [`${how}: ${message}`, counted];
  }
  const isUntouched = result.rows.every(
    ({ outcome: { kind } }) => kind === "refused" || kind === "notWritten",
  );
  if (result.refusedAsActive && isUntouched) {
    return [`A consumer joined ${plan.groupId}. Nothing was written.`];
  }
  const refusals = refusalsOf(result);
  return isUntouched && refusals.length > 0 ? ["Nothing was written.", ...refusals] : [counted];
}

/** Each reason once; of very many only the first. */
function refusalsOf({ rows }: Sent): readonly string[] {
  const reasons = rows.flatMap(({ outcome }) =>
    outcome.kind === "refused" ? [outcome.reason] : [],
  );
  return [...new Set(reasons)].slice(0, toldRefusals);
}

function notReadBack({ rows }: Sent): string[] {
  const unknown = rows.filter(({ outcome }) => outcome.kind === "unknown").length;
  return unknown === 0 ? [] : [`${unknown} could not be read back and may or may not be written.`];
}

function joinedSince(
  { groupId, members: membersBefore }: ResetPlan,
  { membersNow, refusedAsActive }: Sent,
): string[] {
  const count = membersNow?.length ?? 0;
  // Commits may be deleted of a live group too.
  if (count === 0 || membersBefore.length > 0 || refusedAsActive) return [];
  const members = count === 1 ? "1 member has" : `${count} members have`;
  return [
    `${members} joined ${groupId} meanwhile: they go on from the offsets they found, and their commits replace these.`,
  ];
}
