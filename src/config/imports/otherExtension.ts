import { formatAddress, parseBootstrapServers } from "../../kafka/connection/bootstrapServers";
import { KafkaError } from "../../kafka/errors";
import { defined } from "../defined";
import { newDraft, protocolOf } from "./clientSettings";
import { ForeignEntries } from "./foreignEntries";
import { refusedImport, type ImportedCluster, type ImportResult } from "./importedCluster";
import { importSasl } from "./importedSasl";
import { importTls } from "./importedTls";

const maxClusters = 200;

/** Their names for what Kafka's clients call otherwise. Passwords are not among them. */
const names: Readonly<Record<string, string>> = {
  saslMechanism: "sasl.mechanism",
  saslUsername: "sasl.username",
  "saslOption.mechanism": "sasl.mechanism",
  "saslOption.username": "sasl.username",
  sslCaFile: "ssl.ca.location",
  sslCertFile: "ssl.certificate.location",
  sslKeyFile: "ssl.key.location",
  "ssl.ca": "ssl.ca.location",
  "ssl.cert": "ssl.certificate.location",
  "ssl.key": "ssl.key.location",
  clientId: "client.id",
};

/** The list of clusters in another extension's setting, as JSON. Its passwords are kept elsewhere, and not read. */
export function importOtherExtension(text: string): ImportResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusedImport("The setting is not JSON.");
  }
  if (!Array.isArray(value)) throw refusedImport("The setting is not a list of clusters.");
  const clusters: ImportedCluster[] = [];
  const notes: string[] = [];
  value.slice(0, maxClusters).forEach((entry: unknown, index) => {
    try {
      clusters.push(importEntry(entry, index));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      notes.push(`Cluster ${index + 1} is left out: ${error.message}`);
    }
  });
  if (value.length > maxClusters) notes.push(`Only the first ${maxClusters} clusters are read.`);
  return { clusters, notes };
}

function importEntry(entry: unknown, index: number): ImportedCluster {
  if (typeof entry !== "object" || entry === null) throw refusedImport("It is not an object.");
  const values = flattened(entry);
  const name = values.get("name")?.trim() ?? "";
  const servers = values.get("bootstrap") ?? values.get("brokers") ?? "";
  const bootstrapServers = parseBootstrapServers(servers).map(formatAddress);
  const entries = new ForeignEntries(
    new Map(
      [...values].flatMap(([key, value]) =>
        Object.hasOwn(names, key) ? [[names[key] ?? key, value] as const] : [],
      ),
    ),
  );
  const hasSasl = values.has("saslMechanism") || values.has("saslOption.mechanism");
  const hasTls =
    values.get("ssl") === "true" || [...values.keys()].some((key) => /^ssl(\.|[A-Z])/.test(key));
  const told = values.get("securityProtocol");
  const protocol = protocolOf(told ?? `${hasSasl ? "SASL_" : ""}${hasTls ? "SSL" : "PLAINTEXT"}`);
  const tls = protocol.endsWith("SSL") ? importTls(entries) : undefined;
  const sasl = protocol.startsWith("SASL_") ? importSasl(entries, bootstrapServers) : undefined;
  const aws = defined({
    region: values.get("region"),
    awsProfile: values.get("awsProfile"),
    awsRoleArn: values.get("assumeRoleArn"),
  });
  const isAws = sasl?.sasl.mechanism === "AWS_MSK_IAM";
  return {
    draft: {
      ...newDraft(name === "" ? `Cluster ${index + 1}` : name, bootstrapServers),
      ...(protocol === "PLAINTEXT"
        ? {}
        : {
            security: {
              protocol,
              ...(tls === undefined || Object.keys(tls.tls).length === 0 ? {} : { tls: tls.tls }),
              ...(sasl === undefined ? {} : { sasl: { ...sasl.sasl, ...(isAws ? aws : {}) } }),
            },
          }),
    },
    secrets: {},
    notes: [
      ...(tls?.notes ?? []),
      ...(sasl === undefined ? [] : ["Its password is to be entered anew."]),
    ],
  };
}

/** Texts and switches, two levels deep; lists of texts joined by commas. */
function flattened(entry: object, prefix = ""): Map<string, string> {
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(entry) as [string, unknown][]) {
    const name = `${prefix}${key}`;
    if (typeof value === "string") values.set(name, value);
    else if (typeof value === "boolean") values.set(name, String(value));
    else if (Array.isArray(value)) {
      values.set(name, value.filter((item) => typeof item === "string").join(","));
    } else if (typeof value === "object" && value !== null && prefix === "") {
      for (const [inner, text] of flattened(value, `${name}.`)) values.set(inner, text);
    }
  }
  return values;
}
