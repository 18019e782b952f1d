import type {
  AwsCredentials,
  Credentials,
  SaslCredentials,
  TlsCredentials,
} from "../kafka/clusterConnection";
import type { ClusterDraft } from "./clusterProfile";
import type { StoredSecrets } from "./clusterSecrets";
import type { SaslSettings, SecretName, TlsSettings } from "./clusterSecurity";
import { defined } from "./defined";
import { readCredentialFile, readPemFile } from "./credentialFile";
import { missingSecret } from "./missingSecret";

/**
 * Joins the settings with secrets and files.
 * @throws KafkaError `authentication` when a secret is missing, `tls` when a file cannot be used
 */
export async function readCredentials(
  profile: ClusterDraft,
  stored: StoredSecrets,
): Promise<Credentials> {
  const { protocol = "PLAINTEXT", tls = {}, sasl } = profile.security ?? {};
  const need = (name: SecretName): string => {
    const value = stored.secrets[name];
    if (value === undefined) throw missingSecret(profile, name, stored);
    return value;
  };
  const hasTls = protocol === "SSL" || protocol === "SASL_SSL";
  const hasSasl = protocol.startsWith("SASL_") && sasl !== undefined;
  return {
    ...(hasSasl ? { sasl: await saslCredentials(sasl, stored.secrets.awsSessionToken, need) } : {}),
    ...(hasTls ? { tls: await tlsCredentials(tls, stored.secrets.keyPassphrase, need) } : {}),
  };
}

type Need = (name: SecretName) => string;

async function tlsCredentials(
  tls: TlsSettings,
  passphrase: string | undefined,
  need: Need,
): Promise<TlsCredentials> {
  const { caFile, certificateFile, keyFile = certificateFile, pkcs12File } = tls;
  const key =
    keyFile === undefined ? undefined : await readPemFile("key file", keyFile, "PRIVATE KEY");
  if (key !== undefined && isEncrypted(key)) need("keyPassphrase");
  return defined({
    ca: caFile === undefined ? undefined : await readPemFile("CA file", caFile, "CERTIFICATE"),
    certificate:
      certificateFile === undefined
        ? undefined
        : await readPemFile("certificate file", certificateFile, "CERTIFICATE"),
    key,
    pkcs12:
      pkcs12File === undefined ? undefined : await readCredentialFile("PKCS#12 file", pkcs12File),
    passphrase,
    serverName: tls.serverName,
    skipsVerification: tls.skipsVerification,
  });
}

async function saslCredentials(
  sasl: SaslSettings,
  sessionToken: string | undefined,
  need: Need,
): Promise<SaslCredentials> {
  const { mechanism, username = "", extensions } = sasl;
  switch (mechanism) {
    case "PLAIN":
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
      return { mechanism, username, password: need("password") };
    case "OAUTHBEARER": {
      const { tokenEndpoint, tokenCaFile: caFile, clientId = "", scope } = sasl;
      const more = defined({ extensions });
      if (tokenEndpoint === undefined) return { mechanism, token: need("token"), ...more };
      const clientSecret = need("clientSecret");
      const ca =
        caFile === undefined
          ? undefined
          : await readPemFile("token endpoint's CA file", caFile, "CERTIFICATE");
      const rest = defined({ scope, ca });
      return {
        mechanism,
        clientCredentials: { tokenEndpoint, clientId, clientSecret, ...rest },
        ...more,
      };
    }
    case "AWS_MSK_IAM":
      return {
        mechanism,
        region: sasl.region ?? "",
        aws: awsCredentials(sasl, sessionToken, need),
      };
  }
}

function awsCredentials(
  { awsAccessKeyId, awsRoleArn, awsProfile }: SaslSettings,
  sessionToken: string | undefined,
  need: Need,
): AwsCredentials {
  if (awsAccessKeyId !== undefined) {
    const secretAccessKey = need("awsSecretAccessKey");
    return {
      kind: "keys",
      accessKeyId: awsAccessKeyId,
      secretAccessKey,
      ...defined({ sessionToken }),
    };
  }
  if (awsRoleArn !== undefined) return { kind: "role", roleArn: awsRoleArn };
  if (awsProfile !== undefined) return { kind: "profile", profile: awsProfile };
  return { kind: "default" };
}

/** As PKCS#8 and as the older format of OpenSSL say it. */
function isEncrypted(key: string): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key);
}
