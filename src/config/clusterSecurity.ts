import type { SaslMechanism, SecurityProtocol } from "../kafka/clusterConnection";

/** How a cluster is to be reached, as the settings hold it: names, addresses and paths, never a secret. */
export interface ClusterSecurity {
  readonly protocol: SecurityProtocol;
  /** For SSL and SASL_SSL. Paths are absolute, or begin with "~/". */
  readonly tls?: TlsSettings;
  /** For SASL_PLAINTEXT and SASL_SSL. */
  readonly sasl?: SaslSettings;
}

export interface TlsSettings {
  /** PEM. The system's authorities when missing. */
  readonly caFile?: string;
  /** For mutual TLS: PEM, or one PKCS#12 file. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
  readonly pkcs12File?: string;
  readonly serverName?: string;
  readonly skipsVerification?: boolean;
}

export interface SaslSettings {
  readonly mechanism: SaslMechanism;
  /** PLAIN and SCRAM. */
  readonly username?: string;
  /** OAUTHBEARER by client credentials; without an endpoint a token is stored as it is. */
  readonly tokenEndpoint?: string;
  /** PEM, for the token endpoint alone. */
  readonly tokenCaFile?: string;
  readonly clientId?: string;
  readonly scope?: string;
  readonly extensions?: Readonly<Record<string, string>>;
  /** AWS_MSK_IAM. */
  readonly region?: string;
  readonly awsProfile?: string;
  readonly awsRoleArn?: string;
  readonly awsAccessKeyId?: string;
}

export interface RegistrySettings {
  readonly url: string;
  /** None when missing. */
  readonly authentication?: "basic" | "bearer";
  /** For basic authentication. */
  readonly username?: string;
  /** PEM. */
  readonly caFile?: string;
}

/** What is kept in VS Code's secret storage, and nowhere else. */
export const secretNames = [
  "password",
  "token",
  "clientSecret",
  "keyPassphrase",
  "awsSecretAccessKey",
  "awsSessionToken",
  "registryPassword",
  "registryToken",
] as const;

export type SecretName = (typeof secretNames)[number];

export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** A badge in the tree, the status bar and every question before a write. */
export type ClusterColor = "red" | "orange" | "yellow" | "green" | "blue" | "purple";
