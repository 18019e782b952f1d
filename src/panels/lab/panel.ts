import * as vscode from "vscode";
import { plainLabel } from "../../ui/plainText";
import { attachPage, tabIcon } from "../host";
import type { PanelFocus } from "../panelFocus";
import type { Emit } from "./labPart";
import { labSchemas } from "./parseRequest";
import type { LabEvents, LabRequests, LabTab } from "./protocol";
import { LabSession, type LabParts } from "./session";

/** A cluster to learn on. */
export interface LabTarget {
  readonly clusterId: string;
  readonly clusterName: string;
}

export interface LabPanelsOptions {
  /** The webview's type, which its tests know it by. */
  readonly viewType: string;
  readonly extensionUri: vscode.Uri;
  readonly focus: Pick<PanelFocus, "follow">;
  /** Why the cluster must not be written to, as it is configured now. */
  readonly obstacle: (clusterId: string) => string | undefined;
  /** The tabs' own parts, made anew for each panel. */
  readonly parts: (target: LabTarget, emit: Emit<LabEvents>) => LabParts;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly session: LabSession;
}

/** The labs: one panel for each cluster. What a lab runs ends with its panel. */
export class LabPanels implements vscode.Disposable {
  private readonly open = new Map<string, OpenPanel>();
  private readonly ending = new Set<Promise<void>>();

  constructor(private readonly options: LabPanelsOptions) {}

  /** Shows the cluster's lab, at this tab. */
  show(target: LabTarget, tab: LabTab): void {
    const known = this.open.get(target.clusterId);
    if (known === undefined) {
      this.create(target, tab);
      return;
    }
    known.panel.reveal();
    known.session.show(tab);
  }

  /** Ends everything the labs run. */
  async close(): Promise<void> {
    this.dispose();
    await Promise.all(this.ending);
  }

  dispose(): void {
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  private create(target: LabTarget, tab: LabTab): void {
    const { viewType, extensionUri, focus, obstacle, parts, report } = this.options;
    const { clusterId, clusterName } = target;
    const title = `Lab — ${plainLabel(clusterName)}`;
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      retainContextWhenHidden: false,
    });
    panel.iconPath = tabIcon(extensionUri, "lab");
    const emit: Emit<LabEvents> = (event, payload) => {
      page.emit(event, payload);
    };
    const session = new LabSession({
      clusterName,
      tab,
      obstacle: () => obstacle(clusterId),
      emit,
      parts: parts(target, emit),
    });
    const page = attachPage<LabRequests, LabEvents>(panel, {
      extensionUri,
      page: "lab",
      title: "Lab",
      schemas: labSchemas,
      handlers: session.handlers,
      report,
    });
    focus.follow(panel, clusterId);
    this.open.set(clusterId, { panel, session });
    panel.onDidDispose(() => {
      this.open.delete(clusterId);
      this.end(session);
    });
  }

  private end(session: LabSession): void {
    const ended = session
      .dispose()
      .catch((error: unknown) => {
        this.options.report(error, "ending the lab");
      })
      .finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}
