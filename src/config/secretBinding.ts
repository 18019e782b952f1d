import type { ClusterDraft } from "./clusterProfile";
import type { SecretName } from "./clusterSecurity";

/**
 * What a secret was entered for. When any of it changes the secret is not given out any more: otherwise changing an
 * address in the settings would send the password to somebody else's server.
 */
export function secretBinding(profile: ClusterDraft, name: SecretName): string {
  switch (name) {
    case "registryPassword":
    case "registryToken": {
      const { url, username } = profile.schemaRegistry ?? {};
      return JSON.stringify([url ?? null, username ?? null]);
    }
    case "keyPassphrase": {
      const { certificateFile, keyFile, pkcs12File } = profile.security?.tls ?? {};
      return JSON.stringify([pkcs12File ?? keyFile ?? certificateFile ?? null]);
    }
    case "password":
    case "token":
    case "clientSecret":
    case "awsSecretAccessKey":
    case "awsSessionToken":
      return connectionBinding(profile);
  }
}

function connectionBinding({ bootstrapServers, addressMap = {}, security }: ClusterDraft): string {
  const { mechanism, username, clientId, tokenEndpoint, awsAccessKeyId } = security?.sasl ?? {};
  return JSON.stringify([
    bootstrapServers.toSorted(),
    Object.entries(addressMap).toSorted(),
    security?.protocol ?? null,
    mechanism ?? null,
    username ?? null,
    clientId ?? null,
    tokenEndpoint ?? null,
    awsAccessKeyId ?? null,
  ]);
}
