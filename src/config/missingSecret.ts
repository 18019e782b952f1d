import { KafkaError } from "../kafka/errors";
import type { ClusterDraft } from "./clusterProfile";
import type { StoredSecrets } from "./clusterSecrets";
import type { SecretName } from "./clusterSecurity";

/** Says which secret is missing, whether it was ever there, and where to enter it. */
export function missingSecret(
  profile: ClusterDraft,
  name: SecretName,
  { outdated }: Pick<StoredSecrets, "outdated">,
): KafkaError {
  const what = `${secretTitle(profile, name)} for cluster ${profile.name}`;
  const message = outdated.has(name)
    ? `${what} was entered for another server or user, so it is not used. Use Edit Cluster… to enter it again.`
    : `${what} is not stored here. Use Edit Cluster… to enter it.`;
  return new KafkaError(message, { kind: "authentication" });
}

function secretTitle({ security, schemaRegistry }: ClusterDraft, name: SecretName): string {
  const { tls, sasl } = security ?? {};
  switch (name) {
    case "password":
      return `The password of ${sasl?.username ?? "the user"}`;
    case "token":
      return "The token";
    case "clientSecret":
      return `The client secret of ${sasl?.clientId ?? "the client"}`;
    case "keyPassphrase":
      return `The passphrase of ${tls?.pkcs12File ?? tls?.keyFile ?? tls?.certificateFile ?? "the key"}`;
    case "awsSecretAccessKey":
      return `The secret access key of ${sasl?.awsAccessKeyId ?? "AWS"}`;
    case "awsSessionToken":
      return "The session token";
    case "registryPassword":
      return `The schema registry's password of ${schemaRegistry?.username ?? "the user"}`;
    case "registryToken":
      return "The schema registry's token";
  }
}
