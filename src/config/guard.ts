import type { ClusterProfile } from "./clusterProfile";

export type WritePermission =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** The one place that decides whether a cluster may be written to. */
export class WriteGuard {
  /** `isTrusted` says whether the user trusts the open workspace, at the time of the call. */
  constructor(private readonly isTrusted: () => boolean) {}

  /** The reason is a sentence for the user. */
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
        reason: `The cluster "${profile.name}" is set to read-only in the settings.`,
      };
    }
    return { allowed: true };
  }
}
