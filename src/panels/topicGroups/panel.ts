import * as v from "valibot";
import * as vscode from "vscode";
import { isTimeZone } from "../../decode/instants";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { plainLabel } from "../../ui/plainText";
import type { GroupTarget } from "../group/panel";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import { savedTopicGroups, topicGroupsSchemas } from "./parseRequest";
import type { SavedTopicGroups, TopicGroupsEvents, TopicGroupsRequests } from "./protocol";
import { TopicGroupsSession } from "./session";

export interface TopicGroupsPanelsOptions {
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
  /** Opens the messages from the group's committed offset on. */
  readonly peek: (clusterId: string, position: Position, groupId: string) => Promise<void>;
  readonly openGroup: (target: GroupTarget, groupId: string) => void;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

/** The panels that compare a topic's groups: one for a topic of a cluster, shown again when asked for again. */
export class TopicGroupsPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly options: TopicGroupsPanelsOptions) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(options.viewType, this);
  }

  open({ clusterId, clusterName }: GroupTarget, topic: string): void {
    const known = this.panels.get(keyOf(clusterId, topic));
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      this.options.viewType,
      titleOf(topic, clusterName),
      vscode.ViewColumn.Active,
      { retainContextWhenHidden: false },
    );
    this.attach(panel, clusterName, { clusterId, topic, intervalMs: 5000 });
  }

  /** After a reload of the window: the panel compares the same topic's groups again. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = v.safeParse(savedTopicGroups, state);
    const target = saved.success ? this.options.target(saved.output.clusterId) : undefined;
    if (saved.success && target !== undefined) this.attach(panel, target.clusterName, saved.output);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.serializer.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  private attach(panel: vscode.WebviewPanel, clusterName: string, saved: SavedTopicGroups): void {
    const { extensionUri, formatNumber, report, timeZone, peek, openGroup } = this.options;
    const { clusterId, topic } = saved;
    const key = keyOf(clusterId, topic);
    this.panels.get(key)?.dispose();
    panel.title = titleOf(topic, clusterName);
    panel.iconPath = tabIcon(extensionUri, "group");
    const zone = timeZone();
    const session = new TopicGroupsSession({
      gateway: () => this.gatewayOf(clusterId),
      saved,
      clusterName,
      timeZone: isTimeZone(zone) ? zone : "UTC",
      formatNumber,
      now: Date.now,
      emit: (event, payload) => {
        page.emit(event, payload);
      },
      peek: (position, groupId) => peek(clusterId, position, groupId),
      openGroup: (groupId) => {
        const target = this.options.target(clusterId);
        if (target !== undefined) openGroup(target, groupId);
      },
    });
    this.options.focus.follow(panel, clusterId);
    const page = attachPage<TopicGroupsRequests, TopicGroupsEvents>(panel, {
      extensionUri,
      page: "topicGroups",
      title: "Groups of a Topic",
      schemas: topicGroupsSchemas,
      handlers: session.handlers,
      report,
    });
    this.panels.set(key, panel);
    panel.onDidChangeViewState(() => {
      session.setVisible(panel.visible);
    });
    panel.onDidDispose(() => {
      session.dispose();
      if (this.panels.get(key) === panel) this.panels.delete(key);
    });
    session.setVisible(panel.visible);
  }

  private gatewayOf(clusterId: string): ClusterGateway {
    const target = this.options.target(clusterId);
    if (target !== undefined) return target.gateway;
    throw new KafkaError("The cluster is no longer in the settings.", { kind: "invalidInput" });
  }
}

function keyOf(clusterId: string, topic: string): string {
  return JSON.stringify([clusterId, topic]);
}

function titleOf(topic: string, clusterName: string): string {
  return `Groups of ${plainLabel(topic)} — ${plainLabel(clusterName)}`;
}
