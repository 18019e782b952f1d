import * as v from "valibot";
import * as vscode from "vscode";
import type { ClusterDraft, ClusterProfile } from "./clusterProfile";
import { secretNames, type SecretName, type Secrets } from "./clusterSecurity";
import { secretBinding } from "./secretBinding";

/** What is known here of a cluster's secrets. */
export interface StoredSecrets {
  readonly secrets: Secrets;
  /** Stored for other servers, or for another user: not given out. */
  readonly outdated: ReadonlySet<SecretName>;
}

const keyPrefix = "kafkaOffsets.cluster.";

const storedSchema = v.record(
  v.picklist(secretNames),
  v.object({ boundTo: v.string(), value: v.string() }),
);

type Stored = v.InferOutput<typeof storedSchema>;

/** The one place that keeps secrets: in VS Code's secret storage, each bound to what it was entered for. */
export class ClusterSecrets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly listener: vscode.Disposable;
  private readonly revisions = new Map<string, number>();

  /** Fires with the cluster's id, also when another window stored a secret. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly storage: Pick<
      vscode.SecretStorage,
      "get" | "store" | "delete" | "onDidChange"
    >,
  ) {
    this.listener = storage.onDidChange(({ key }) => {
      if (!key.startsWith(keyPrefix)) return;
      const profileId = key.slice(keyPrefix.length);
      this.revisions.set(profileId, this.revision(profileId) + 1);
      this.changed.fire(profileId);
    });
  }

  /** Grows whenever the cluster's secrets change. */
  revision(profileId: string): number {
    return this.revisions.get(profileId) ?? 0;
  }

  /** Only what was entered for the servers and the user that the profile has now. */
  async get(profile: ClusterProfile): Promise<Secrets> {
    return (await this.read(profile.id, profile)).secrets;
  }

  /**
   * Of the secrets stored for the cluster with this id, those that may be used for what `draft` says. None where the
   * system's key store is locked or broken: they can be entered again then.
   */
  async read(profileId: string, draft: ClusterDraft): Promise<StoredSecrets> {
    const stored = await this.load(profileId).catch((): Partial<Stored> => ({}));
    return fitting(stored, draft);
  }

  /** Stores the secrets that are named, and deletes those named with an empty text. The others stay while they fit. */
  async set(profile: ClusterProfile, changes: Secrets): Promise<void> {
    const { secrets: kept } = fitting(await this.load(profile.id), profile);
    const next: Partial<Stored> = {};
    for (const name of secretNames) {
      const value = changes[name] ?? kept[name] ?? "";
      if (value !== "") next[name] = { boundTo: secretBinding(profile, name), value };
    }
    if (Object.keys(next).length === 0) await this.delete(profile.id);
    else await this.storage.store(keyPrefix + profile.id, JSON.stringify(next));
  }

  async delete(profileId: string): Promise<void> {
    await this.storage.delete(keyPrefix + profileId);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  /** Nothing where what is stored makes no sense. Rejects as the storage does. */
  private async load(profileId: string): Promise<Partial<Stored>> {
    const text = (await this.storage.get(keyPrefix + profileId)) ?? "{}";
    try {
      return v.parse(storedSchema, JSON.parse(text));
    } catch {
      return {};
    }
  }
}

function fitting(stored: Partial<Stored>, draft: ClusterDraft): StoredSecrets {
  const secrets: Partial<Record<SecretName, string>> = {};
  const outdated = new Set<SecretName>();
  for (const name of secretNames) {
    const entry = stored[name];
    if (entry === undefined) continue;
    if (entry.boundTo === secretBinding(draft, name)) secrets[name] = entry.value;
    else outdated.add(name);
  }
  return { secrets, outdated };
}
