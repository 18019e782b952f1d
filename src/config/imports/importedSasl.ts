import type { SaslMechanism } from "../../kafka/clusterConnection";
import type { SaslSettings, Secrets } from "../clusterSecurity";
import { defined } from "../defined";
import type { ForeignEntries } from "./foreignEntries";
import { refusedImport } from "./importedCluster";
import { parseJaas, type JaasEntry } from "./jaas";

export interface ImportedSasl {
  readonly sasl: SaslSettings;
  readonly secrets: Secrets;
  readonly notes: readonly string[];
}

/** @throws KafkaError `invalidInput` for mechanisms and login modules that cannot be had */
export function importSasl(entries: ForeignEntries, servers: readonly string[]): ImportedSasl {
  const jaasText = entries.take("sasl.jaas.config");
  const jaas = jaasText === undefined ? undefined : parseJaas(jaasText);
  const option = (...names: readonly string[]): string | undefined =>
    names.map((name) => jaas?.options.get(name)).find((value) => (value ?? "") !== "");
  const username = option("username") ?? entries.take("sasl.username");
  const password = option("password") ?? entries.take("sasl.password");
  const mechanism = mechanismOf(entries.take("sasl.mechanism", "sasl.mechanisms"), jaas);
  switch (mechanism) {
    case "PLAIN":
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
      return {
        sasl: { mechanism, ...defined({ username }) },
        secrets: defined({ password }),
        notes: [],
      };
    case "OAUTHBEARER":
      return oauthBearer(entries, option);
    case "AWS_MSK_IAM":
      return mskIam(option, servers);
  }
}

function mechanismOf(name: string | undefined, jaas: JaasEntry | undefined): SaslMechanism {
  if (jaas?.module === "mskIam") return "AWS_MSK_IAM";
  const upper = name?.toUpperCase();
  switch (upper) {
    case "PLAIN":
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
    case "OAUTHBEARER":
    case "AWS_MSK_IAM":
      return upper;
    case "GSSAPI":
      throw refusedImport(
        "Kerberos (GSSAPI) is not available here. Ask for SCRAM, OAUTHBEARER or mutual TLS.",
      );
    case undefined:
      break;
    default:
      throw refusedImport(`The SASL mechanism ${upper.slice(0, 40)} is not available here.`);
  }
  switch (jaas?.module) {
    case "plain":
      return "PLAIN";
    case "scram":
      return "SCRAM-SHA-512";
    case "oauthBearer":
      return "OAUTHBEARER";
    case undefined:
      // Java's default is GSSAPI, librdkafka's too: a configuration with neither is of no use
      throw refusedImport("The configuration asks for SASL, and has no sasl.mechanism.");
  }
}

type Option = (...names: readonly string[]) => string | undefined;

function oauthBearer(entries: ForeignEntries, option: Option): ImportedSasl {
  const take = (name: string): string | undefined => entries.take(`sasl.oauthbearer.${name}`);
  const tokenEndpoint = take("token.endpoint.url");
  const clientId = option("clientId") ?? take("client.credentials.client.id") ?? take("client.id");
  const secret =
    option("clientSecret") ?? take("client.credentials.client.secret") ?? take("client.secret");
  const scope = option("scope") ?? take("scope");
  const extensions = new Map<string, string>();
  for (const pair of take("extensions")?.split(",") ?? []) {
    const [name = "", value = ""] = pair.split("=", 2);
    if (name.trim() !== "" && value.trim() !== "") extensions.set(name.trim(), value.trim());
  }
  for (const name of ["logicalCluster", "identityPoolId"]) {
    const value = option(`extension_${name}`);
    if (value !== undefined) extensions.set(name, value);
  }
  take("method");
  entries.take("sasl.login.callback.handler.class");
  return {
    sasl: {
      mechanism: "OAUTHBEARER",
      ...defined({ tokenEndpoint }),
      ...defined({ clientId }),
      ...defined({ scope }),
      ...(extensions.size === 0 ? {} : { extensions: Object.fromEntries(extensions) }),
    },
    secrets: defined({ clientSecret: secret }),
    notes:
      tokenEndpoint === undefined
        ? ["No token endpoint is named: enter one, or a token, in the cluster's form."]
        : [],
  };
}

function mskIam(option: Option, servers: readonly string[]): ImportedSasl {
  const region = option("awsStsRegion") ?? regionOf(servers);
  return {
    sasl: {
      mechanism: "AWS_MSK_IAM",
      ...defined({ region }),
      ...defined({ awsProfile: option("awsProfileName") }),
      ...defined({ awsRoleArn: option("awsRoleArn") }),
    },
    secrets: {},
    notes: region === undefined ? ["No AWS region is named: choose it in the form."] : [],
  };
}

/** MSK's own names hold it: b-1.name.c2.kafka.eu-west-1.amazonaws.com. */
function regionOf(servers: readonly string[]): string | undefined {
  const pattern = /\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\.com/;
  return servers.map((server) => pattern.exec(server)?.[1]).find((region) => region !== undefined);
}
