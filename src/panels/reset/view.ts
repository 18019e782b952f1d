import type { AppliedRow, ApplyResult } from "../../kafka/reset/applyReset";
import { describeResult } from "../../kafka/reset/describeResult";
import { PartitionMap } from "../../kafka/partitionMap";
import type { Effect, ResetPlan, ResetRow } from "../../kafka/reset/plan";
import { visibleText } from "../../decode/visibleText";
import type { FormatNumber } from "../../ui/numberFormat";
import type { ResetView, ResultView, RowView } from "./protocol";
import { describeAim, noteText, outcomeText, resetLabel, summaryOf } from "./wording";

export interface Viewed {
  readonly planId: string;
  readonly plan: ResetPlan;
  readonly clusterName: string;
  /** In which to tell instants, besides UTC. */
  readonly timeZone: string;
  readonly writeObstacle: string | undefined;
  readonly failure: string | undefined;
  readonly result: ApplyResult | undefined;
  readonly formatNumber: FormatNumber;
  /** False: the result could not be added to the undo record. */
  readonly isRecorded: boolean;
}

/** What the page shows of a plan and its result. */
export function toView(viewed: Viewed): ResetView {
  const { planId, plan, clusterName, timeZone, writeObstacle, result, isRecorded } = viewed;
  const format = viewed.formatNumber;
  const obstacle = plan.obstacle?.message ?? writeObstacle;
  const applied = new PartitionMap(result?.kind === "sent" ? result.rows : []);
  return {
    planId,
    groupId: visibleText(plan.groupId),
    clusterName: visibleText(clusterName),
    groupState: visibleText(groupState(plan)),
    aim: visibleText(describeAim(plan.scope, plan.target, timeZone)),
    rows: plan.rows.map((row) => toRow(row, applied.get(row), format)),
    summary: summaryOf(plan.totals, format),
    warnings: plan.warnings.map((warning) => visibleText(warning)),
    applyLabel: `${resetLabel(plan.totals.changed, format)}…`,
    obstacle: obstacle === undefined ? null : visibleText(obstacle),
    failure: viewed.failure === undefined ? null : visibleText(viewed.failure),
    result: result === undefined ? null : toResult(plan, result, isRecorded),
  };
}

function groupState({ groupState: state, groupType }: ResetPlan): string {
  if (state === undefined) return "does not exist";
  return groupType === "unknown" ? state : `${state} · ${groupType}`;
}

function toRow(row: ResetRow, applied: AppliedRow | undefined, format: FormatNumber): RowView {
  const { topic, partition, start, committed, end, target, effect, notes } = row;
  return {
    topic: visibleText(topic),
    partition,
    start: start.toString(),
    committed: committed?.toString() ?? null,
    end: end.toString(),
    target: target.toString(),
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

function toResult(plan: ResetPlan, result: ApplyResult, isRecorded: boolean): ResultView {
  const { ok, message } = describeResult(plan, result);
  const told = isRecorded ? [] : ["The result could not be added to the undo record."];
  const { firstCommits } = plan.totals;
  if (result.kind === "sent" && firstCommits > 0) {
    const commits = firstCommits === 1 ? "1 first commit is" : `${firstCommits} first commits are`;
    told.push(`${commits} not in the undo file: there was no offset to go back to.`);
  }
  return {
    ok,
    message: visibleText([message, ...told].join(" ")),
    hasUndoFile: result.kind === "sent",
  };
}
