import * as v from "valibot";
import * as vscode from "vscode";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Message, Position } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import type { RpcServer } from "../rpc";
import type { ClusterDecoding } from "./clusterDecoders";
import type { NamedLocalSchema } from "./localSchemas";
import { peekSchemas, savedView } from "./parseRequest";
import type { FilterEnvironment } from "./peekFilters";
import type { PeekEvents, PeekRequests } from "./protocol";
import type { Query, RowOrder } from "./protocol/query";
import { PeekSession } from "./session";
import type { ReadingLimits } from "./sessionOptions";
import { queryOf, timeZoneChoices, usableSettings } from "./start";
import type { PeekStart, QuerySettings } from "./start";
import { VscodeHost } from "./vscodeHost";
import type { PeekDocuments } from "./vscodeHost";

/** A cluster to peek into. */
export interface PeekTarget {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly bootstrapServers: readonly string[];
  readonly gateway: ClusterGateway;
}

export type PeekSettings = QuerySettings & ReadingLimits;

export interface PeekPanelsOptions {
  /** The webview's type, which its serializer and its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  /** Told which cluster a panel is about. */
  readonly focus: Pick<PanelFocus, "follow">;
  /** The cluster as it is configured now, with its current gateway; undefined once it is removed. */
  readonly target: (clusterId: string) => PeekTarget | undefined;
  /** Why nothing may be written to the cluster. */
  readonly writeObstacle: (clusterId: string) => string | undefined;
  readonly settings: () => PeekSettings;
  readonly formatNumber: FormatNumber;
  /** As configured when a panel is opened. */
  readonly decoding: (clusterId: string) => ClusterDecoding;
  /** Schemas of a person's own. */
  readonly localSchemas: () => Promise<readonly NamedLocalSchema[]>;
  readonly filters: Pick<FilterEnvironment, "scriptFile" | "timeoutMs">;
  readonly documents: PeekDocuments;
  /** Asks for a group and shows the preview of committing it to the position. */
  readonly commitHere: (clusterId: string, position: Position) => Promise<void>;
  readonly resend: (clusterId: string, message: Message) => Promise<void>;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

interface OpenPanel {
  readonly key: string;
  readonly panel: vscode.WebviewPanel;
  readonly session: PeekSession;
  readonly page: RpcServer<PeekRequests, PeekEvents>;
}

/** Where a panel begins. */
interface Beginning {
  readonly query: Query;
  readonly order?: RowOrder;
}

type Subject = Pick<PeekTarget, "clusterId" | "clusterName">;

/** The peek panels: what is opened again is shown in the panel that was opened for it; others are duplicates. */
export class PeekPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Set<OpenPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly options: PeekPanelsOptions) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(options.viewType, this);
  }

  /** Shows a topic from `start` on. An open panel of it is revealed and reads there. */
  open(target: PeekTarget, topic: string, start: PeekStart): void {
    const query = queryOf(topic, start, usableSettings(this.options.settings()));
    const key = keyOf(target, query);
    const known = [...this.panels].find((one) => one.key === key);
    if (known === undefined) {
      this.create(target, { query });
      return;
    }
    known.session.seek(query);
    known.panel.title = titleOf(query, target.clusterName);
    known.panel.reveal();
    known.page.emit("seek", query);
  }

  /** After a reload of the window: the panel reads again what it last read. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = v.safeParse(savedView, state);
    const target = saved.success ? this.options.target(saved.output.clusterId) : undefined;
    if (!saved.success || target === undefined) {
      panel.dispose();
      return Promise.resolve();
    }
    const { query, order } = saved.output;
    this.attach(panel, target, { query, order });
    return Promise.resolve();
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.panels]) panel.dispose();
  }

  private create(target: Subject, beginning: Beginning): void {
    const panel = vscode.window.createWebviewPanel(
      this.options.viewType,
      titleOf(beginning.query, target.clusterName),
      vscode.ViewColumn.Active,
      { retainContextWhenHidden: false },
    );
    this.attach(panel, target, beginning);
  }

  private attach(
    panel: vscode.WebviewPanel,
    { clusterId, clusterName }: Subject,
    beginning: Beginning,
  ): void {
    const { extensionUri, report, settings, documents, commitHere, resend } = this.options;
    const { formatNumber, decoding, localSchemas, filters, writeObstacle } = this.options;
    const { decoder, hasRegistry } = decoding(clusterId);
    panel.title = titleOf(beginning.query, clusterName);
    panel.iconPath = tabIcon(extensionUri, "messages");
    const host = new VscodeHost({
      clusterName,
      documents,
      commitHere: (position) => commitHere(clusterId, position),
      resend: (message) => resend(clusterId, message),
      duplicate: (query, order) => {
        this.create({ clusterId, clusterName }, { query, order });
      },
      showTitle: (query) => {
        panel.title = titleOf(query, clusterName);
      },
    });
    const session = new PeekSession({
      ...beginning,
      gateway: () => this.targetOf(clusterId).gateway,
      clusterId,
      clusterName,
      bootstrapServers: () => this.targetOf(clusterId).bootstrapServers,
      writeObstacle: () => writeObstacle(clusterId),
      timeZones: timeZoneChoices(usableSettings(settings())),
      limits: settings,
      formatNumber,
      decoder,
      localSchemas,
      filters: { ...filters, hasRegistry },
      host,
      now: () => performance.now(),
      wallClockMs: () => Date.now(),
      report: (error) => {
        report(error, "search");
      },
    });
    this.options.focus.follow(panel, clusterId);
    const page = attachPage<PeekRequests, PeekEvents>(panel, {
      extensionUri,
      page: "peek",
      title: "Messages",
      schemas: peekSchemas,
      handlers: session.handlers,
      report,
    });
    const opened = { key: keyOf({ clusterId }, beginning.query), panel, session, page };
    this.panels.add(opened);
    panel.onDidDispose(() => {
      session.dispose();
      this.panels.delete(opened);
    });
  }

  private targetOf(clusterId: string): PeekTarget {
    const target = this.options.target(clusterId);
    if (target !== undefined) return target;
    throw new KafkaError("The cluster is no longer in the settings.", { kind: "invalidInput" });
  }
}

function keyOf({ clusterId }: Pick<Subject, "clusterId">, { topics }: Query): string {
  return JSON.stringify([clusterId, topics]);
}

function titleOf({ topics }: Query, clusterName: string): string {
  return plainLabel(`${topicsName(topics)} — ${clusterName}`);
}

function topicsName(topics: Query["topics"]): string {
  if (topics.kind === "pattern") return `/${topics.pattern.slice(0, 60)}/`;
  const [first = ""] = topics.topics;
  const others = topics.topics.length - 1;
  return others === 0 ? first : `${first} + ${others}`;
}
