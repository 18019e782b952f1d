import type { ClusterProfile } from "../config/clusterProfile";
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
