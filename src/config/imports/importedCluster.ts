import { KafkaError } from "../../kafka/errors";
import type { ClusterDraft } from "../clusterProfile";
import type { Secrets } from "../clusterSecurity";

/** A cluster as another tool's configuration describes it. It may lack what the other tool asks elsewhere. */
export interface ImportedCluster {
  readonly draft: ClusterDraft;
  /** Held in memory only, until it is stored. */
  readonly secrets: Secrets;
  /** Sentences: what was left out, and why. Never a value that could be a secret. */
  readonly notes: readonly string[];
}

export interface ImportResult {
  readonly clusters: readonly ImportedCluster[];
  /** Sentences about the file as a whole. */
  readonly notes: readonly string[];
}

export function refusedImport(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}

const maxNamed = 20;
const maxNameLength = 80;

/** "Ignored: a, b and 3 more." */
export function ignoredNote(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, maxNamed).map((name) => name.slice(0, maxNameLength));
  const more = names.length - named.length;
  return [`Ignored: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`];
}
