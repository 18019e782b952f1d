import type { ClusterDraft } from "./clusterProfile";
import type { SaslSettings, SecretName } from "./clusterSecurity";

/** The secrets that this kind of connection uses. `keyPassphrase` and `awsSessionToken` may be missing all the same. */
export function neededSecrets({ security, schemaRegistry }: ClusterDraft): readonly SecretName[] {
  const names: SecretName[] = [];
  const { protocol = "PLAINTEXT", tls, sasl } = security ?? {};
  if (protocol.startsWith("SASL_") && sasl !== undefined) names.push(...neededBySasl(sasl));
  const hasKey = tls?.certificateFile !== undefined || tls?.pkcs12File !== undefined;
  if (protocol.endsWith("SSL") && hasKey) names.push("keyPassphrase");
  if (schemaRegistry?.authentication === "basic") names.push("registryPassword");
  if (schemaRegistry?.authentication === "bearer") names.push("registryToken");
  return names;
}

function neededBySasl({
  mechanism,
  tokenEndpoint,
  awsAccessKeyId,
}: SaslSettings): readonly SecretName[] {
  switch (mechanism) {
    case "PLAIN":
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
      return ["password"];
    case "OAUTHBEARER":
      return [tokenEndpoint === undefined ? "token" : "clientSecret"];
    case "AWS_MSK_IAM":
      return awsAccessKeyId === undefined ? [] : ["awsSecretAccessKey", "awsSessionToken"];
  }
}
