import path from "node:path";
import * as vscode from "vscode";
import { importClientSettings } from "../config/imports/clientSettings";
import { settingsOfEnvironment } from "../config/imports/environment";
import { guessSource, importClusters } from "../config/imports/importClusters";
import type { ImportResult } from "../config/imports/importedCluster";
import { UserError } from "../ui/userError";

/** What was found, and where. */
export interface Import {
  /** "client.properties", "the environment" */
  readonly from: string;
  readonly result: ImportResult;
}

const maxBytes = 1024 * 1024;
const maxFiles = 200;

/** What files that name a cluster are called in projects. */
const workspaceFiles =
  "**/{docker-compose*.yml,docker-compose*.yaml,compose*.yml,compose*.yaml,.env,*.env,client*.properties,consumer.properties,producer.properties,kafka*.properties,kcat.conf,*rdkafka*.conf}";
const excludedFolders = "**/{node_modules,.git,dist,out,target,build}/**";

/** Asks for a file. Undefined: never mind. */
export async function importFromFile(): Promise<Import | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: "Import Clusters",
      openLabel: "Import",
      filters: {
        "Client configurations": ["properties", "conf", "config", "env", "yml", "yaml"],
        "All files": ["*"],
      },
    })) ?? [];
  return uri === undefined ? undefined : importFrom(uri);
}

/** The files of the open folders that look as if they knew a cluster, by their paths. */
export async function listWorkspaceFiles(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(workspaceFiles, excludedFolders, maxFiles);
  return found.toSorted((one, other) => one.path.localeCompare(other.path));
}

/**
 * Reads one file.
 * @throws KafkaError `invalidInput`, or UserError, with a sentence
 */
export async function importFrom(uri: vscode.Uri): Promise<Import> {
  const name = path.posix.basename(uri.path);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxBytes) throw new UserError(`${name} is too large to be a configuration.`);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const source = guessSource(uri.path, text);
  if (source === undefined) {
    throw new UserError(
      `${name} is no configuration that is known here: a Java client's properties, one of librdkafka or kcat, a .env or a docker-compose file.`,
    );
  }
  return { from: name, result: importClusters(text, source, nameFor(uri)) };
}

/** Of the process that the extension runs in. */
export function importFromEnvironment(environment: Readonly<NodeJS.ProcessEnv>): Import {
  const set = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const settings = settingsOfEnvironment(Object.fromEntries(set));
  if (settings.size === 0) {
    throw new UserError("No environment variable such as KAFKA_BOOTSTRAP_SERVERS is set.");
  }
  const cluster = importClientSettings(settings, "environment");
  return { from: "the environment", result: { clusters: [cluster], notes: [] } };
}

/** The user's own value, never one that a workspace gave. */
export function importFromOtherExtension(): Import {
  const value: unknown = vscode.workspace.getConfiguration().inspect("kafka.clusters")?.globalValue;
  if (value === undefined) {
    throw new UserError("There is no setting kafka.clusters of another extension.");
  }
  const result = importClusters(JSON.stringify(value), "settings", "imported");
  return { from: "the setting kafka.clusters", result };
}

/** "client.properties" says little; the folder it is in may say more. */
function nameFor(uri: vscode.Uri): string {
  const { name, dir } = path.posix.parse(uri.path);
  const isGeneral = /^(\.?env|client|consumer|producer|kafka|(docker-)?compose)$/i.test(name);
  const folder = path.posix.basename(dir);
  return isGeneral && folder !== "" ? folder : name;
}
