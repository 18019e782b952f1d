import * as vscode from "vscode";
import { plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import type { ConnectionHost, EnteredSecrets } from "./connectionHost";
import { connectionSchemas } from "./parseRequest";
import type { ConnectionDraft, ConnectionEvents, ConnectionRequests } from "./protocol";
import { ConnectionSession } from "./session";

export interface ConnectionPanelsOptions {
  /** The webview's type, which its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  readonly focus: Pick<PanelFocus, "follow">;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

export interface ConnectionTarget {
  /** The saved cluster that is edited; undefined for a new one. */
  readonly clusterId: string | undefined;
  readonly draft: ConnectionDraft;
  /** Found where the draft came from. */
  readonly secrets: EnteredSecrets;
  /** What was left out of where it came from: whole sentences. */
  readonly notes: readonly string[];
  readonly host: ConnectionHost;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: ConnectionSession;
}

/** The connection editors: one panel for each saved cluster, and one for each new one. */
export class ConnectionPanels implements vscode.Disposable {
  private readonly open = new Map<unknown, OpenPanel>();

  constructor(private readonly options: ConnectionPanelsOptions) {}

  /** Opens the editor of a cluster. What somebody is editing already is shown as it stands. */
  edit(target: ConnectionTarget): void {
    this.shown(target);
  }

  /** The same, and begins the test at once. */
  test(target: ConnectionTarget): void {
    const { session } = this.shown(target);
    session.test().catch((error: unknown) => {
      this.options.report(error, "test");
    });
  }

  dispose(): void {
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  private shown(target: ConnectionTarget): OpenPanel {
    const key = target.clusterId ?? Symbol(target.draft.name);
    const known = this.open.get(key);
    known?.panel.reveal();
    return known ?? this.create(key, target);
  }

  private create(key: unknown, target: ConnectionTarget): OpenPanel {
    const { viewType, extensionUri, report } = this.options;
    const { clusterId, draft, secrets, notes, host } = target;
    const title = clusterId === undefined ? "Add Cluster" : `Edit ${plainLabel(draft.name)}`;
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      retainContextWhenHidden: false,
    });
    panel.iconPath = tabIcon(extensionUri, "connection");
    const session = new ConnectionSession({
      draft,
      mode: clusterId === undefined ? "add" : "edit",
      secrets,
      notes,
      host,
      onView: (view) => {
        page.emit("view", view);
      },
      onSaved: () => {
        panel.dispose();
      },
    });
    const page = attachPage<ConnectionRequests, ConnectionEvents>(panel, {
      extensionUri,
      page: "connection",
      title: "Connection",
      schemas: connectionSchemas,
      handlers: session.handlers,
      report,
    });
    if (clusterId !== undefined) this.options.focus.follow(panel, clusterId);
    panel.onDidDispose(() => {
      session.dispose();
      this.open.delete(key);
    });
    const opened = { panel, session };
    this.open.set(key, opened);
    return opened;
  }
}
