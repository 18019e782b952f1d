import type { SecurityProtocol } from "../../kafka/clusterConnection";
import { formatAddress, parseBootstrapServers } from "../../kafka/connection/bootstrapServers";
import type { ClusterDraft } from "../clusterProfile";
import type { ClusterSecurity, RegistrySettings, Secrets } from "../clusterSecurity";
import { looksLikeProduction } from "../production";
import { ForeignEntries } from "./foreignEntries";
import { ignoredNote, refusedImport, type ImportedCluster } from "./importedCluster";
import { importSasl } from "./importedSasl";
import { importTls } from "./importedTls";

/**
 * A cluster from settings of Kafka's own clients, Java's or librdkafka's. Only keys that are known here are read.
 * @throws KafkaError `invalidInput` when there are no servers, or authentication that cannot be had
 */
export function importClientSettings(
  values: ReadonlyMap<string, string>,
  name: string,
): ImportedCluster {
  const entries = new ForeignEntries(values);
  const servers = entries.take("bootstrap.servers", "metadata.broker.list");
  if (servers === undefined) throw refusedImport("There are no bootstrap servers in it.");
  const bootstrapServers = parseBootstrapServers(servers).map(formatAddress);
  const protocol = protocolOf(entries.take("security.protocol"));
  const clientId = entries.take("client.id");
  const registry = importRegistry(entries);
  const security =
    protocol === "PLAINTEXT" ? undefined : importSecurity(protocol, entries, bootstrapServers);
  return {
    draft: {
      ...newDraft(name, bootstrapServers),
      ...(clientId === undefined ? {} : { clientId }),
      ...(security === undefined ? {} : { security: security.security }),
      ...(registry.settings === undefined ? {} : { schemaRegistry: registry.settings }),
    },
    secrets: { ...security?.secrets, ...registry.secrets },
    notes: [
      ...(security?.notes ?? []),
      ...registry.notes,
      ...entries
        .referring()
        .map((key) => `${key} refers to a value that stands elsewhere: enter it in the form.`),
      ...ignoredNote(entries.ignored()),
    ],
  };
}

/** A cluster of this name as it is where nothing else is said. */
export function newDraft(name: string, bootstrapServers: readonly string[]): ClusterDraft {
  const isProduction = looksLikeProduction(name, undefined);
  return { name, bootstrapServers, isProduction, isReadOnly: isProduction };
}

function importSecurity(
  protocol: SecurityProtocol,
  entries: ForeignEntries,
  servers: readonly string[],
): { security: ClusterSecurity; secrets: Secrets; notes: readonly string[] } {
  const tls = protocol.endsWith("SSL") ? importTls(entries) : undefined;
  const sasl = protocol.startsWith("SASL_") ? importSasl(entries, servers) : undefined;
  const hasTls = tls !== undefined && Object.keys(tls.tls).length > 0;
  return {
    security: {
      protocol,
      ...(hasTls ? { tls: tls.tls } : {}),
      ...(sasl === undefined ? {} : { sasl: sasl.sasl }),
    },
    secrets: { ...tls?.secrets, ...sasl?.secrets },
    notes: [...(tls?.notes ?? []), ...(sasl?.notes ?? [])],
  };
}

/** The clients' own default is PLAINTEXT. */
export function protocolOf(name: string | undefined): SecurityProtocol {
  const upper = (name ?? "PLAINTEXT").toUpperCase();
  switch (upper) {
    case "PLAINTEXT":
    case "SSL":
    case "SASL_PLAINTEXT":
    case "SASL_SSL":
      return upper;
    default:
      throw refusedImport(`security.protocol ${upper.slice(0, 40)} is not known.`);
  }
}

function importRegistry(entries: ForeignEntries): {
  settings?: RegistrySettings;
  secrets: Secrets;
  notes: readonly string[];
} {
  const text = entries.take("schema.registry.url")?.split(",")[0]?.trim();
  const user = entries.take("basic.auth.user.info", "schema.registry.basic.auth.user.info");
  const token = entries.take("bearer.auth.token");
  entries.take("basic.auth.credentials.source", "bearer.auth.credentials.source");
  if (text === undefined || !URL.canParse(text)) return { secrets: {}, notes: [] };
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return { secrets: {}, notes: [] };
  // a password in the address would end in the settings
  const colon = user?.indexOf(":") ?? -1;
  const username = user?.slice(0, Math.max(0, colon)) ?? unescaped(url.username);
  const password = user?.slice(colon + 1) ?? unescaped(url.password);
  url.username = "";
  url.password = "";
  const address = url.href.replace(/\/$/, "");
  if (username !== "") {
    return {
      settings: { url: address, authentication: "basic", username },
      secrets: { registryPassword: password },
      notes: [],
    };
  }
  if (token === undefined) return { settings: { url: address }, secrets: {}, notes: [] };
  return {
    settings: { url: address, authentication: "bearer" },
    secrets: { registryToken: token },
    notes: [],
  };
}

/** As it is where its percent signs mean nothing. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
