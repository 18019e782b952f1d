import type { Cluster, Clusters } from "../config/clusters";
import { UserError } from "../ui/userError";

/**
 * The cluster as configured now: the question may have stood there for long.
 * @param nothing a sentence: that nothing was done
 * @throws UserError when it is no longer the one the person was asked about
 */
export function asConfirmed(
  clusters: Pick<Clusters, "get">,
  { profile }: Cluster,
  nothing: string,
): Cluster {
  const now = clusters.get(profile.id);
  if (now?.profile.bootstrapServers.join() === profile.bootstrapServers.join()) return now;
  throw new UserError(`The cluster was changed in the settings meanwhile. ${nothing}`);
}
