import * as vscode from "vscode";
import type { FetchTuning } from "../kafka/gateway";
import { settingKeys } from "../manifest";

/** Types of the settings' values. Their defaults are in package.json, and only there. */
export interface Settings {
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly peekPageSize: number;
  readonly peekTimeZone: string;
  readonly peekMaxBytes: number;
  readonly peekMaxPartitionBytes: number;
  readonly peekMaxWaitMs: number;
  readonly peekMinBytes: number;
  readonly peekHeldMessages: number;
  readonly peekSchemas: readonly unknown[];
  readonly showInternalTopics: boolean;
  readonly hiddenGroups: readonly unknown[];
  readonly localKafkaVersion: string;
  readonly localKafkaPort: number;
  readonly localKafkaRunWith: string;
  readonly localKafkaJavaHome: string;
  readonly localKafkaMavenRepository: string;
}

/** The value in force; the default where the user's has another type than it should, as settings may. */
export function readSetting<K extends keyof Settings>(name: K): Settings[K] {
  const configuration = vscode.workspace.getConfiguration();
  const value = configuration.get<Settings[K]>(settingKeys[name]);
  const fallback = configuration.inspect<Settings[K]>(settingKeys[name])?.defaultValue;
  if (fallback === undefined) throw new Error(`The setting ${settingKeys[name]} has no default.`);
  return value !== undefined && typeof value === typeof fallback ? value : fallback;
}

/** Calls back whenever the setting has changed. */
export function onDidChangeSetting(name: keyof Settings, callback: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingKeys[name])) callback();
  });
}

const runWiths = ["auto", "docker", "java"] as const;

/** What the settings say of the local Kafka, brought into what can be used. */
export interface LocalKafkaSettingValues {
  readonly version: string;
  readonly port: number;
  readonly runWith: (typeof runWiths)[number];
  readonly javaHome: string;
  readonly mavenRepository: string;
}

export function localKafkaSettings(): LocalKafkaSettingValues {
  const runWith = readSetting("localKafkaRunWith");
  return {
    version: readSetting("localKafkaVersion").trim(),
    port: within(1024, 65_535, "localKafkaPort"),
    runWith: runWiths.find((one) => one === runWith) ?? "auto",
    javaHome: readSetting("localKafkaJavaHome").trim(),
    mavenRepository: readSetting("localKafkaMavenRepository").trim(),
  };
}

/** What the peek panels hold of a live view or a search, whatever the number of messages. */
const maxHeldBytes = 128 * 1024 * 1024;

/** What the peek panels ask of the settings. */
export interface PeekSettingValues {
  readonly pageSize: number;
  readonly timeZone: string;
  readonly tuning: FetchTuning;
  readonly held: { readonly maxMessages: number; readonly maxBytes: number };
}

/** Sizes are brought into what can be used. */
export function peekSettings(): PeekSettingValues {
  return {
    pageSize: readSetting("peekPageSize"),
    timeZone: readSetting("peekTimeZone"),
    tuning: {
      ...chosen("maxBytes", "peekMaxBytes"),
      ...chosen("maxPartitionBytes", "peekMaxPartitionBytes"),
      ...chosen("maxWaitMs", "peekMaxWaitMs"),
      ...chosen("minBytes", "peekMinBytes"),
    },
    held: {
      maxMessages: within(1, 100_000, "peekHeldMessages"),
      maxBytes: maxHeldBytes,
    },
  };
}

type NumberSetting = {
  [K in keyof Settings]: Settings[K] extends number ? K : never;
}[keyof Settings];

/** 0 leaves the choice to the reader. */
function chosen<K extends keyof FetchTuning>(key: K, name: NumberSetting): Pick<FetchTuning, K> {
  const value = within(0, 2 ** 31 - 1, name);
  return (value === 0 ? {} : { [key]: value }) as Pick<FetchTuning, K>;
}

function within(least: number, most: number, name: NumberSetting): number {
  return Math.min(most, Math.max(least, Math.round(readSetting(name))));
}
