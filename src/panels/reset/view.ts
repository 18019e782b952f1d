import type { AppliedRow } from "../../kafka/reset/applyReset";
import { describeTarget } from "../../kafka/reset/describeTarget";
import { PartitionMap } from "../../kafka/partitionMap";
import type { ResetPlan } from "../../kafka/reset/plan";
import type { Effect, ResetRow } from "../../kafka/reset/row";
import { visibleText } from "../../decode/visibleText";
import type { FormatNumber } from "../../ui/numberFormat";
import type { ResetTarget } from "../../kafka/reset/target";
import type { Shown, ShownGroup } from "./plans";
import type { AimDraft, GroupView, ResetView, RowView } from "./protocol";
import { groupResult, resultOf } from "./results";
import { totalsOf, warningTexts, withoutObstacle } from "./severalPlans";
import { describeAim, effectsText, noteText, outcomeText, planVerb, summaryOf } from "./wording";

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
  const { planId, groups, cluster, failure } = shown;
  const [first] = groups;
  const plans = groups.map(({ plan }) => plan);
  const totals = totalsOf(plans.length === 1 ? plans : withoutObstacle(plans));
  const obstacle = obstacleOf(plans) ?? writeObstacle;
  return {
    planId,
    mode: first?.plan.target.to === "restore" ? "undo" : "reset",
    groups: groups.map((group) => toGroup(group, formatNumber)),
    clusterName: visibleText(cluster.name),
    aim: first === undefined ? "" : visibleText(describeAim(first.plan, timeZone)),
    draft,
    givenLabel: given === undefined ? null : visibleText(describeTarget(given)),
    timeZones: [...new Set(["UTC", timeZone, draft.timeZone])],
    isCsvOpen,
    rows: groups.flatMap((group, index) => toRows(group, index, formatNumber)),
    summary: summaryOf(plans, formatNumber),
    warnings: warningTexts(
      plans.length === 1 ? plans : withoutObstacle(plans),
      plans.length > 1,
    ).map((warning) => visibleText(warning)),
    applyLabel: `${planVerb(first?.plan.target, totals, formatNumber)}…`,
    obstacle: obstacle === undefined ? null : visibleText(obstacle),
    failure: failure === undefined ? null : visibleText(failure),
    result: resultOf(groups, formatNumber),
  };
}

function toGroup(group: ShownGroup, format: FormatNumber): GroupView {
  const { plan } = group;
  return {
    groupId: plan.groupId === "" ? "(empty group id)" : visibleText(plan.groupId),
    state: visibleText(groupState(plan)),
    summary: effectsText(plan.totals, format),
    obstacle: plan.obstacle === undefined ? null : visibleText(plan.obstacle.message),
    result: groupResult(group),
  };
}

function groupState({ groupState: state, groupType, obstacle }: ResetPlan): string {
  if (obstacle?.kind === "unreadableGroup") return "not known";
  if (state === undefined) return "does not exist";
  return groupType === "unknown" ? state : `${state} · ${groupType}`;
}

/** Of several groups, one that cannot be reset is left out: only when all of them are is there nothing to do. */
function obstacleOf(plans: readonly ResetPlan[]): string | undefined {
  if (withoutObstacle(plans).length > 0) return undefined;
  return plans.length > 1
    ? "None of these groups can be reset: each says why."
    : plans[0]?.obstacle?.message;
}

function toRows({ plan, report }: ShownGroup, group: number, format: FormatNumber): RowView[] {
  const result = report?.kind === "done" ? report.result : undefined;
  const applied = new PartitionMap(result?.kind === "sent" ? result.rows : []);
  return plan.rows.map((row) => toRow(row, group, applied.get(row), format));
}

function toRow(
  row: ResetRow,
  group: number,
  applied: AppliedRow | undefined,
  format: FormatNumber,
): RowView {
  const { topic, partition, start, committed, end, target, isEdited, effect, notes } = row;
  return {
    group,
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
