import { checkRow, choiceRow, fileRow, noteRow, textRow } from "./fields";
import type { FormActions } from "./formField";
import { secretRow } from "./secretRow";
import { Section } from "./section";
import {
  hasAws,
  hasAwsKind,
  hasCertificate,
  hasClientCredentials,
  hasOauth,
  hasPassword,
  hasSasl,
  hasTls,
  hasToken,
} from "./visible";

export function clusterSection(actions: FormActions): Section {
  return new Section({ title: "Cluster" }, [
    textRow("name", { label: "Name", hint: "As the view shows it.", placeholder: "demo" }, actions),
    textRow(
      "bootstrapServers",
      {
        label: "Bootstrap servers",
        hint: "Where to connect first, as host:port, separated by commas. One is enough, several survive a broker that is down.",
        placeholder: "localhost:9092",
        length: "list",
      },
      actions,
    ),
    choiceRow(
      "protocol",
      {
        label: "Security protocol",
        hint: "Kafka's security.protocol: whether the connection is encrypted (SSL), and whether somebody logs in (SASL).",
        choices: [
          { value: "PLAINTEXT", label: "PLAINTEXT — not encrypted, no login" },
          { value: "SSL", label: "SSL — encrypted (TLS)" },
          { value: "SASL_PLAINTEXT", label: "SASL_PLAINTEXT — login, not encrypted" },
          { value: "SASL_SSL", label: "SASL_SSL — login, encrypted (TLS)" },
        ],
      },
      actions,
    ),
  ]);
}

export function authenticationSection(actions: FormActions): Section {
  return new Section({ title: "Authentication", isShown: hasSasl }, [
    choiceRow(
      "mechanism",
      {
        label: "SASL mechanism",
        choices: [
          { value: "PLAIN", label: "PLAIN — user and password" },
          { value: "SCRAM-SHA-256", label: "SCRAM-SHA-256 — user and password" },
          { value: "SCRAM-SHA-512", label: "SCRAM-SHA-512 — user and password" },
          { value: "OAUTHBEARER", label: "OAUTHBEARER — OAuth 2.0 token" },
          { value: "AWS_MSK_IAM", label: "AWS_MSK_IAM — Amazon MSK" },
        ],
      },
      actions,
    ),
    noteRow(
      "Kerberos (GSSAPI) is not in this list: it cannot be done in pure JavaScript. Such a cluster can offer a second listener with SCRAM, OAUTHBEARER or client certificates (SSL).",
      hasSasl,
    ),
    textRow("username", { label: "User name", isShown: hasPassword }, actions),
    secretRow("password", { label: "Password", isShown: hasPassword }, actions),
    ...oauthFields(actions),
    ...awsFields(actions),
  ]);
}

function oauthFields(actions: FormActions): ReturnType<typeof textRow>[] {
  return [
    choiceRow(
      "oauth",
      {
        label: "Token",
        isShown: hasOauth,
        choices: [
          { value: "clientCredentials", label: "Fetched with client credentials" },
          { value: "token", label: "One token, entered here" },
        ],
      },
      actions,
    ),
    textRow(
      "tokenEndpoint",
      {
        label: "Token endpoint",
        placeholder: "https://login.example.com/oauth2/token",
        isShown: hasClientCredentials,
      },
      actions,
    ),
    textRow("oauthClientId", { label: "Client ID", isShown: hasClientCredentials }, actions),
    secretRow("clientSecret", { label: "Client Secret", isShown: hasClientCredentials }, actions),
    textRow(
      "scope",
      {
        label: "Scope",
        hint: "Several are separated by spaces. May stay empty.",
        isShown: hasClientCredentials,
      },
      actions,
    ),
    fileRow(
      "tokenCaFile",
      {
        label: "Endpoint's certificate authority",
        hint: "A PEM file, where the system does not know the authority that signed the endpoint's certificate.",
        isShown: hasClientCredentials,
      },
      actions,
    ),
    secretRow(
      "token",
      {
        label: "Token",
        hint: "It is used as it is, until it expires.",
        isShown: hasToken,
      },
      actions,
    ),
    textRow(
      "extensions",
      {
        label: "SASL extensions",
        hint: "As name=value, separated by commas. Confluent Cloud asks for logicalCluster and identityPoolId.",
        placeholder: "logicalCluster=lkc-1234, identityPoolId=pool-5678",
        length: "list",
        isShown: hasOauth,
      },
      actions,
    ),
  ];
}

function awsFields(actions: FormActions): ReturnType<typeof textRow>[] {
  const isKeys = hasAwsKind("keys");
  return [
    textRow(
      "region",
      { label: "AWS region", placeholder: "eu-central-1", isShown: hasAws },
      actions,
    ),
    choiceRow(
      "aws",
      {
        label: "AWS credentials",
        hint: "The default chain asks the environment, the files in ~/.aws, and the role of the machine, in AWS's own order.",
        isShown: hasAws,
        choices: [
          { value: "default", label: "Default chain" },
          { value: "profile", label: "Profile" },
          { value: "role", label: "Assume a role" },
          { value: "keys", label: "Access key" },
        ],
      },
      actions,
    ),
    textRow("awsProfile", { label: "AWS profile", isShown: hasAwsKind("profile") }, actions),
    textRow(
      "awsRoleArn",
      {
        label: "Role ARN",
        placeholder: "arn:aws:iam::123456789012:role/kafka",
        isShown: hasAwsKind("role"),
      },
      actions,
    ),
    textRow("awsAccessKeyId", { label: "Access key ID", isShown: isKeys }, actions),
    secretRow("awsSecretAccessKey", { label: "Secret Access Key", isShown: isKeys }, actions),
    secretRow(
      "awsSessionToken",
      {
        label: "Session Token",
        hint: "For temporary keys only.",
        isOptional: true,
        isShown: isKeys,
      },
      actions,
    ),
  ];
}

export function tlsSection(actions: FormActions): Section {
  const isPem = hasCertificate("pem");
  const isPkcs12 = hasCertificate("pkcs12");
  return new Section({ title: "TLS", isShown: hasTls }, [
    fileRow(
      "caFile",
      {
        label: "Certificate authority",
        hint: "A PEM file with the authority that signed the brokers' certificates. May stay empty where the system knows it.",
        placeholder: "~/kafka/ca.pem",
      },
      actions,
    ),
    choiceRow(
      "clientCertificate",
      {
        label: "Client certificate",
        hint: "For mutual TLS: what this computer shows of itself.",
        choices: [
          { value: "none", label: "None" },
          { value: "pem", label: "PEM files" },
          { value: "pkcs12", label: "PKCS#12 file" },
        ],
      },
      actions,
    ),
    fileRow("certificateFile", { label: "Certificate file", isShown: isPem }, actions),
    fileRow(
      "keyFile",
      {
        label: "Private key file",
        hint: "May stay empty where the certificate's file holds the key too.",
        isShown: isPem,
      },
      actions,
    ),
    fileRow(
      "pkcs12File",
      {
        label: "PKCS#12 file",
        hint: "Ends with .p12 or .pfx. A Java keystore (JKS) can be converted with keytool -importkeystore.",
        isShown: isPkcs12,
      },
      actions,
    ),
    secretRow(
      "keyPassphrase",
      {
        label: "Passphrase",
        hint: "Of an encrypted private key, or of the PKCS#12 file.",
        isOptional: true,
        isShown: (draft) => isPem(draft) || isPkcs12(draft),
      },
      actions,
    ),
    textRow(
      "serverName",
      {
        label: "Server name",
        hint: "The name the certificate is checked against, where it is not the host's own (SNI). Mostly empty.",
      },
      actions,
    ),
    checkRow("skipsVerification", { label: "Skip verification of certificates" }, actions),
  ]);
}
