import type { ChangeResult, ClusterChanges, DeletionChangeResult } from "../changes/clusterChanges";
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
import { withCancellableProgress } from "../ui/progress";
import { UserError } from "../ui/userError";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { confirmChange, type ChangeQuestion } from "./confirmChange";
import { previewUndo, type ResetServices } from "./resetOffsetsHost";
import { scopeOf } from "./resetScope";

type DeletionCommandId = Extract<
  CommandId,
  "kafkaOffsets.deleteGroup" | "kafkaOffsets.deleteOffsets"
>;

export interface DeletionDeps {
  readonly changes: Pick<ClusterChanges, "apply" | "deleteGroups">;
}

/** Named in the question; of more, the number is told. */
const namedPartitions = 20;

type Services = Omit<ResetServices, "changes"> & DeletionDeps;

/** Taking commits away. Each reads what is there, asks with it, and tells what became of it. */
export function deletionCommands(services: Services): Pick<CommandHandlers, DeletionCommandId> {
  return {
    "kafkaOffsets.deleteGroup": (node) => deleteGroup(services, node),
    "kafkaOffsets.deleteOffsets": (node) => deleteOffsets(services, node),
  };
}

async function deleteGroup(
  services: Services,
  node: CommandNode<"kafkaOffsets.deleteGroup"> | undefined,
): Promise<void> {
  const title = "Delete Group";
  const cluster = await services.pickers.cluster(title, node?.cluster.id);
  if (cluster === undefined) return;
  const group = node?.group ?? (await services.pickers.group(title, cluster.gateway));
  if (group === undefined) return;
  const { groupId } = group;
  const [plan] = await withCancellableProgress(`Reading ${groupName(groupId)}`, (signal) =>
    planGroupDeletions(cluster.gateway, [groupId], signal),
  );
  if (plan === undefined) return;
  refuse(services, cluster, plan.obstacle);
  if (!(await confirmChange(deletionQuestion(plan, cluster, services.formatNumber)))) return;

  const now = asConfirmed(services, cluster);
  try {
    const [made] = await services.changes.deleteGroups(now, [plan]);
    if (made?.change.kind === "failed") throw made.change.error;
    if (made !== undefined) await tellDeletion(services, plan, made.change);
  } finally {
    services.didReset(cluster.profile.id, groupId);
  }
}

/**
 * The cluster as configured now: the question may have stood there for long.
 * @throws UserError when it is no longer the one the person was asked about
 */
function asConfirmed({ clusters }: Services, { profile }: Cluster): Cluster {
  const now = clusters.get(profile.id);
  if (now?.profile.bootstrapServers.join() === profile.bootstrapServers.join()) return now;
  throw new UserError("The cluster was changed in the settings meanwhile. Nothing was deleted.");
}

function deletionQuestion(
  { groupId, commits }: GroupDeletionPlan,
  { profile }: Cluster,
  format: FormatNumber,
): ChangeQuestion {
  const topics = [...new Set(commits.map(({ topic }) => topic))];
  const offsets = counted(commits.length, "committed offset", format);
  const what =
    commits.length === 0
      ? "It has no committed offsets, so that an undo cannot bring it back."
      : `With it go ${offsets}, in ${topics.length === 1 ? "topic" : "topics"} ${listed(topics)}.`;
  return {
    question: `Delete group ${groupId} on cluster ${profile.name}?`,
    detail: `${what} ${whereOf(profile.bootstrapServers)}`,
    verb: "Delete Group",
  };
}

async function tellDeletion(
  services: Services,
  plan: GroupDeletionPlan,
  change: DeletionChangeResult,
): Promise<void> {
  if (change.kind === "declined") throw new UserError(change.reason);
  const canUndo = change.result.kind === "deleted" && plan.commits.length > 0;
  await tell(
    services,
    describeDeletion(plan, change.result),
    canUndo ? change.changeId : undefined,
  );
}

async function deleteOffsets(
  services: Services,
  node: CommandNode<"kafkaOffsets.deleteOffsets"> | undefined,
): Promise<void> {
  const title = "Delete Offsets";
  const { pickers, formatNumber } = services;
  const cluster = await pickers.cluster(title, node?.cluster.id);
  if (cluster === undefined) return;
  const { gateway, profile } = cluster;
  const groupId = node?.groupId ?? (await pickers.group(title, gateway))?.groupId;
  if (groupId === undefined) return;
  const scope =
    node === undefined ? await pickers.committedScope(title, gateway, groupId) : scopeOf(node);
  if (scope === undefined) return;
  const plan = await planDeletion(cluster, groupId, scope);
  refuse(services, cluster, plan.obstacle);
  if (!(await confirmChange(offsetsQuestion(plan, cluster, formatNumber)))) return;

  const now = asConfirmed(services, cluster);
  try {
    await tellOffsets(services, plan, await services.changes.apply(now, plan));
  } finally {
    services.didReset(profile.id, groupId);
  }
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
    verb: planVerb(plan, format),
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
  const { result, changeId } = change;
  const rows = result.kind === "sent" ? result.rows : [];
  const { ok, message } = describeResult(plan, result);
  const reasons = reasonsOf(rows, services.formatNumber);
  const isWritten = rows.some(({ outcome }) => outcome.kind === "written");
  const told = reasons === "" ? message : `${message} ${reasons}`;
  await tell(services, { ok, message: told }, isWritten ? changeId : undefined);
}

/** What became of each partition whose commit is not deleted, as the broker told it. */
function reasonsOf(rows: readonly AppliedRow[], format: FormatNumber): string {
  const left = rows.filter(({ outcome }) => outcome.kind !== "written");
  const told = left.map((row) => `${nameOf(row)}: ${outcomeText(row.outcome, format)}`);
  return listed(told);
}

/** Not waited for: the notification stays until somebody closes it. */
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
  const permission = guard.mayWrite(profile);
  if (!permission.allowed) throw new UserError(permission.reason);
}
