import { describeTarget } from "../../kafka/reset/describeTarget";
import { rowsToWrite, type ResetPlan } from "../../kafka/reset/plan";
import { listed } from "../../kafka/reset/naming";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import { effectsOf, planVerb } from "./wording";

export interface ResetQuestion {
  readonly question: string;
  readonly detail: string;
  /** Label of the button that goes ahead. */
  readonly verb: string;
}

const namedServers = 2;

/** What the modal dialog asks before anything is written. */
export function confirmationOf(
  plan: ResetPlan,
  cluster: { readonly name: string; readonly bootstrapServers: readonly string[] },
  format: FormatNumber,
): ResetQuestion {
  const { changed } = plan.totals;
  const verb = planVerb(plan, format);
  const what = plan.target.to === "restore" ? "Undo the change of" : "Reset";
  const whose = `of group ${plan.groupId} on cluster ${cluster.name}`;
  const effects = effectsOf(plan.totals, format).join(", ");
  return {
    question: `${what} ${counted(changed, "offset", format)} ${whose}?`,
    detail: `${topicsOf(plan)}, ${counted(changed, "partition", format)}, to ${describeTarget(plan.target, plan.timestampMs)}${editsOf(plan, format)}: ${effects}. ${whereOf(cluster.bootstrapServers)}`,
    verb,
  };
}

/** The name alone may be another's: the address is what will be written to. */
export function whereOf(bootstrapServers: readonly string[]): string {
  return `The cluster is at ${listed(bootstrapServers, namedServers)}. An undo record is kept.`;
}

/** "Topics orders, payments and 3 more". */
function topicsOf(plan: ResetPlan): string {
  const topics = [...new Set(rowsToWrite(plan).map(({ topic }) => topic))];
  return `${topics.length === 1 ? "Topic" : "Topics"} ${listed(topics)}`;
}

function editsOf(plan: ResetPlan, format: FormatNumber): string {
  const edited = rowsToWrite(plan).filter(({ isEdited }) => isEdited).length;
  return edited === 0 ? "" : ` (${format(edited)} edited by hand)`;
}
