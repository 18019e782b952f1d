import * as v from "valibot";
import * as vscode from "vscode";
import { isTimeZone } from "../../decode/instants";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import type { ResetScope } from "../../kafka/reset/target";
import type { FormatNumber } from "../../ui/numberFormat";
import { groupName, plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import type { GroupChanges } from "./history";
import { groupSchemas, savedGroup } from "./parseRequest";
import type { GroupEvents, GroupRequests, GroupTab, SavedGroup } from "./protocol";
import { GroupSession } from "./session";
import type { TextFile } from "./timelineFile";

/** A cluster whose groups are watched. */
export interface GroupTarget {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly gateway: ClusterGateway;
}

export interface GroupPanelsOptions {
  /** The webview's type, which its serializer and its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  /** Told which cluster a panel is about. */
  readonly focus: Pick<PanelFocus, "follow">;
  /** The cluster as it is configured now, with its current gateway; undefined once it is removed. */
  readonly target: (clusterId: string) => GroupTarget | undefined;
  /** As a person wrote it; one that this computer does not know becomes UTC. */
  readonly timeZone: () => string;
  readonly formatNumber: FormatNumber;
  readonly writeObstacle: (clusterId: string) => string | undefined;
  /** Opens the messages from this offset on. */
  readonly peek: (clusterId: string, position: Position) => Promise<void>;
  /** Opens the preview of a reset. */
  readonly reset: (clusterId: string, groupId: string, scope: ResetScope) => Promise<void>;
  /** What was changed of a group from this computer. */
  readonly changes: (clusterId: string, groupId: string) => GroupChanges;
  readonly saveFile: (file: TextFile) => Promise<void>;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: GroupSession;
}

/** The group panels: one for a group of a cluster, shown again when it is asked for again. */
export class GroupPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, OpenPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly options: GroupPanelsOptions) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(options.viewType, this);
  }

  /**
   * Shows the group, at this part of the panel.
   * @param column for a new panel; one that is open is shown where it is
   */
  open(
    { clusterId, clusterName }: GroupTarget,
    groupId: string,
    tab: GroupTab,
    column = vscode.ViewColumn.Active,
  ): void {
    const known = this.panels.get(keyOf(clusterId, groupId));
    if (known !== undefined) {
      known.panel.reveal();
      known.session.show(tab);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      this.options.viewType,
      titleOf(groupId, clusterName),
      column,
      { retainContextWhenHidden: false },
    );
    this.attach(panel, clusterName, { clusterId, groupId, tab, intervalMs: 2000 });
  }

  /** After a reload of the window: the panel shows the same group again. What was seen of it is gone. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = v.safeParse(savedGroup, state);
    const target = saved.success ? this.options.target(saved.output.clusterId) : undefined;
    if (saved.success && target !== undefined) this.attach(panel, target.clusterName, saved.output);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
  }

  private attach(panel: vscode.WebviewPanel, clusterName: string, saved: SavedGroup): void {
    const { extensionUri, formatNumber, report, saveFile, ...options } = this.options;
    const { clusterId, groupId, intervalMs, tab, arrangement } = saved;
    const key = keyOf(clusterId, groupId);
    this.panels.get(key)?.panel.dispose();
    panel.title = titleOf(groupId, clusterName);
    panel.iconPath = tabIcon(extensionUri, "group");
    const session = new GroupSession({
      gateway: () => this.gatewayOf(clusterId),
      clusterId,
      clusterName,
      groupId,
      intervalMs,
      tab,
      arrangement,
      timeZone: usableZone(options.timeZone()),
      formatNumber,
      now: Date.now,
      emit: (event, payload) => {
        page.emit(event, payload);
      },
      writeObstacle: () => options.writeObstacle(clusterId),
      peek: (position) => options.peek(clusterId, position),
      reset: (scope) => options.reset(clusterId, groupId, scope),
      changes: options.changes(clusterId, groupId),
      report,
      saveFile,
    });
    this.options.focus.follow(panel, clusterId);
    const page = attachPage<GroupRequests, GroupEvents>(panel, {
      extensionUri,
      page: "group",
      title: "Consumer Group",
      schemas: groupSchemas,
      handlers: session.handlers,
      report,
    });
    const opened = { panel, session };
    this.panels.set(key, opened);
    panel.onDidChangeViewState(() => {
      session.setVisible(panel.visible);
    });
    panel.onDidDispose(() => {
      session.dispose();
      if (this.panels.get(key) === opened) this.panels.delete(key);
    });
    session.setVisible(panel.visible);
  }

  private gatewayOf(clusterId: string): ClusterGateway {
    const target = this.options.target(clusterId);
    if (target !== undefined) return target.gateway;
    throw new KafkaError("The cluster is no longer in the settings.", { kind: "invalidInput" });
  }
}

function keyOf(clusterId: string, groupId: string): string {
  return JSON.stringify([clusterId, groupId]);
}

function titleOf(groupId: string, clusterName: string): string {
  return `${groupName(groupId)} — ${plainLabel(clusterName)}`;
}

function usableZone(timeZone: string): string {
  return isTimeZone(timeZone) ? timeZone : "UTC";
}
