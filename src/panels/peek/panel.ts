import * as v from "valibot";
import * as vscode from "vscode";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Message } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { RpcServer } from "../rpc";
import { peekSchemas, savedView } from "./parseRequest";
import type { PeekEvents, PeekRequests, Query, RowOrder } from "./protocol";
import { PeekSession } from "./session";
import { queryOf, timeZoneChoices, usableSettings } from "./start";
import type { PeekSettings, PeekStart } from "./start";

/** A cluster to peek into. */
export interface PeekTarget {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly gateway: ClusterGateway;
}

export interface PeekPanelsOptions {
  /** The webview's type, which its serializer and its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  /** The cluster as it is configured now, with its current gateway; undefined once it is removed. */
  readonly target: (clusterId: string) => PeekTarget | undefined;
  readonly settings: () => PeekSettings;
  readonly formatNumber: FormatNumber;
  readonly openMessage: (message: Message, clusterName: string) => Promise<void>;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: PeekSession;
  readonly page: RpcServer<PeekRequests, PeekEvents>;
}

/** Where a panel begins. */
interface Beginning {
  readonly query: Query;
  readonly order?: RowOrder;
}

/** The peek panels: one for a topic of a cluster, shown again when it is asked for again. */
export class PeekPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, OpenPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly options: PeekPanelsOptions) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(options.viewType, this);
  }

  /** Shows a topic from `start` on. An open panel of it is revealed and reads there. */
  open(target: PeekTarget, topic: string, start: PeekStart): void {
    const query = queryOf(start, usableSettings(this.options.settings()));
    const known = this.panels.get(keyOf(target.clusterId, topic));
    if (known !== undefined) {
      known.session.seek(query);
      known.panel.reveal();
      known.page.emit("seek", query);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      this.options.viewType,
      titleOf(topic, target.clusterName),
      vscode.ViewColumn.Active,
      { retainContextWhenHidden: false },
    );
    this.attach(panel, target, topic, { query });
  }

  /** After a reload of the window: the panel reads again what it last read. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = v.safeParse(savedView, state);
    const target = saved.success ? this.options.target(saved.output.clusterId) : undefined;
    if (!saved.success || target === undefined) {
      panel.dispose();
      return Promise.resolve();
    }
    const { topic, query, order } = saved.output;
    this.attach(panel, target, topic, { query, order });
    return Promise.resolve();
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
  }

  private attach(
    panel: vscode.WebviewPanel,
    { clusterId, clusterName }: PeekTarget,
    topic: string,
    beginning: Beginning,
  ): void {
    const { extensionUri, report, settings, formatNumber, openMessage } = this.options;
    const key = keyOf(clusterId, topic);
    this.panels.get(key)?.panel.dispose();
    panel.title = titleOf(topic, clusterName);
    panel.iconPath = tabIcon(extensionUri, "messages");
    const session = new PeekSession({
      ...beginning,
      gateway: () => this.gatewayOf(clusterId),
      clusterId,
      clusterName,
      topic,
      timeZones: timeZoneChoices(usableSettings(settings())),
      formatNumber,
      now: () => performance.now(),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      openMessage: async (message) => openMessage(message, clusterName),
    });
    const page = attachPage<PeekRequests, PeekEvents>(panel, {
      extensionUri,
      page: "peek",
      title: "Messages",
      schemas: peekSchemas,
      handlers: session.handlers,
      report,
    });
    const opened = { panel, session, page };
    this.panels.set(key, opened);
    panel.onDidDispose(() => {
      session.dispose();
      if (this.panels.get(key) === opened) this.panels.delete(key);
    });
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
  return plainLabel(`${topic} — ${clusterName}`);
}
