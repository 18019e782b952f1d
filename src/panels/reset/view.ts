import type { AppliedRow } from "../../kafka/reset/applyReset";
import { describeTarget } from "../../kafka/reset/describeTarget";
import { describeResult } from "../../kafka/reset/describeResult";
import { PartitionMap } from "../../kafka/partitionMap";
import type { ResetPlan } from "../../kafka/reset/plan";
import type { Effect, ResetRow } from "../../kafka/reset/row";
import { visibleText } from "../../decode/visibleText";
import type { FormatNumber } from "../../ui/numberFormat";
import type { ResetTarget } from "../../kafka/reset/target";
import type { Shown } from "./plans";
import type { AimDraft, ResetView, ResultView, RowView } from "./protocol";
import { describeAim, noteText, outcomeText, planVerb, summaryOf } from "./wording";

export interface Viewed {
  readonly shown: Shown;
  readonly draft: AimDraft;
  readonly given: ResetTarget | undefined;
  readonly isCsvOpen: boolean;
  /** In which to tell instants, besides UTC. */
  readonly timeZone: string;
  readonly writeObstacle: string | undefined;
  readonly formatNumber: FormatNumber;
}

/** What the page shows of a plan and its result. */
export function toView(viewed: Viewed): ResetView {
  const { shown, draft, given, isCsvOpen, timeZone, writeObstacle, formatNumber } = viewed;
  const { planId, plan, cluster, report, failure } = shown;
  const obstacle = plan.obstacle?.message ?? writeObstacle;
  const result = report?.result;
  const applied = new PartitionMap(result?.kind === "sent" ? result.rows : []);
  return {
    planId,
    mode: plan.target.to === "restore" ? "undo" : "reset",
    groupId: visibleText(plan.groupId),
    clusterName: visibleText(cluster.name),
    groupState: visibleText(groupState(plan)),
    aim: visibleText(describeAim(plan, timeZone)),
    draft,
    givenLabel: given === undefined ? null : visibleText(describeTarget(given)),
    timeZones: [...new Set(["UTC", timeZone, draft.timeZone])],
    isCsvOpen,
    rows: plan.rows.map((row) => toRow(row, applied.get(row), formatNumber)),
    summary: summaryOf(plan.totals, formatNumber),
    warnings: plan.warnings.map(({ message }) => visibleText(message)),
    applyLabel: `${planVerb(plan, formatNumber)}…`,
    obstacle: obstacle === undefined ? null : visibleText(obstacle),
    failure: failure === undefined ? null : visibleText(failure),
    result: report === undefined ? null : toResult(plan, report),
  };
}

function groupState({ groupState: state, groupType }: ResetPlan): string {
  if (state === undefined) return "does not exist";
  return groupType === "unknown" ? state : `${state} · ${groupType}`;
}

function toRow(row: ResetRow, applied: AppliedRow | undefined, format: FormatNumber): RowView {
  const { topic, partition, start, committed, end, target, isEdited, effect, notes } = row;
  return {
    topic: visibleText(topic),
    partition,
    start: start.toString(),
    committed: committed?.toString() ?? null,
    end: end.toString(),
    target: target?.toString() ?? null,
    isEdited,
    effect: toEffect(effect),
    notes: notes.map((note) => noteText(note, format)),
    outcome: applied
      ? {
          isWritten: applied.outcome.kind === "written",
          text: visibleText(outcomeText(applied.outcome, format)),
        }
      : null,
  };
}

function toEffect(effect: Effect): RowView["effect"] {
  const offsets = "offsets" in effect ? effect.offsets.toString() : "0";
  return { kind: effect.kind, offsets };
}

function toResult(
  plan: ResetPlan,
  { result, isRecorded }: NonNullable<Shown["report"]>,
): ResultView {
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
