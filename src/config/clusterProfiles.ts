import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ClusterConnection } from "../kafka/clusterConnection";
import { KafkaError } from "../kafka/errors";
import { extensionId, settingKeys } from "../manifest";
import type { ClusterDraft, ClusterProfile, ParsedProfiles } from "./clusterProfile";
import type { ClusterSecrets, StoredSecrets } from "./clusterSecrets";
import type { Secrets } from "./clusterSecurity";
import { readCredentials } from "./credentials";
import type { WriteGuard } from "./guard";
import { entryOf, parseProfiles, unknownProperties } from "./parseProfiles";
import type { Redaction } from "./redaction";
import { readRegistryAccess, type RegistryAccess } from "./registryAccess";
import { readSetting } from "./settings";

export interface ClusterProfilesDeps {
  readonly secrets: ClusterSecrets;
  readonly guard: Pick<WriteGuard, "mayConfigure">;
  /** Told every secret before it is used. */
  readonly redaction: Pick<Redaction, "remember">;
  /** The problems of the setting go there, once after each change. */
  readonly log: { warn(message: string): void };
}

/** A schema registry that can be opened when it is needed. */
export interface ProfileRegistry {
  /** Another one as soon as the registry must be opened anew. */
  readonly key: string;
  /** @throws KafkaError `authentication` when a secret is missing, `tls` when a file cannot be used */
  readonly open: () => Promise<RegistryAccess>;
}

/** The profiles in the user's settings, read afresh at every call and written to the machine's settings. */
export class ClusterProfiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: readonly vscode.Disposable[];

  /** Fires when a profile, its secrets, or a setting that all connections share, has changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ClusterProfilesDeps) {
    const keys = [settingKeys.clusters, settingKeys.connectTimeoutMs, settingKeys.requestTimeoutMs];
    this.listeners = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingKeys.clusters)) this.logProblems();
        if (keys.some((key) => event.affectsConfiguration(key))) this.changed.fire();
      }),
      deps.secrets.onDidChange(() => {
        this.changed.fire();
      }),
    ];
    this.logProblems();
  }

  list(): ParsedProfiles {
    return parseProfiles(this.setting());
  }

  /** Connects as the settings say, with the secrets that are stored when a connection is opened. */
  connectionTo(profile: ClusterProfile): ClusterConnection {
    return this.connection(profile, () => this.stored(profile.id, profile));
  }

  /**
   * The connection of a cluster that is not saved yet. With the id of one that is, secrets that are not given are
   * taken from those that are stored, where they were entered for the same server and user.
   */
  draftConnection(draft: ClusterDraft, given: Secrets, profileId?: string): ClusterConnection {
    return this.connection(draft, async () => {
      const stored: StoredSecrets =
        profileId === undefined
          ? { secrets: {}, outdated: new Set() }
          : await this.stored(profileId, draft);
      this.deps.redaction.remember(given);
      return { ...stored, secrets: merged(stored.secrets, given) };
    });
  }

  /** Another one as soon as the profile's connection must be opened anew. */
  connectionKey(profile: ClusterProfile): string {
    const revision = this.deps.secrets.revision(profile.id);
    return JSON.stringify([this.connectionTo(profile), profile.security, revision]);
  }

  registryOf(profile: ClusterProfile): ProfileRegistry | undefined {
    const { id, schemaRegistry } = profile;
    if (schemaRegistry === undefined) return undefined;
    return {
      key: JSON.stringify([id, schemaRegistry, this.deps.secrets.revision(id)]),
      open: async () => readRegistryAccess(profile, schemaRegistry, await this.stored(id, profile)),
    };
  }

  /** Appends an entry with an id of its own; entries that are there, broken ones too, stay as they are. */
  async add(draft: ClusterDraft, secrets: Secrets = {}): Promise<ClusterProfile> {
    this.requirePermission();
    const profile = { ...draft, id: randomUUID() };
    await this.deps.secrets.set(profile, secrets);
    try {
      await this.write([...this.entries(), entryOf(profile)]);
    } catch (error) {
      // nobody would ever find them again
      await this.deps.secrets.delete(profile.id);
      throw error;
    }
    return profile;
  }

  /**
   * Replaces the entry with the profile's id. Secrets as `ClusterSecrets.set` takes them.
   * @throws KafkaError `notFound` when there is no such entry any more
   */
  async update(profile: ClusterProfile, secrets: Secrets = {}): Promise<void> {
    this.requirePermission();
    const entries = this.entries();
    const index = indexOf(entries, profile.id);
    if (index < 0) {
      const message = `The cluster "${profile.name}" is no longer in the settings.`;
      throw new KafkaError(message, { kind: "notFound" });
    }
    await this.deps.secrets.set(profile, secrets);
    const entry = { ...unknownProperties(entries[index]), ...entryOf(profile) };
    await this.write(entries.with(index, entry));
  }

  /** Removes the profile's entry and its secrets; the others stay as they are. */
  async remove(profileId: string): Promise<void> {
    this.requirePermission();
    const entries = this.entries();
    const index = indexOf(entries, profileId);
    if (index >= 0) await this.write(entries.toSpliced(index, 1));
    await this.deps.secrets.delete(profileId);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  private connection(
    profile: ClusterDraft,
    secrets: () => Promise<StoredSecrets>,
  ): ClusterConnection {
    const { bootstrapServers, security, addressMap, maxVersions } = profile;
    const { mechanism, username } = security?.sasl ?? {};
    const user = username === undefined ? {} : { username };
    return {
      bootstrapServers,
      clientId: profile.clientId ?? extensionId,
      connectTimeoutMs: profile.connectTimeoutMs ?? readSetting("connectTimeoutMs"),
      requestTimeoutMs: profile.requestTimeoutMs ?? readSetting("requestTimeoutMs"),
      ...(addressMap === undefined ? {} : { addressMap }),
      ...(maxVersions === undefined ? {} : { maxVersions }),
      ...(security === undefined || security.protocol === "PLAINTEXT"
        ? {}
        : {
            security: {
              protocol: security.protocol,
              ...(mechanism === undefined ? {} : { sasl: { mechanism, ...user } }),
              credentials: async () => readCredentials(profile, await secrets()),
            },
          }),
    };
  }

  private async stored(profileId: string, draft: ClusterDraft): Promise<StoredSecrets> {
    const stored = await this.deps.secrets.read(profileId, draft);
    this.deps.redaction.remember(stored.secrets);
    return stored;
  }

  private requirePermission(): void {
    const permission = this.deps.guard.mayConfigure();
    if (!permission.allowed) throw new KafkaError(permission.reason, { kind: "unsupported" });
  }

  private logProblems(): void {
    for (const { message } of this.list().problems) this.deps.log.warn(message);
  }

  /** The machine's own value: a workspace's would redirect connections, whatever scope the setting has. */
  private setting(): unknown {
    return vscode.workspace.getConfiguration().inspect(settingKeys.clusters)?.globalValue;
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

function indexOf(entries: readonly unknown[], profileId: string): number {
  return entries.findIndex((entry) =>
    parseProfiles([entry]).profiles.some(({ id }) => id === profileId),
  );
}

function merged(stored: Secrets, given: Secrets): Secrets {
  const all = Object.entries({ ...stored, ...given });
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
