import type { Cluster, Clusters } from "../config/clusters";
import { UserError } from "../ui/userError";

/**
 * The cluster as configured now: the question may have stood there for long.
 * @param nothing a sentence: that nothing was done
 * @throws UserError when it is no longer the one the person was asked about, or more would have been asked
 */
export function asConfirmed(
  clusters: Pick<Clusters, "get">,
  { profile, gateway }: Cluster,
  nothing: string,
): Cluster {
  const now = clusters.get(profile.id);
  // another address, address map or login is another gateway
  if (now?.gateway !== gateway || isProduction(now.profile) !== isProduction(profile)) {
    throw new UserError(`The cluster was changed or reconnected meanwhile. ${nothing}`);
  }
  return now;
}

const isProduction = ({ isProduction: is = false }: Cluster["profile"]): boolean => is;
