/** How to reach a cluster. Held in memory only: what `credentials` gives holds secrets. */
export interface ClusterConnection {
  /** `host:port` each, at least one. */
  readonly bootstrapServers: readonly string[];
  readonly clientId: string;
  /** One address: TCP, TLS, SASL and the first answer together. */
  readonly connectTimeoutMs: number;
  /** One request, from send to answer. */
  readonly requestTimeoutMs: number;
  /** Plaintext without authentication when missing. */
  readonly security?: ConnectionSecurity;
  /**
   * For port forwards and tunnels: an address the brokers tell (`host:port`, or a host for all its ports) → the one
   * to connect to instead. A host alone keeps the port. TLS still checks the certificate for the broker's own name.
   */
  readonly addressMap?: Readonly<Record<string, string>>;
  /** For odd brokers: API name, such as "Fetch" → the highest version to use. */
  readonly maxVersions?: Readonly<Record<string, number>>;
}

export interface ConnectionSecurity {
  readonly protocol: SecurityProtocol;
  /** The user SASL is asked for, and the mechanism, for sentences; undefined without SASL. */
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username?: string };
  /**
   * Reads files and secrets; asked for whenever a connection is opened, so that a renewed file or token is used.
   * @throws KafkaError `authentication` when a secret is not stored here, `tls` when a file cannot be used
   */
  readonly credentials: (signal?: AbortSignal) => Promise<Credentials>;
}

/** Kafka's `security.protocol`. */
export type SecurityProtocol = "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";

/** `AWS_MSK_IAM` is OAUTHBEARER on the wire, with a token that AWS credentials sign. */
export type SaslMechanism =
  "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" | "OAUTHBEARER" | "AWS_MSK_IAM";

export interface Credentials {
  /** Set for SSL and SASL_SSL. */
  readonly tls?: TlsCredentials;
  /** Set for SASL_PLAINTEXT and SASL_SSL. */
  readonly sasl?: SaslCredentials;
}

export interface TlsCredentials {
  /** PEM, one or several certificates; those of the system and of Node when missing. */
  readonly ca?: string;
  /** The client's own chain and private key, PEM, for mutual TLS. */
  readonly certificate?: string;
  readonly key?: string;
  /** The client's own chain and private key as PKCS#12, instead of PEM. */
  readonly pkcs12?: Uint8Array;
  /** Of the key or of the PKCS#12 file. */
  readonly passphrase?: string;
  /** Name to ask for (SNI) and to check the certificate against, instead of the host's. */
  readonly serverName?: string;
  /** True: any certificate is taken. */
  readonly skipsVerification?: boolean;
}

export type SaslCredentials =
  | {
      readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly mechanism: "OAUTHBEARER";
      readonly token: string;
      /** KIP-342, for instance logicalCluster and identityPoolId. */
      readonly extensions?: Readonly<Record<string, string>>;
    }
  | {
      readonly mechanism: "OAUTHBEARER";
      readonly clientCredentials: ClientCredentials;
      readonly extensions?: Readonly<Record<string, string>>;
    }
  | { readonly mechanism: "AWS_MSK_IAM"; readonly region: string; readonly aws: AwsCredentials };

/** OAuth 2.0, RFC 6749 §4.4. */
export interface ClientCredentials {
  /** https only, but for a loopback host. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** PEM, for the token endpoint alone. */
  readonly ca?: string;
}

export type AwsCredentials =
  /** Environment, shared files, container and instance roles, in AWS's own order. */
  | { readonly kind: "default" }
  | { readonly kind: "profile"; readonly profile: string }
  | { readonly kind: "role"; readonly roleArn: string; readonly sessionName?: string }
  | {
      readonly kind: "keys";
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    };
