import * as vscode from "vscode";
import type { ResetRequest } from "../../kafka/reset/target";
import { groupName, plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { RpcServer } from "../rpc";
import { resetSchemas } from "./parseRequest";
import type { ResetEvents, ResetRequests } from "./protocol";
import type { ResetHost } from "./resetHost";
import { ResetSession } from "./session";

export interface ResetPanelsOptions {
  /** The webview's type, which its serializer and its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

export interface ResetPanelTarget {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly request: ResetRequest;
  readonly host: ResetHost;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: ResetSession;
  readonly page: RpcServer<ResetRequests, ResetEvents>;
}

/** The reset previews: one panel for a group of a cluster, reused when the group is reset to something else. */
export class ResetPanels implements vscode.Disposable {
  private readonly open = new Map<string, OpenPanel>();

  constructor(private readonly options: ResetPanelsOptions) {}

  /** Shows the preview of a reset. Nothing is written before the person asked for it there and confirmed. */
  show(target: ResetPanelTarget): void {
    const key = JSON.stringify([target.clusterId, target.request.groupId]);
    const known = this.open.get(key);
    if (known === undefined) {
      this.open.set(key, this.create(key, target));
      return;
    }
    known.panel.reveal();
    if (!known.session.aimAt(target.request)) return;
    known.panel.title = titleOf(target);
    known.page.emit("changed", {});
  }

  dispose(): void {
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  private create(key: string, target: ResetPanelTarget): OpenPanel {
    const { viewType, extensionUri, report } = this.options;
    const { request, host } = target;
    const title = titleOf(target);
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      retainContextWhenHidden: false,
    });
    panel.iconPath = tabIcon(extensionUri, "reset");
    const session = new ResetSession(request, host);
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

function titleOf({ request, clusterName }: ResetPanelTarget): string {
  const what = request.target.to === "restore" ? "Undo" : "Reset";
  return `${what} ${groupName(request.groupId)} — ${plainLabel(clusterName)}`;
}
