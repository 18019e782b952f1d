import { errorCode } from "../connection/failure";
import type { Router } from "../connection/router";
import { askCoordinators } from "../groups/askCoordinators";
import { describeGroupsApi } from "../protocol/describeGroups";
import type { Operation } from "../protocol/operations";
import type { ExaminedGroup } from "./groupFinding";

/** A large cluster has thousands; what is missing shows in the first as well. */
const examinedAtMost = 100;

/** Asks what this user may do with the first of the groups. The classic request answers that for groups of every type. */
export async function examineGroups(
  router: Router,
  groupIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly ExaminedGroup[]> {
  const results = await askCoordinators<ReadonlySet<Operation> | undefined>(
    router,
    groupIds.slice(0, examinedAtMost),
    signal,
    async (nodeId, ids) => {
      const question = { groupIds: ids, includesOperations: true };
      const { groups } = await router.sendTo(nodeId, describeGroupsApi, question, signal);
      return groups.map(({ groupId, errorCode: code, operations }) => ({
        groupId,
        ...(code === errorCode.groupAuthorizationFailed
          ? { failure: { code, message: "" } }
          : { value: operations }),
      }));
    },
  );
  return results.map(({ groupId, value, failure }) => ({
    groupId,
    isDescribed: failure?.code !== errorCode.groupAuthorizationFailed,
    operations: value,
  }));
}
