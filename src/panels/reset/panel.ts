import * as vscode from "vscode";
import type { ResetRequest } from "../../kafka/reset/target";
import { groupName, plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import type { RpcServer } from "../rpc";
import { resetSchemas } from "./parseRequest";
import type { ResetEvents, ResetRequests } from "./protocol";
import type { ResetHost } from "./resetHost";
import { ResetSession } from "./session";

export interface ResetPanelsOptions {
  /** The webview's type, which its serializer and its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  /** Told which cluster a panel is about. */
  readonly focus: Pick<PanelFocus, "follow">;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

export interface ResetPanelTarget {
  readonly clusterId: string;
  readonly clusterName: string;
  /** One for each group that is reset together; at least one. */
  readonly requests: readonly ResetRequest[];
  readonly host: ResetHost;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: ResetSession;
  readonly page: RpcServer<ResetRequests, ResetEvents>;
}

/** The reset previews: one panel for the same groups of a cluster, reused when they are reset to something else. */
export class ResetPanels implements vscode.Disposable {
  private readonly open = new Map<string, OpenPanel>();

  constructor(private readonly options: ResetPanelsOptions) {}

  /** Shows the preview of a reset. Nothing is written before the person asked for it there and confirmed. */
  show(target: ResetPanelTarget): void {
    const groupIds = target.requests.map(({ groupId }) => groupId);
    const key = JSON.stringify([target.clusterId, ...groupIds.toSorted()]);
    const known = this.open.get(key);
    if (known === undefined) {
      this.open.set(key, this.create(key, target));
      return;
    }
    known.panel.reveal();
    if (!known.session.aimAt(target.requests)) return;
    known.panel.title = titleOf(target);
    known.page.emit("changed", {});
  }

  dispose(): void {
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  private create(key: string, target: ResetPanelTarget): OpenPanel {
    const { viewType, extensionUri, report } = this.options;
    const { requests, host } = target;
    const title = titleOf(target);
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      retainContextWhenHidden: false,
    });
    panel.iconPath = tabIcon(extensionUri, "reset");
    const session = new ResetSession(requests, host);
    this.options.focus.follow(panel, target.clusterId);
    const page = attachPage<ResetRequests, ResetEvents>(panel, {
      extensionUri,
      page: "reset",
      title: "Reset Offsets",
      schemas: resetSchemas,
      handlers: session.handlers(),
      report,
    });
    panel.onDidDispose(() => this.open.delete(key));
    return { panel, session, page };
  }
}

function titleOf({ requests, clusterName }: ResetPanelTarget): string {
  const [first, ...others] = requests;
  const what = first?.target.to === "restore" ? "Undo" : "Reset";
  const whose = others.length > 0 ? `${requests.length} groups` : groupName(first?.groupId ?? "");
  return `${what} ${whose} — ${plainLabel(clusterName)}`;
}
