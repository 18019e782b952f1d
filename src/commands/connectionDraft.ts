import type { ClusterDraft } from "../config/clusterProfile";
import type {
  ClusterSecurity,
  RegistrySettings,
  SaslSettings,
  TlsSettings,
} from "../config/clusterSecurity";
import { parseExtensions, usesPassword, usesSasl, usesTls } from "../panels/connection/draftParts";
import type { ConnectionDraft } from "../panels/connection/protocol";

/** A form without anything in it. */
export const emptyDraft: ConnectionDraft = {
  name: "",
  color: "none",
  isReadOnly: false,
  isProduction: false,
  bootstrapServers: "",
  protocol: "PLAINTEXT",
  mechanism: "PLAIN",
  username: "",
  oauth: "clientCredentials",
  tokenEndpoint: "",
  tokenCaFile: "",
  oauthClientId: "",
  scope: "",
  extensions: "",
  region: "",
  aws: "default",
  awsProfile: "",
  awsRoleArn: "",
  awsAccessKeyId: "",
  caFile: "",
  clientCertificate: "none",
  certificateFile: "",
  keyFile: "",
  pkcs12File: "",
  serverName: "",
  skipsVerification: false,
  addressMap: [],
  maxVersions: [],
  clientId: "",
  connectTimeoutMs: "",
  requestTimeoutMs: "",
  registryUrl: "",
  registryAuthentication: "none",
  registryUsername: "",
  registryCaFile: "",
};

/** What the form shows of a cluster. */
export function toConnectionDraft(profile: ClusterDraft): ConnectionDraft {
  const { security, schemaRegistry: registry, isProduction = false } = profile;
  return {
    ...emptyDraft,
    name: profile.name,
    color: profile.color ?? "none",
    isReadOnly: profile.isReadOnly,
    isProduction,
    bootstrapServers: profile.bootstrapServers.join(", "),
    protocol: security?.protocol ?? "PLAINTEXT",
    ...saslFields(security?.sasl),
    ...tlsFields(security?.tls),
    addressMap: Object.entries(profile.addressMap ?? {}).map(([advertised, reachable]) => ({
      advertised,
      reachable,
    })),
    maxVersions: Object.entries(profile.maxVersions ?? {}).map(([api, version]) => ({
      api,
      version: String(version),
    })),
    clientId: profile.clientId ?? "",
    connectTimeoutMs: profile.connectTimeoutMs?.toString() ?? "",
    requestTimeoutMs: profile.requestTimeoutMs?.toString() ?? "",
    registryUrl: registry?.url ?? "",
    registryAuthentication: registry?.authentication ?? "none",
    registryUsername: registry?.username ?? "",
    registryCaFile: registry?.caFile ?? "",
  };
}

function saslFields(sasl: SaslSettings | undefined): Partial<ConnectionDraft> {
  if (sasl === undefined) return {};
  const isToken = sasl.mechanism === "OAUTHBEARER" && sasl.tokenEndpoint === undefined;
  const extensions = Object.entries(sasl.extensions ?? {});
  return {
    mechanism: sasl.mechanism,
    username: sasl.username ?? "",
    oauth: isToken ? "token" : "clientCredentials",
    tokenEndpoint: sasl.tokenEndpoint ?? "",
    tokenCaFile: sasl.tokenCaFile ?? "",
    oauthClientId: sasl.clientId ?? "",
    scope: sasl.scope ?? "",
    extensions: extensions.map(([name, value]) => `${name}=${value}`).join(", "),
    region: sasl.region ?? "",
    aws: awsKind(sasl),
    awsProfile: sasl.awsProfile ?? "",
    awsRoleArn: sasl.awsRoleArn ?? "",
    awsAccessKeyId: sasl.awsAccessKeyId ?? "",
  };
}

function awsKind({ awsAccessKeyId, awsRoleArn, awsProfile }: SaslSettings): ConnectionDraft["aws"] {
  if (awsAccessKeyId !== undefined) return "keys";
  if (awsRoleArn !== undefined) return "role";
  return awsProfile === undefined ? "default" : "profile";
}

function tlsFields(tls: TlsSettings | undefined): Partial<ConnectionDraft> {
  if (tls === undefined) return {};
  const { caFile, certificateFile, keyFile, pkcs12File, serverName, skipsVerification } = tls;
  const ownPem = certificateFile === undefined ? "none" : "pem";
  return {
    caFile: caFile ?? "",
    clientCertificate: pkcs12File === undefined ? ownPem : "pkcs12",
    certificateFile: certificateFile ?? "",
    keyFile: keyFile ?? "",
    pkcs12File: pkcs12File ?? "",
    serverName: serverName ?? "",
    skipsVerification: skipsVerification ?? false,
  };
}

/** What the settings are to hold of the form. What the chosen protocol and mechanism do not ask for is left out. */
export function toClusterDraft(draft: ConnectionDraft, servers: readonly string[]): ClusterDraft {
  const addressMap = filledRows(draft.addressMap.map((row) => [row.advertised, row.reachable]));
  const maxVersions = filledRows(draft.maxVersions.map((row) => [row.api, row.version]));
  const registry = registryOf(draft);
  return {
    name: draft.name.trim(),
    bootstrapServers: servers,
    isReadOnly: draft.isReadOnly,
    isProduction: draft.isProduction,
    ...(draft.color === "none" ? {} : { color: draft.color }),
    ...(draft.protocol === "PLAINTEXT" ? {} : { security: securityOf(draft) }),
    ...(addressMap.length === 0 ? {} : { addressMap: Object.fromEntries(addressMap) }),
    ...(maxVersions.length === 0
      ? {}
      : {
          maxVersions: Object.fromEntries(
            maxVersions.map(([api, version]) => [api, Number(version)]),
          ),
        }),
    ...texts({ clientId: draft.clientId }),
    ...number("connectTimeoutMs", draft.connectTimeoutMs),
    ...number("requestTimeoutMs", draft.requestTimeoutMs),
    ...(registry === undefined ? {} : { schemaRegistry: registry }),
  };
}

function securityOf(draft: ConnectionDraft): ClusterSecurity {
  const tls = usesTls(draft) ? tlsOf(draft) : {};
  return {
    protocol: draft.protocol,
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
    ...(usesSasl(draft) ? { sasl: saslOf(draft) } : {}),
  };
}

function tlsOf(draft: ConnectionDraft): TlsSettings {
  const { caFile, certificateFile, keyFile, pkcs12File, serverName, skipsVerification } = draft;
  return {
    ...texts({ caFile, serverName }),
    ...(draft.clientCertificate === "pem" ? texts({ certificateFile, keyFile }) : {}),
    ...(draft.clientCertificate === "pkcs12" ? texts({ pkcs12File }) : {}),
    ...(skipsVerification ? { skipsVerification } : {}),
  };
}

function saslOf(draft: ConnectionDraft): SaslSettings {
  const { mechanism } = draft;
  if (usesPassword(draft)) return { mechanism, ...texts({ username: draft.username }) };
  return { mechanism, ...(mechanism === "OAUTHBEARER" ? oauthOf(draft) : awsOf(draft)) };
}

function oauthOf(draft: ConnectionDraft): Omit<SaslSettings, "mechanism"> {
  const { tokenEndpoint, tokenCaFile, oauthClientId: clientId, scope } = draft;
  const extensions = parseExtensions(draft.extensions);
  const isUsed = typeof extensions !== "string" && Object.keys(extensions).length > 0;
  return {
    ...(draft.oauth === "clientCredentials"
      ? texts({ tokenEndpoint, tokenCaFile, clientId, scope })
      : {}),
    ...(isUsed ? { extensions } : {}),
  };
}

function awsOf(draft: ConnectionDraft): Omit<SaslSettings, "mechanism"> {
  const { region, aws, awsProfile, awsRoleArn, awsAccessKeyId } = draft;
  return {
    ...texts({ region }),
    ...(aws === "profile" ? texts({ awsProfile }) : {}),
    ...(aws === "role" ? texts({ awsRoleArn }) : {}),
    ...(aws === "keys" ? texts({ awsAccessKeyId }) : {}),
  };
}

function registryOf(draft: ConnectionDraft): RegistrySettings | undefined {
  const { registryUrl, registryAuthentication: authentication } = draft;
  const url = registryUrl.trim();
  if (url === "") return undefined;
  const { registryUsername: username, registryCaFile: caFile } = draft;
  return {
    url,
    ...(authentication === "none" ? {} : { authentication }),
    ...(authentication === "basic" ? texts({ username }) : {}),
    ...texts({ caFile }),
  };
}

/** Those that are not empty, without the spaces around them. */
function texts<K extends string>(fields: Readonly<Record<K, string>>): Partial<Record<K, string>> {
  const trimmed = Object.entries<string>(fields).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(trimmed.filter(([, text]) => text !== "")) as Partial<
    Record<K, string>
  >;
}

function number<K extends string>(name: K, text: string): Partial<Record<K, number>> {
  const digits = text.trim();
  return (digits === "" ? {} : { [name]: Number(digits) }) as Partial<Record<K, number>>;
}

function filledRows(rows: readonly (readonly [string, string])[]): readonly [string, string][] {
  return rows
    .map(([from, to]): [string, string] => [from.trim(), to.trim()])
    .filter(([from]) => from !== "");
}
