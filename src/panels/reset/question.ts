import { describeTarget } from "../../kafka/reset/describeTarget";
import { rowsToWrite, type ResetPlan } from "../../kafka/reset/plan";
import { listed } from "../../kafka/reset/naming";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import { totalsOf, withoutObstacle } from "./severalPlans";
import { effectsOf, planVerb } from "./wording";

export interface ResetQuestion {
  readonly question: string;
  readonly detail: string;
  /** One a line, above the detail. */
  readonly items?: readonly string[];
  /** Label of the button that goes ahead. */
  readonly verb: string;
  /** The groups that are written to. */
  readonly subjects: readonly string[];
}

interface AskedCluster {
  readonly name: string;
  readonly bootstrapServers: readonly string[];
}

const namedServers = 2;
const namedGroups = 12;

/** What the modal dialog asks before anything is written. Plans with an obstacle are told as left out. */
export function confirmationOf(
  plans: readonly ResetPlan[],
  cluster: AskedCluster,
  format: FormatNumber,
): ResetQuestion {
  const [only, ...others] = plans;
  return only === undefined || others.length > 0
    ? questionOfSeveral(plans, cluster, format)
    : questionOfOne(only, cluster, format);
}

function questionOfOne(
  plan: ResetPlan,
  cluster: AskedCluster,
  format: FormatNumber,
): ResetQuestion {
  const { changed } = plan.totals;
  const what = plan.target.to === "restore" ? "Undo the change of" : "Reset";
  const whose = `of group ${plan.groupId} on cluster ${cluster.name}`;
  const effects = effectsOf(plan.totals, format).join(", ");
  return {
    question: `${what} ${counted(changed, "offset", format)} ${whose}?`,
    detail: `${topicsOf(plan)}, ${counted(changed, "partition", format)}, to ${describeTarget(plan.target, plan.timestampMs)}${editsOf([plan], format)}: ${effects}. ${whereOf(cluster.bootstrapServers)}`,
    verb: planVerb(plan.target, plan.totals, format),
    subjects: [plan.groupId],
  };
}

function questionOfSeveral(
  plans: readonly ResetPlan[],
  { name, bootstrapServers }: AskedCluster,
  format: FormatNumber,
): ResetQuestion {
  const asked = withoutObstacle(plans);
  const left = plans.filter(({ obstacle }) => obstacle !== undefined).map(({ groupId }) => groupId);
  const totals = totalsOf(asked);
  const [first] = asked;
  const more = asked.length - namedGroups;
  const target = first === undefined ? "" : describeTarget(first.target, first.timestampMs);
  const offsets = counted(totals.changed, "offset", format);
  return {
    question: `Reset ${offsets} of ${counted(asked.length, "group", format)} on cluster ${name}?`,
    items: [
      ...asked.slice(0, namedGroups).map((plan) => itemOf(plan, format)),
      ...(more > 0 ? [`And ${counted(more, "more group", format)}`] : []),
      ...(left.length > 0 ? [`Left out: ${listed(left)}`] : []),
    ],
    detail: `To ${target}${editsOf(asked, format)}. Each group is written by itself. ${addressOf(bootstrapServers)} An undo record is kept for each.`,
    verb: planVerb(first?.target, totals, format),
    subjects: asked.map(({ groupId }) => groupId),
  };
}

/** "billing: 6 offsets, topic orders, replays 40" */
function itemOf(plan: ResetPlan, format: FormatNumber): string {
  const topics = topicsOf(plan);
  const told = [
    counted(plan.totals.changed, "offset", format),
    `${topics.slice(0, 1).toLowerCase()}${topics.slice(1)}`,
    ...effectsOf(plan.totals, format),
  ];
  return `${plan.groupId}: ${told.join(", ")}`;
}

/** The name alone may be another's: the address is what will be written to. */
export function whereOf(bootstrapServers: readonly string[]): string {
  return `${addressOf(bootstrapServers)} An undo record is kept.`;
}

export function addressOf(bootstrapServers: readonly string[]): string {
  return `The cluster is at ${listed(bootstrapServers, namedServers)}.`;
}

/** "Topics orders, payments and 3 more". */
function topicsOf(plan: ResetPlan): string {
  const topics = [...new Set(rowsToWrite(plan).map(({ topic }) => topic))];
  return `${topics.length === 1 ? "Topic" : "Topics"} ${listed(topics)}`;
}

function editsOf(plans: readonly ResetPlan[], format: FormatNumber): string {
  const edited = plans.flatMap(rowsToWrite).filter(({ isEdited }) => isEdited).length;
  return edited === 0 ? "" : ` (${format(edited)} edited by hand)`;
}
