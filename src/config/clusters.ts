import * as vscode from "vscode";
import type { ClusterConnection } from "../kafka/clusterConnection";
import type { ClusterGateway } from "../kafka/gateway";
import type { ClusterProfile, ProfileProblem } from "./clusterProfile";

/** Where the profiles come from. */
export interface ProfileSource {
  list(): {
    readonly profiles: readonly ClusterProfile[];
    readonly problems: readonly ProfileProblem[];
  };
  connectionTo(profile: ClusterProfile): ClusterConnection;
  /** Another one as soon as a gateway must be opened anew: secrets and files are not in the connection. */
  connectionKey(profile: ClusterProfile): string;
  readonly onDidChange: vscode.Event<void>;
}

export interface Cluster {
  readonly profile: ClusterProfile;
  readonly gateway: ClusterGateway;
}

export interface ClustersChange {
  /** Clusters whose gateway was closed: what was learned through it is outdated. */
  readonly closedIds: readonly string[];
}

interface OpenGateway {
  readonly gateway: ClusterGateway;
  /** Of the connection it was opened with. */
  readonly key: string;
}

/** Owns one gateway per profile, opened at the first need, closed when its connection changes or goes. */
export class Clusters implements vscode.Disposable {
  private readonly open = new Map<string, OpenGateway>();
  private readonly changed = new vscode.EventEmitter<ClustersChange>();
  private readonly listener: vscode.Disposable;
  private isClosed = false;
  private closing: Promise<unknown>[] = [];

  /** Fires when a cluster was added, changed, removed or is to be reconnected. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly profiles: ProfileSource,
    private readonly openGateway: (connection: ClusterConnection) => ClusterGateway,
    /** For the log. */
    private readonly report: (error: unknown, doing: string) => void,
  ) {
    this.listener = profiles.onDidChange(() => {
      this.closeOutdated();
    });
  }

  /** In the order of the settings. */
  list(): readonly ClusterProfile[] {
    return this.profiles.list().profiles;
  }

  problems(): readonly ProfileProblem[] {
    return this.profiles.list().problems;
  }

  /** Undefined when there is no such profile (any more). Opens the gateway, which connects on its first use. */
  get(id: string): Cluster | undefined {
    const profile = this.list().find((candidate) => candidate.id === id);
    if (profile === undefined || this.isClosed) return undefined;
    const key = this.profiles.connectionKey(profile);
    const known = this.open.get(id);
    if (known?.key === key) return { profile, gateway: known.gateway };
    if (known !== undefined) this.closeGateway(known.gateway);
    const gateway = this.openGateway(this.profiles.connectionTo(profile));
    this.open.set(id, { gateway, key });
    return { profile, gateway };
  }

  /** Closes the cluster's gateway; the next `get` opens a new one. */
  reconnect(id: string): void {
    const known = this.open.get(id);
    this.open.delete(id);
    if (known !== undefined) this.closeGateway(known.gateway);
    this.changed.fire({ closedIds: [id] });
  }

  /** Closes every gateway, for good. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.dispose();
    for (const { gateway } of this.open.values()) this.closeGateway(gateway);
    this.open.clear();
    await Promise.all(this.closing);
  }

  /** Stops listening. Connections are ended by `close`, which can be awaited. */
  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private closeOutdated(): void {
    const keys = new Map(
      this.list().map((profile) => [profile.id, this.profiles.connectionKey(profile)]),
    );
    const closedIds: string[] = [];
    for (const [id, { gateway, key }] of this.open) {
      if (keys.get(id) === key) continue;
      this.open.delete(id);
      this.closeGateway(gateway);
      closedIds.push(id);
    }
    this.changed.fire({ closedIds });
  }

  private closeGateway(gateway: ClusterGateway): void {
    const closed = gateway
      .close()
      .catch((error: unknown) => {
        this.report(error, "Closing a connection");
      })
      .finally(() => {
        this.closing = this.closing.filter((other) => other !== closed);
      });
    this.closing.push(closed);
  }
}
