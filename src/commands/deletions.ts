import type {
  ChangeResult,
  ClusterChanges,
  DeletionChangeResult,
  GroupChange,
} from "../changes/clusterChanges";
import type { Cluster } from "../config/clusters";
import type { Obstacle } from "../kafka/reset/obstacle";
import { describeDeletion } from "../kafka/reset/applyGroupDeletion";
import type { AppliedRow } from "../kafka/reset/applyReset";
import { describeResult, type ResultSummary } from "../kafka/reset/describeResult";
import { planGroupDeletions, type GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import { listed, nameOf, offsetOrNone } from "../kafka/reset/naming";
import { planReset, rowsToWrite, type ResetPlan } from "../kafka/reset/plan";
import { readResetFacts } from "../kafka/reset/readResetFacts";
import type { ResetScope } from "../kafka/reset/target";
import type { CommandId } from "../manifest";
import { whereOf } from "../panels/reset/question";
import { outcomeText, planVerb } from "../panels/reset/wording";
import { notifyError, notifyInformation } from "../ui/notify";
import { counted, type FormatNumber } from "../ui/numberFormat";
import { groupName } from "../ui/plainText";
import { withCancellableProgress, withProgress } from "../ui/progress";
import { UserError } from "../ui/userError";
import { asConfirmed } from "./asConfirmed";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { confirmChange, type ChangeQuestion } from "./confirmChange";
import { deletionQuestion } from "./deletionQuestion";
import { asRecorded, describeDeletions } from "./deletionResult";
import { refuseWrite } from "./refuseWrite";
import { previewUndo, type ResetServices } from "./resetOffsetsHost";
import { scopeOfRows } from "./resetScope";

type DeletionCommandId = Extract<
  CommandId,
  "kafkaOffsets.deleteGroup" | "kafkaOffsets.deleteOffsets"
>;

export interface DeletionDeps {
  readonly changes: Pick<ClusterChanges, "apply" | "applyAll" | "deleteGroups">;
}

/** Named in the question; of more, the number is told. */
const namedPartitions = 20;

type Services = Omit<ResetServices, "changes"> & DeletionDeps;

/** Taking commits away. Each reads what is there, asks with it, and tells what became of it. */
export function deletionCommands(services: Services): Pick<CommandHandlers, DeletionCommandId> {
  return {
    "kafkaOffsets.deleteGroup": (node, selected = []) => deleteGroups(services, node, selected),
    "kafkaOffsets.deleteOffsets": (node, selected = []) => deleteOffsets(services, node, selected),
  };
}

async function deleteGroups(
  services: Services,
  node: CommandNode<"kafkaOffsets.deleteGroup"> | undefined,
  selected: readonly CommandNode<"kafkaOffsets.deleteGroup">[],
): Promise<void> {
  const title = "Delete Group";
  const cluster = await services.pickers.cluster(title, node?.cluster.id);
  if (cluster === undefined) return;
  const groupIds =
    node === undefined
      ? await services.pickers.groups(title, cluster.gateway)
      : scopeOfRows(node, selected).groupIds;
  if (groupIds === undefined) return;
  const plans = await withCancellableProgress(
    `Reading ${listed(groupIds.map(groupName))}`,
    (signal) => planGroupDeletions(cluster.gateway, groupIds, signal),
  );
  const deletable = plans.filter(({ obstacle }) => obstacle === undefined);
  const [obstacle] = plans.flatMap((plan) => plan.obstacle ?? []);
  refuse(services, cluster, deletable.length === 0 ? obstacle : undefined);
  const question = deletionQuestion(plans, cluster, services.formatNumber);
  if (!(await confirmChange(question, cluster.profile))) return;

  const now = asConfirmed(services.clusters, cluster, "Nothing was deleted.");
  const made = await withProgress(`Deleting ${listed(groupIds.map(groupName))}`, () =>
    services.changes.deleteGroups(now, deletable),
  ).finally(() => {
    services.didReset(cluster.profile.id);
  });
  await tellDeletions(services, deletable, made);
}

async function tellDeletions(
  services: Services,
  plans: readonly GroupDeletionPlan[],
  made: readonly GroupChange<DeletionChangeResult>[],
): Promise<void> {
  const [plan, ...others] = plans;
  const change = made[0]?.change;
  if (plan === undefined || change === undefined) return;
  if (others.length > 0) {
    await tell(services, describeDeletions(plans, made, services.formatNumber), undefined);
    return;
  }
  if (change.kind === "failed") throw change.error;
  if (change.kind === "declined") throw new UserError(change.reason);
  const canUndo = change.result.kind === "deleted" && plan.commits.length > 0;
  await tell(
    services,
    asRecorded(describeDeletion(plan, change.result), change.isRecorded),
    canUndo ? change.changeId : undefined,
  );
}

async function deleteOffsets(
  services: Services,
  node: CommandNode<"kafkaOffsets.deleteOffsets"> | undefined,
  selected: readonly CommandNode<"kafkaOffsets.deleteOffsets">[],
): Promise<void> {
  const title = "Delete Offsets";
  const { pickers, formatNumber } = services;
  const cluster = await pickers.cluster(title, node?.cluster.id);
  if (cluster === undefined) return;
  const { gateway, profile } = cluster;
  const rows = node && scopeOfRows(node, selected);
  if (rows !== undefined && rows.groupIds.length > 1) {
    throw new UserError("Choose topics and partitions of one group.");
  }
  const groupId = node?.groupId ?? (await pickers.group(title, gateway))?.groupId;
  if (groupId === undefined) return;
  const scope = rows?.scope ?? (await pickers.committedScope(title, gateway, groupId));
  if (scope === undefined) return;
  const plan = await planDeletion(cluster, groupId, scope);
  refuse(services, cluster, plan.obstacle);
  if (!(await confirmChange(offsetsQuestion(plan, cluster, formatNumber), profile))) return;

  const now = asConfirmed(services.clusters, cluster, "Nothing was deleted.");
  const made = await services.changes.apply(now, plan).finally(() => {
    services.didReset(profile.id);
  });
  await tellOffsets(services, plan, made);
}

function offsetsQuestion(
  plan: ResetPlan,
  { profile }: Cluster,
  format: FormatNumber,
): ChangeQuestion {
  const rows = rowsToWrite(plan);
  const named = rows.map((row) => `${nameOf(row)} (${offsetOrNone(row.committed)})`);
  const offsets = counted(rows.length, "committed offset", format);
  return {
    question: `Delete ${offsets} of group ${plan.groupId} on cluster ${profile.name}?`,
    detail: `${listed(named, namedPartitions)}. A consumer that comes back begins where its auto.offset.reset says. ${whereOf(profile.bootstrapServers)}`,
    verb: planVerb(plan.target, plan.totals, format),
    subjects: [plan.groupId],
  };
}

async function planDeletion(
  { gateway }: Cluster,
  groupId: string,
  scope: ResetScope,
): Promise<ResetPlan> {
  const request = { groupId, scope, target: { to: "noCommit" } } as const;
  return withCancellableProgress(`Reading ${groupName(groupId)}`, async (signal) =>
    planReset(request, await readResetFacts(gateway, request, signal)),
  );
}

async function tellOffsets(
  services: Services,
  plan: ResetPlan,
  change: ChangeResult,
): Promise<void> {
  if (change.kind === "declined") throw new UserError(change.reason);
  const { result, changeId, isRecorded } = change;
  const rows = result.kind === "sent" ? result.rows : [];
  const { ok, message } = describeResult(plan, result);
  const reasons = reasonsOf(rows, services.formatNumber);
  const isWritten = rows.some(({ outcome }) => outcome.kind === "written");
  const told = reasons === "" ? message : `${message} ${reasons}`;
  await tell(
    services,
    asRecorded({ ok, message: told }, isRecorded),
    isWritten ? changeId : undefined,
  );
}

/** What became of each partition whose commit is not deleted, as the broker told it. */
function reasonsOf(rows: readonly AppliedRow[], format: FormatNumber): string {
  const left = rows.filter(({ outcome }) => outcome.kind !== "written");
  const told = left.map((row) => `${nameOf(row)}: ${outcomeText(row.outcome, format)}`);
  return listed(told);
}

/** Resolves when somebody has closed the notification: whatever must be done is done before. */
async function tell(
  services: Services,
  { ok, message }: ResultSummary,
  undoableId: string | undefined,
): Promise<void> {
  const undo = (changeId: string) => ({ "Undo…": () => previewUndo(services, changeId) });
  const actions = undoableId === undefined ? {} : undo(undoableId);
  await (ok ? notifyInformation(message, actions) : notifyError(message, actions));
}

/** @throws UserError when the plan or the cluster's settings forbid it */
function refuse({ guard }: Services, { profile }: Cluster, obstacle: Obstacle | undefined): void {
  if (obstacle !== undefined) throw new UserError(obstacle.message);
  refuseWrite(guard, profile);
}
