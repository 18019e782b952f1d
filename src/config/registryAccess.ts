import type { ClusterDraft } from "./clusterProfile";
import type { StoredSecrets } from "./clusterSecrets";
import type { RegistrySettings, SecretName } from "./clusterSecurity";
import { readPemFile } from "./credentialFile";
import { missingSecret } from "./missingSecret";

/** How to reach a cluster's schema registry. Held in memory only: it may hold secrets. */
export interface RegistryAccess {
  readonly url: string;
  readonly authentication?:
    | { readonly kind: "basic"; readonly username: string; readonly password: string }
    | { readonly kind: "bearer"; readonly token: string };
  /** PEM; the system's authorities when missing. */
  readonly ca?: string;
}

/**
 * Joins the registry's settings with its secrets and its file.
 * @throws KafkaError `authentication` when a secret is missing, `tls` when the file cannot be used
 */
export async function readRegistryAccess(
  profile: ClusterDraft,
  registry: RegistrySettings,
  stored: StoredSecrets,
): Promise<RegistryAccess> {
  const { url, authentication, username = "", caFile } = registry;
  const need = (name: SecretName): string => {
    const value = stored.secrets[name];
    if (value === undefined) throw missingSecret(profile, name, stored);
    return value;
  };
  return {
    url,
    ...(authentication === "basic"
      ? { authentication: { kind: "basic", username, password: need("registryPassword") } }
      : {}),
    ...(authentication === "bearer"
      ? { authentication: { kind: "bearer", token: need("registryToken") } }
      : {}),
    ...(caFile === undefined
      ? {}
      : { ca: await readPemFile("schema registry's CA file", caFile, "CERTIFICATE") }),
  };
}
