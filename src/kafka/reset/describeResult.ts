import type { ApplyResult } from "./applyReset";
import type { ResetPlan } from "./plan";

type Sent = Extract<ApplyResult, { kind: "sent" }>;

/** How it went: `ok` when every partition was written and read back and nobody joined meanwhile. */
export interface ResultSummary {
  readonly ok: boolean;
  /** One or more whole sentences. */
  readonly message: string;
}

/** The result of a reset for a person: what was written, what not, and what to do. */
export function describeResult({ groupId }: ResetPlan, result: ApplyResult): ResultSummary {
  if (result.kind === "changedSincePreview") {
    const message = `Changed since the preview; nothing was written. ${result.changes.join(" ")} Refresh to plan again.`;
    return { ok: false, message };
  }
  const written = result.rows.filter(({ outcome }) => outcome.kind === "written").length;
  const isComplete = written === result.rows.length;
  const joined = joinedSince(groupId, result);
  const message = [
    ...howTheCommitWent(groupId, result, written),
    ...notReadBack(result),
    ...(isComplete ? [] : ["Refresh to see what stands now, and plan again from there."]),
    ...joined,
  ].join(" ");
  return { ok: isComplete && joined.length === 0, message };
}

function howTheCommitWent(groupId: string, result: Sent, written: number): string[] {
  const counted = `${written} of ${result.rows.length} written and read back.`;
  if (result.commitFailure !== undefined) {
    return [`There was no answer to the commit: ${result.commitFailure.message}`, counted];
  }
  if (result.refusedAsActive && result.rows.every(({ outcome }) => outcome.kind === "refused")) {
    return [`A consumer joined ${groupId}. Nothing was written.`];
  }
  return [counted];
}

function notReadBack({ rows }: Sent): string[] {
  const unknown = rows.filter(({ outcome }) => outcome.kind === "unknown").length;
  return unknown === 0 ? [] : [`${unknown} could not be read back and may or may not be written.`];
}

function joinedSince(groupId: string, { membersNow, refusedAsActive }: Sent): string[] {
  const count = membersNow?.length ?? 0;
  if (count === 0 || refusedAsActive) return [];
  const members = count === 1 ? "1 member has" : `${count} members have`;
  return [
    `${members} joined ${groupId} meanwhile: they go on from the offsets they found, and their commits replace these.`,
  ];
}
