import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import { retry } from "../connection/retry";
import { sendOnce } from "../connection/sendOnce";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { DeleteResult } from "../model";
import { deleteGroupsApi, type DeleteGroupsAnswer } from "../protocol/deleteGroups";
import type { CoordinatorRouter } from "./askCoordinators";
import type { GroupListings } from "./groupListings";
import { readyCoordinators, throwIfInDoubt } from "./groupWrite";

const write = {
  api: deleteGroupsApi,
  doubt: "It is not known whether the groups were deleted. List them before anything else.",
};

/**
 * Writes. One DeleteGroups to each coordinator, never repeated once its outcome is in doubt; only groups whose
 * coordinator is still loading, which refuses before it deletes anything, are sent again.
 * @throws KafkaError `timeout` or `unreachable` when some group's outcome is unknown; others may be gone
 */
export async function deleteGroups(
  router: CoordinatorRouter,
  known: GroupListings,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly (DeleteResult & { readonly groupId: string })[]> {
  const results = new Map<string, DeleteResult>();
  let open: readonly string[] = [...new Set(groupIds)];
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    const byNode = new Map<number, string[]>();
    for (const { groupId, value, failure } of await readyCoordinators(router, open, signal)) {
      if (failure === undefined) byNode.set(value, [...(byNode.get(value) ?? []), groupId]);
      else results.set(groupId, { failure });
    }
    const sent = await Promise.all(
      [...byNode].map(([nodeId, ids]) => deleteOn(router, nodeId, ids, signal)),
    );
    const deleted = sent.flatMap(({ groups }) => groups);
    for (const { groupId, errorCode: code } of deleted) {
      known.forget(groupId);
      results.set(groupId, { failure: failureIfAny(code) });
    }
    for (const { error } of sent) if (error !== undefined) throw error;
    throwIfInDoubt(
      deleted.map(({ errorCode: code }) => code),
      write.doubt,
    );
    open = deleted.filter(isLoading).map(({ groupId }) => groupId);
    return open.length === 0 ? "done" : "again";
  });
  const unanswered: DeleteResult = { failure: failureOf(-1) };
  return groupIds.map((groupId) => ({ groupId, ...(results.get(groupId) ?? unanswered) }));
}

type DeletedGroups = DeleteGroupsAnswer["groups"];

/** Does not reject: what the other coordinators answer is waited for. */
async function deleteOn(
  router: CoordinatorRouter,
  nodeId: number,
  groupIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ readonly groups: DeletedGroups; readonly error?: KafkaError }> {
  try {
    return await sendOnce(await router.connect(nodeId, signal), write, { groupIds }, signal);
  } catch (error) {
    return { groups: [], error: toKafkaError(error, `broker ${nodeId}`) };
  }
}

function isLoading({ errorCode: code }: DeletedGroups[number]): boolean {
  return code === errorCode.coordinatorLoadInProgress;
}
