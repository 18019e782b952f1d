import type { ClusterColor, ClusterSecurity, RegistrySettings } from "./clusterSecurity";

/** What the user configures about a cluster. Never a secret: settings are plain text. */
export interface ClusterProfile {
  /** Stable for as long as the entry exists; unique among all profiles. */
  readonly id: string;
  readonly name: string;
  /** `host:port` each, at least one. */
  readonly bootstrapServers: readonly string[];
  /** True: nothing is ever written to this cluster from here. */
  readonly isReadOnly: boolean;
  /** A registry with Confluent's REST API, to read schemas of messages from. */
  readonly schemaRegistry?: RegistrySettings;
  /** True: marked everywhere, and every write asks for the group's or topic's name to be typed. */
  readonly isProduction?: boolean;
  readonly color?: ClusterColor;
  /** PLAINTEXT when missing. */
  readonly security?: ClusterSecurity;
  /** As in `ClusterConnection`. */
  readonly addressMap?: Readonly<Record<string, string>>;
  readonly maxVersions?: Readonly<Record<string, number>>;
  /** Instead of the extension's own. */
  readonly clientId?: string;
  /** Instead of the settings that hold for all clusters. */
  readonly connectTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

/** A cluster that is not in the settings yet. */
export type ClusterDraft = Omit<ClusterProfile, "id">;

export interface ProfileProblem {
  /** Position in the setting's array; undefined when the setting as a whole is unusable. */
  readonly index: number | undefined;
  /** An entry with a warning is used all the same. */
  readonly severity: "error" | "warning";
  /** A sentence. */
  readonly message: string;
}

export interface ParsedProfiles {
  readonly profiles: readonly ClusterProfile[];
  readonly problems: readonly ProfileProblem[];
}
