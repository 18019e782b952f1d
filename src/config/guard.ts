import type { ClusterProfile } from "./clusterProfile";

export type WritePermission =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** The one place that decides whether a cluster, or the list of clusters, may be changed. */
export class WriteGuard {
  /** `isTrusted` says whether the user trusts the open workspace, at the time of the call. */
  constructor(private readonly isTrusted: () => boolean) {}

  /** Whether the cluster may be written to. The reason is a sentence for the user. */
  mayWrite(profile: Pick<ClusterProfile, "name" | "isReadOnly">): WritePermission {
    if (!this.isTrusted()) {
      return {
        allowed: false,
        reason: "Nothing can be changed on a cluster while the workspace is in Restricted Mode.",
      };
    }
    if (profile.isReadOnly) {
      return {
        allowed: false,
        reason: `The cluster "${profile.name}" is read-only by its settings.`,
      };
    }
    return { allowed: true };
  }

  /** Whether clusters may be added, edited, imported and removed. */
  mayConfigure(): WritePermission {
    if (this.isTrusted()) return { allowed: true };
    return {
      allowed: false,
      reason: "Clusters cannot be added or changed while the workspace is in Restricted Mode.",
    };
  }
}

/**
 * What a person must type to agree to a write, besides choosing the button: on a production cluster the name of the one
 * group or topic that is written to; the cluster's where there are several, or a name that cannot be typed.
 */
export function nameToType(
  { name, isProduction = false }: Pick<ClusterProfile, "name" | "isProduction">,
  subjects: readonly string[],
): string | undefined {
  if (!isProduction) return undefined;
  const [subject = "", ...others] = subjects;
  return others.length === 0 && isTypeable(subject) ? subject : name;
}

/** Not empty, and without characters that nobody sees. */
function isTypeable(name: string): boolean {
  return name.trim() === name && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name);
}
