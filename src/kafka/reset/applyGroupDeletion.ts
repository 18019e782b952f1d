import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import { PartitionMap } from "../partitionMap";
import {
  planGroupDeletions,
  refuseObstacle,
  type DeletionReader,
  type GroupDeletionPlan,
} from "./groupDeletion";
import { nameOf, offsetOrNone } from "./naming";
import { readGroup } from "./readResetFacts";
import type { ResultSummary } from "./describeResult";
import { asKafkaError } from "./asKafkaError";

/** What became of one group, as the read-back afterwards tells it. */
export type DeletionResult =
  /** Nothing was sent. `changes` has a sentence for each difference. */
  | { readonly kind: "changedSincePreview"; readonly changes: readonly string[] }
  | { readonly kind: "deleted" }
  /** The broker refused, and the group is still there. */
  | { readonly kind: "refused"; readonly reason: string }
  /** There was no answer, and the group is still there. */
  | { readonly kind: "notDeleted"; readonly reason: string }
  /** It could not be read back: it may or may not be deleted. */
  | { readonly kind: "unknown"; readonly reason: string };

type Gateway = DeletionReader & Pick<ClusterGateway, "deleteGroups">;

/**
 * Deletes a group: re-check, one DeleteGroups that is never repeated, read back. Once it is sent, `signal` no
 * longer matters.
 * @throws KafkaError when the re-check fails, or the plan has an obstacle; nothing was sent then
 */
export async function applyGroupDeletion(
  gateway: Gateway,
  plan: GroupDeletionPlan,
  signal?: AbortSignal,
): Promise<DeletionResult> {
  refuseObstacle(plan);
  const [now] = await planGroupDeletions(gateway, [plan.groupId], signal);
  const changes = now === undefined ? [] : changesBetween(plan, now);
  if (changes.length > 0) return { kind: "changedSincePreview", changes };
  if (signal?.aborted === true) {
    throw new KafkaError("The deletion was cancelled. Nothing was deleted.", { kind: "cancelled" });
  }
  const refusal = await sendDeletion(gateway, plan.groupId);
  let isThere: boolean;
  try {
    isThere = (await readGroup(gateway, plan.groupId, undefined)) !== undefined;
  } catch (error) {
    return { kind: "unknown", reason: asKafkaError(error).message };
  }
  if (!isThere) return { kind: "deleted" };
  return refusal ?? { kind: "notDeleted", reason: "The group is still there." };
}

/** Undefined: the broker accepted it. */
async function sendDeletion(
  gateway: Gateway,
  groupId: string,
): Promise<Extract<DeletionResult, { reason: string }> | undefined> {
  try {
    const [result] = await gateway.deleteGroups([groupId]);
    if (result?.failure === undefined) return undefined;
    return { kind: "refused", reason: result.failure.message };
  } catch (error) {
    return { kind: "notDeleted", reason: asKafkaError(error).message };
  }
}

function changesBetween(plan: GroupDeletionPlan, now: GroupDeletionPlan): readonly string[] {
  if (now.obstacle !== undefined) return [now.obstacle.message];
  const before = new PartitionMap(plan.commits);
  const after = new PartitionMap(now.commits);
  const all = new PartitionMap([...plan.commits, ...now.commits]).values();
  return all.flatMap((partition) => {
    const [old, current] = [before.get(partition)?.offset, after.get(partition)?.offset];
    if (old === current) return [];
    const told = `${offsetOrNone(current)}, no longer ${offsetOrNone(old)}`;
    return [`${nameOf(partition)} is committed at ${told}.`];
  });
}

/** The result for a person: `ok` when the group is gone. */
export function describeDeletion(
  { groupId }: GroupDeletionPlan,
  result: DeletionResult,
): ResultSummary {
  switch (result.kind) {
    case "changedSincePreview": {
      const message = `Changed since the preview; nothing was deleted. ${result.changes.join(" ")}`;
      return { ok: false, message };
    }
    case "deleted":
      return { ok: true, message: `Group ${groupId} was deleted.` };
    case "refused":
      return { ok: false, message: `Group ${groupId} was not deleted: ${result.reason}` };
    case "notDeleted": {
      const message = `Group ${groupId} was still there when it was read back: ${result.reason}`;
      return { ok: false, message };
    }
    case "unknown": {
      const message = `Group ${groupId} may or may not be deleted; it could not be read back: ${result.reason}`;
      return { ok: false, message };
    }
  }
}
