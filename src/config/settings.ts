import * as vscode from "vscode";
import { settingKeys } from "../manifest";

/** Types of the settings' values. Their defaults are in package.json, and only there. */
export interface Settings {
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly peekPageSize: number;
  readonly peekTimeZone: string;
  readonly showInternalTopics: boolean;
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

/** What the peek panels ask of the settings. */
export function peekSettings(): { readonly pageSize: number; readonly timeZone: string } {
  return { pageSize: readSetting("peekPageSize"), timeZone: readSetting("peekTimeZone") };
}
