import * as vscode from "vscode";
import { visibleText } from "../decode/visibleText";
import type { CommandId } from "../manifest";
import { plainLabel } from "../ui/plainText";
import type { ClusterSource } from "./clusterTree";
import type { ClusterIdentity } from "./nodes";

/** What the person is looking at. */
export interface ClusterFocus {
  /** Undefined when it is nothing of a cluster. */
  readonly clusterId: string | undefined;
  readonly onDidChange: vscode.Event<unknown>;
}

const command: CommandId = "kafkaOffsets.clusterActions";

/** The status bar's item: the cluster in front, whether it is production, and whether it may be written to. */
export class ClusterStatus implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listeners: readonly vscode.Disposable[];

  /** The first of `focuses` that is about a cluster decides. */
  constructor(
    private readonly clusters: Pick<ClusterSource, "list" | "onDidChange">,
    private readonly focuses: readonly ClusterFocus[],
  ) {
    this.item = vscode.window.createStatusBarItem(
      "kafkaOffsets.cluster",
      vscode.StatusBarAlignment.Left,
      10,
    );
    this.item.name = "Kafka Offsets: Cluster";
    this.item.command = command;
    const show = (): void => {
      this.show();
    };
    this.listeners = [
      clusters.onDidChange(show),
      ...focuses.map((focus) => focus.onDidChange(show)),
    ];
    this.show();
  }

  /** Of the cluster that is shown. */
  get clusterId(): string | undefined {
    return this.focuses.map(({ clusterId }) => clusterId).find((id) => id !== undefined);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { clusterId } = this;
    const cluster = this.clusters.list().find(({ id }) => id === clusterId);
    if (cluster === undefined) {
      this.item.hide();
      return;
    }
    const { name, isReadOnly, isProduction = false, color } = cluster;
    const facts = factsOf(cluster);
    this.item.text = `$(${isReadOnly ? "lock" : "server-environment"}) ${plainLabel(name)}${isProduction ? " · production" : ""}`;
    this.item.tooltip = visibleText([`Kafka cluster ${name}`, ...facts].join(": "));
    this.item.accessibilityInformation = { label: ["Kafka cluster", name, ...facts].join(", ") };
    // the theme knows no other background than these, and its text colour suits them
    this.item.backgroundColor = isProduction
      ? new vscode.ThemeColor("statusBarItem.errorBackground")
      : undefined;
    this.item.color =
      isProduction || color === undefined ? undefined : new vscode.ThemeColor(`charts.${color}`);
    this.item.show();
  }
}

function factsOf({ isProduction, isReadOnly, bootstrapServers }: ClusterIdentity): string[] {
  return [
    ...(isProduction === true ? ["production"] : []),
    isReadOnly ? "read-only" : "can be changed from here",
    bootstrapServers.join(", "),
  ];
}
