import type { ClusterProfile } from "../config/clusterProfile";
import type { Clusters } from "../config/clusters";
import type { WriteGuard } from "../config/guard";
import { UserError } from "../ui/userError";

/** @throws UserError with the reason, where the cluster may not be written to */
export function refuseWrite(
  guard: Pick<WriteGuard, "mayWrite">,
  profile: Pick<ClusterProfile, "name" | "isReadOnly">,
): void {
  const permission = guard.mayWrite(profile);
  if (!permission.allowed) throw new UserError(permission.reason);
}

export interface GuardedClusters {
  readonly clusters: Pick<Clusters, "list">;
  readonly guard: Pick<WriteGuard, "mayWrite">;
}

/** Why nothing may be written to a cluster, as configured now: a sentence. Undefined: it may. */
export function writeObstacle(
  { clusters, guard }: GuardedClusters,
  clusterId: string,
): string | undefined {
  const profile = clusters.list().find(({ id }) => id === clusterId);
  if (profile === undefined) return "This cluster is no longer in the settings.";
  const permission = guard.mayWrite(profile);
  return permission.allowed ? undefined : permission.reason;
}
