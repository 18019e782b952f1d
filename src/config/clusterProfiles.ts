import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ClusterConnection } from "../kafka/clusterConnection";
import { extensionId, settingKeys } from "../manifest";
import { parseProfiles } from "./clusterProfile";
import type { ClusterProfile, ParsedProfiles } from "./clusterProfile";
import { readSetting } from "./settings";

/** The profiles in the user's settings, read afresh at every call and written to the machine's settings. */
export class ClusterProfiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  /** Fires when a profile, or a setting that all connections share, has changed. */
  readonly onDidChange = this.changed.event;

  /** The problems of the setting go to `log`, once after each change. */
  constructor(private readonly log: { warn(message: string): void }) {
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      const keys = [
        settingKeys.clusters,
        settingKeys.connectTimeoutMs,
        settingKeys.requestTimeoutMs,
      ];
      if (event.affectsConfiguration(settingKeys.clusters)) this.logProblems();
      if (keys.some((key) => event.affectsConfiguration(key))) this.changed.fire();
    });
    this.logProblems();
  }

  list(): ParsedProfiles {
    return parseProfiles(this.setting());
  }

  connectionTo(profile: Pick<ClusterProfile, "bootstrapServers">): ClusterConnection {
    return {
      bootstrapServers: profile.bootstrapServers,
      clientId: extensionId,
      connectTimeoutMs: readSetting("connectTimeoutMs"),
      requestTimeoutMs: readSetting("requestTimeoutMs"),
    };
  }

  /** Appends an entry with an id of its own; entries that are there, broken ones too, stay as they are. */
  async add(entry: Pick<ClusterProfile, "name" | "bootstrapServers">): Promise<void> {
    const { name, bootstrapServers } = entry;
    await this.write([...this.entries(), { id: randomUUID(), name, bootstrapServers }]);
  }

  /** Removes the profile's entry; the others stay as they are. */
  async remove(profileId: string): Promise<void> {
    const entries = this.entries();
    const index = entries.findIndex((entry) =>
      parseProfiles([entry]).profiles.some(({ id }) => id === profileId),
    );
    if (index >= 0) await this.write(entries.toSpliced(index, 1));
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private logProblems(): void {
    for (const { message } of this.list().problems) this.log.warn(message);
  }

  private setting(): unknown {
    return vscode.workspace.getConfiguration().get(settingKeys.clusters);
  }

  private entries(): readonly unknown[] {
    const setting = this.setting();
    return Array.isArray(setting) ? setting : [];
  }

  private async write(entries: readonly unknown[]): Promise<void> {
    await vscode.workspace
      .getConfiguration()
      .update(settingKeys.clusters, entries, vscode.ConfigurationTarget.Global);
  }
}
