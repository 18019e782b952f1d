import * as vscode from "vscode";
import type { ClusterDraft, ClusterProfile } from "../config/clusterProfile";
import type { ClusterProfiles } from "../config/clusterProfiles";
import type { ClusterSecrets, StoredSecrets } from "../config/clusterSecrets";
import type { SecretName, Secrets } from "../config/clusterSecurity";
import type { WriteGuard } from "../config/guard";
import { neededSecrets } from "../config/neededSecrets";
import { draftProblem } from "../config/parseProfiles";
import { looksLikeProduction } from "../config/production";
import type { ClusterConnection } from "../kafka/clusterConnection";
import { formatAddress, parseBootstrapServers } from "../kafka/connection/bootstrapServers";
import type { Diagnosis, DiagnosisEvent } from "../kafka/diagnosis/diagnosis";
import type { Attempt, ConnectionHost } from "../panels/connection/connectionHost";
import type { ConnectionPanels, ConnectionTarget } from "../panels/connection/panel";
import type { ConnectionDraft } from "../panels/connection/protocol";
import { confirm } from "../ui/notify";
import { UserError } from "../ui/userError";
import { emptyDraft, toClusterDraft, toConnectionDraft } from "./connectionDraft";
import { askSecret, chooseConnectionFile } from "./connectionQuestions";

export interface ConnectionEditorDeps {
  readonly profiles: Pick<ClusterProfiles, "list" | "add" | "update" | "draftConnection">;
  readonly secrets: Pick<ClusterSecrets, "read">;
  readonly guard: Pick<WriteGuard, "mayConfigure">;
  readonly connections: Pick<ConnectionPanels, "edit" | "test">;
  readonly diagnose: (
    connection: ClusterConnection,
    onEvent: (event: DiagnosisEvent) => void,
    signal: AbortSignal,
  ) => Promise<Diagnosis>;
}

/** Something to add that was found elsewhere. */
export interface FoundCluster {
  readonly draft: ClusterDraft;
  readonly secrets: Secrets;
  /** Whole sentences. */
  readonly notes: readonly string[];
}

/** Opens connection editors, and joins them with the settings. */
export class ConnectionEditors {
  constructor(private readonly deps: ConnectionEditorDeps) {}

  /** @throws UserError in Restricted Mode */
  add(found?: FoundCluster): void {
    this.refuseRestricted();
    this.deps.connections.edit({
      clusterId: undefined,
      draft: found === undefined ? emptyDraft : toConnectionDraft(found.draft),
      secrets: found?.secrets ?? {},
      notes: found?.notes ?? [],
      host: this.host(undefined),
    });
  }

  /** @throws UserError in Restricted Mode */
  edit(profile: ClusterProfile): void {
    this.refuseRestricted();
    this.deps.connections.edit(this.target(profile));
  }

  /** Opens the cluster's editor, and tests what stands in it. */
  test(profile: ClusterProfile): void {
    this.deps.connections.test(this.target(profile));
  }

  /** @throws UserError in Restricted Mode */
  refuseRestricted(): void {
    const obstacle = this.obstacle();
    if (obstacle !== undefined) throw new UserError(obstacle);
  }

  private target(profile: ClusterProfile): ConnectionTarget {
    const { id } = profile;
    const draft = toConnectionDraft(profile);
    return { clusterId: id, draft, secrets: {}, notes: [], host: this.host(id) };
  }

  private obstacle(): string | undefined {
    const permission = this.deps.guard.mayConfigure();
    return permission.allowed ? undefined : permission.reason;
  }

  /** `id` is that of a saved cluster. */
  private host(id: string | undefined): ConnectionHost {
    const { profiles, secrets, diagnose } = this.deps;
    return {
      obstacle: () => this.obstacle(),
      takenNames: () =>
        profiles.list().profiles.flatMap((one) => (one.id === id ? [] : [one.name])),
      neededSecrets: (draft) => neededSecrets(clusterOf(draft)),
      looksLikeProduction: ({ name, color }) =>
        looksLikeProduction(name, color === "none" ? undefined : color),
      storedSecrets: async (draft) =>
        id === undefined ? {} : statesOf(await secrets.read(id, clusterOf(draft))),
      askSecret,
      chooseFile: chooseConnectionFile,
      diagnose: (attempt, onEvent, signal) =>
        diagnose(
          profiles.draftConnection(clusterOf(attempt.draft), secretChanges(attempt), id),
          onEvent,
          signal,
        ),
      confirmUntested: (name) =>
        confirm(
          `Save the cluster "${name.trim()}" all the same?`,
          "The test of its connection failed. What is saved can be edited later.",
          "Save Anyway",
        ),
      save: async (attempt) => {
        const draft = clusterOf(attempt.draft);
        const changes = secretChanges(attempt);
        requireReadable(draft);
        if (id === undefined) await profiles.add(draft, attempt.entered);
        else await profiles.update({ ...draft, id }, changes);
      },
      copyText: async (text) => {
        await vscode.env.clipboard.writeText(text);
      },
    };
  }
}

/** Whether they are there, and nothing of what they are. */
function statesOf({
  secrets,
  outdated,
}: StoredSecrets): Partial<Record<SecretName, "stored" | "outdated">> {
  const stored = Object.keys(secrets).map((name) => [name, "stored"]);
  const others = [...outdated].map((name) => [name, "outdated"]);
  return Object.fromEntries([...stored, ...others]) as ReturnType<typeof statesOf>;
}

/** An empty text deletes. */
function secretChanges({ entered, forgotten }: Attempt): Secrets {
  return { ...Object.fromEntries(forgotten.map((name) => [name, ""])), ...entered };
}

function clusterOf(draft: ConnectionDraft): ClusterDraft {
  return toClusterDraft(draft, serversOf(draft.bootstrapServers));
}

/** Whatever the form takes: what is saved must be a cluster when it is read again. */
function requireReadable(draft: ClusterDraft): void {
  const problem = draftProblem(draft);
  if (problem !== undefined) throw new UserError(`Nothing is saved: ${problem}`);
}

/** What cannot be read yet, while it is typed, is no server that a secret is stored for. */
function serversOf(text: string): readonly string[] {
  try {
    return parseBootstrapServers(text).map(formatAddress);
  } catch {
    return [text];
  }
}
