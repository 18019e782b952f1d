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
/** Words with dots between them. */
const settingName = /^(?=.{3,60}$)[a-z0-9_-]{1,30}(\.[a-z0-9_-]{1,30})+$/;

/**
 * "Ignored: a.b, c.d and 3 more." What is called like no setting is not named: where a file is not what it was taken
 * for, the lines of a private key stand in the place of names.
 */
export function ignoredNote(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = names.filter((name) => settingName.test(name)).slice(0, maxNamed);
  const more = names.length - named.length;
  if (named.length === 0) return [`Ignored: ${more === 1 ? "one line" : `${more} lines`}.`];
  return [`Ignored: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`];
}
