import * as vscode from "vscode";

/** Which cluster the panel in front is about. */
export class PanelFocus implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private front: { readonly panel: vscode.WebviewPanel; readonly clusterId: string } | undefined;

  readonly onDidChange = this.changed.event;

  /** Undefined while no panel is in front. */
  get clusterId(): string | undefined {
    return this.front?.clusterId;
  }

  /** Until the panel is disposed. */
  follow(panel: vscode.WebviewPanel, clusterId: string): void {
    const update = (isActive: boolean): void => {
      if (isActive) this.front = { panel, clusterId };
      else if (this.front?.panel === panel) this.front = undefined;
      else return;
      this.changed.fire();
    };
    update(panel.active);
    panel.onDidChangeViewState(() => {
      update(panel.active);
    });
    panel.onDidDispose(() => {
      update(false);
    });
  }

  dispose(): void {
    this.changed.dispose();
  }
}
