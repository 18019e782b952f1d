import type { Router } from "../connection/router";
import { GroupListings } from "../groups/groupListings";
import { listGroups } from "../groups/listGroups";
import type { Found } from "./checklist";
import { examineGroups } from "./examineGroups";
import { groupFinding } from "./groupFinding";
import { seesAllGroups } from "./seesAllGroups";

/** @throws KafkaError */
export async function groupPermissionsCheck(
  router: Router,
  signal: AbortSignal,
): Promise<Found<true>> {
  const groups = await listGroups(router, new GroupListings(), signal);
  const ids = groups.map(({ groupId }) => groupId);
  const examined = await examineGroups(router, ids, signal);
  const seesAll = await seesAllGroups(router, signal);
  return { ...groupFinding(ids.length, examined, seesAll), value: true };
}
