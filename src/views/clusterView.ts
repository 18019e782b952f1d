import * as vscode from "vscode";
import { viewIds } from "../manifest";
import { showViewProgress } from "../ui/progress";
import { ClusterTree } from "./clusterTree";
import type { ClusterSource, ClusterTreeOptions } from "./clusterTree";
import { numberFormatter } from "./treeItem";

export type ClusterViewOptions = Pick<ClusterTreeOptions, "showsInternalTopics" | "report">;

/** The tree of clusters in its view, with numbers as the editor's language writes them. */
export class ClusterView implements vscode.Disposable {
  readonly tree: ClusterTree;
  private readonly view: vscode.Disposable;

  constructor(clusters: ClusterSource, options: ClusterViewOptions) {
    this.tree = new ClusterTree(clusters, {
      ...options,
      formatNumber: numberFormatter(vscode.env.language),
      now: () => performance.now(),
      showProgress: (task) => void showViewProgress(viewIds.clusters, task),
    });
    const view = { treeDataProvider: this.tree, showCollapseAll: true };
    this.view = vscode.window.createTreeView(viewIds.clusters, view);
  }

  dispose(): void {
    this.view.dispose();
    this.tree.dispose();
  }
}
