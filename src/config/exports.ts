import { stringify } from "dot-properties";
import type { ClusterProfile } from "./clusterProfile";
import type { ClusterSecurity, SaslSettings } from "./clusterSecurity";
import { entryOf } from "./parseProfiles";

/** Entries for the setting of another computer, as JSON. Secrets are not in profiles, and so not in here. */
export function exportSettings(profiles: readonly ClusterProfile[]): string {
  const entries = profiles.map((profile) => ({ ...entryOf(profile), id: undefined }));
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

/** A configuration for Kafka's Java clients and tools. Where a secret belongs, there is a comment. */
export function exportClientProperties(profile: ClusterProfile): string {
  const { name, bootstrapServers, clientId, security } = profile;
  const lines: (string | [string, string])[] = [
    `# ${oneLine(name)}, without passwords`,
    ["bootstrap.servers", bootstrapServers.join(",")],
    ...(clientId === undefined ? [] : [["client.id", clientId] as [string, string]]),
    ...(security === undefined ? [] : securityLines(security)),
  ];
  return `${stringify(lines, { latin1: false, lineWidth: null })}\n`;
}

const oneLine = (text: string): string => text.replace(/\p{C}+/gu, " ");

function securityLines({ protocol, tls, sasl }: ClusterSecurity): (string | [string, string])[] {
  const lines: (string | [string, string])[] = [["security.protocol", protocol]];
  if (protocol.endsWith("SSL") && tls?.caFile !== undefined) {
    lines.push(["ssl.truststore.type", "PEM"], ["ssl.truststore.location", tls.caFile]);
  }
  if (protocol.endsWith("SSL") && tls?.pkcs12File !== undefined) {
    lines.push(["ssl.keystore.type", "PKCS12"], ["ssl.keystore.location", tls.pkcs12File]);
    lines.push("# ssl.keystore.password is not exported");
  }
  if (protocol.endsWith("SSL") && tls?.certificateFile !== undefined) {
    lines.push("# ssl.keystore.type=PEM wants the certificate and its key in one file");
    lines.push(["ssl.keystore.type", "PEM"], ["ssl.keystore.location", tls.certificateFile]);
  }
  if (protocol.startsWith("SASL_") && sasl !== undefined) lines.push(...saslLines(sasl));
  return lines;
}

function saslLines(sasl: SaslSettings): (string | [string, string])[] {
  const {
    mechanism,
    username = "",
    tokenEndpoint,
    clientId = "",
    scope,
    awsProfile,
    awsRoleArn,
  } = sasl;
  const security = "org.apache.kafka.common.security";
  switch (mechanism) {
    case "PLAIN":
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512": {
      const module = mechanism === "PLAIN" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
      return [
        ["sasl.mechanism", mechanism],
        "# the password is not exported",
        [
          "sasl.jaas.config",
          `${security}.${module} required username=${quoted(username)} password="";`,
        ],
      ];
    }
    case "OAUTHBEARER":
      return [
        ["sasl.mechanism", mechanism],
        ...(tokenEndpoint === undefined
          ? []
          : [["sasl.oauthbearer.token.endpoint.url", tokenEndpoint] as [string, string]]),
        "# the client's secret is not exported",
        [
          "sasl.jaas.config",
          `${security}.oauthbearer.OAuthBearerLoginModule required clientId=${quoted(clientId)} clientSecret=""${scope === undefined ? "" : ` scope=${quoted(scope)}`};`,
        ],
        [
          "sasl.login.callback.handler.class",
          `${security}.oauthbearer.OAuthBearerLoginCallbackHandler`,
        ],
      ];
    case "AWS_MSK_IAM":
      return [
        ["sasl.mechanism", mechanism],
        [
          "sasl.jaas.config",
          `software.amazon.msk.auth.iam.IAMLoginModule required${awsProfile === undefined ? "" : ` awsProfileName=${quoted(awsProfile)}`}${awsRoleArn === undefined ? "" : ` awsRoleArn=${quoted(awsRoleArn)}`};`,
        ],
        [
          "sasl.client.callback.handler.class",
          "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
        ],
      ];
  }
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;
