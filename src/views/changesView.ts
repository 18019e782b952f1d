import * as vscode from "vscode";
import { viewIds } from "../manifest";
import { ChangesTree, type ChangeSource, type ChangesTreeOptions } from "./changesTree";

/** How old a row says its change is, is told in minutes. */
const redrawEveryMs = 60_000;

/** The recent changes in their view, drawn anew when it is shown and while it is. */
export class ChangesView implements vscode.Disposable {
  readonly tree: ChangesTree;
  private readonly view: vscode.TreeView<unknown>;
  private readonly listener: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(source: ChangeSource, options: Omit<ChangesTreeOptions, "now">) {
    this.tree = new ChangesTree(source, { ...options, now: Date.now });
    this.view = vscode.window.createTreeView(viewIds.changes, { treeDataProvider: this.tree });
    this.listener = this.view.onDidChangeVisibility(({ visible }) => {
      this.setVisible(visible);
    });
    this.setVisible(this.view.visible);
  }

  dispose(): void {
    clearInterval(this.timer);
    this.listener.dispose();
    this.view.dispose();
    this.tree.dispose();
  }

  private setVisible(isVisible: boolean): void {
    clearInterval(this.timer);
    if (!isVisible) return;
    this.tree.refresh();
    this.timer = setInterval(() => {
      this.tree.refresh();
    }, redrawEveryMs);
  }
}
