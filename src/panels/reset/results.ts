import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import { describeResult, type ResultSummary } from "../../kafka/reset/describeResult";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import { failureLine } from "../../ui/userMessage";
import type { ShownGroup } from "./plans";
import type { ResultView } from "./protocol";
import type { ApplyReport } from "./resetHost";

/** What became of all groups together; null before. Of one group, what became of it. */
export function resultOf(groups: readonly ShownGroup[], format: FormatNumber): ResultView | null {
  const [only, ...others] = groups;
  if (others.length === 0) return only === undefined ? null : groupResult(only);
  const results = groups.map(groupResult).filter((result) => result !== null);
  if (results.length === 0) return null;
  const done = results.filter(({ ok }) => ok).length;
  const left = groups.length - results.length;
  const reset = `${format(done)} of ${counted(results.length, "group", format)} ${results.length === 1 ? "is" : "are"} reset and read back.`;
  const leftOut = left === 0 ? [] : [`${format(left)} left out.`];
  return {
    ok: done === results.length,
    message: [reset, ...leftOut].join(" "),
    hasUndoFile: false,
  };
}

/** Null: it was not carried out. */
export function groupResult({ plan, report }: ShownGroup): ResultView | null {
  if (report === undefined) return null;
  if (report.kind !== "done") {
    return {
      ok: false,
      message: visibleText(failureLine(refusalOf([report]))),
      hasUndoFile: false,
    };
  }
  const { result, isRecorded } = report;
  const { ok, message } = describeResult(plan, result);
  const told = isRecorded ? [] : ["The result could not be added to the undo record."];
  const { firstCommits } = plan.totals;
  if (result.kind === "sent" && firstCommits > 0) {
    const commits = firstCommits === 1 ? "1 first commit is" : `${firstCommits} first commits are`;
    told.push(`${commits} not in the undo file, which cannot delete commits; Undo can.`);
  }
  return {
    ok,
    message: visibleText([message, ...told].join(" ")),
    hasUndoFile: result.kind === "sent",
  };
}

/** In a sentence or more for a person who sees no page. */
export function tellResult(groups: readonly ShownGroup[], format: FormatNumber): ResultSummary {
  const [only, ...others] = groups;
  const result =
    others.length === 0 && only?.report?.kind === "done"
      ? describeResult(only.plan, only.report.result)
      : resultOf(groups, format);
  return { ok: result?.ok ?? false, message: result?.message ?? "Nothing was written." };
}

/** Why nothing was sent: that is what a person must know first. */
export function refusalOf(reports: readonly ApplyReport[]): unknown {
  const [first] = reports;
  if (first?.kind === "failed") return nothingWritten(first.error);
  const reasons = reports.flatMap((report) => (report.kind === "declined" ? report.reason : []));
  return nothingWritten(new KafkaError([...new Set(reasons)].join(" "), { kind: "invalidInput" }));
}

/** The host's failures are of the time before it sends anything. */
export function nothingWritten(error: unknown): unknown {
  if (!(error instanceof KafkaError)) return error;
  const { message, kind, code } = error;
  return new KafkaError(`Nothing was written. ${message}`, { kind, code, cause: error });
}
