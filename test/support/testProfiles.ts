import { ClusterProfiles } from "../../src/config/clusterProfiles";
import { ClusterSecrets } from "../../src/config/clusterSecrets";
import { WriteGuard } from "../../src/config/guard";
import { Redaction } from "../../src/config/redaction";
import { MemorySecretStorage } from "./memorySecretStorage";

export interface TestProfilesOptions {
  readonly storage?: MemorySecretStorage;
  readonly isTrusted?: () => boolean;
  readonly warn?: (message: string) => void;
  readonly redaction?: Redaction;
}

/** The profiles of the test's settings, with secrets in memory. */
export function testProfiles(options: TestProfilesOptions = {}): ClusterProfiles {
  const { storage = new MemorySecretStorage(), isTrusted = () => true, warn } = options;
  const { redaction = new Redaction() } = options;
  return new ClusterProfiles({
    secrets: new ClusterSecrets(storage),
    guard: new WriteGuard(isTrusted),
    redaction,
    log: { warn: warn ?? (() => undefined) },
  });
}
