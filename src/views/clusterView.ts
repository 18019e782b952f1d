import * as vscode from "vscode";
import { viewIds } from "../manifest";
import { showViewProgress } from "../ui/progress";
import { ClusterTree } from "./clusterTree";
import type { ClusterSource, ClusterTreeOptions } from "./clusterTree";

export type ClusterViewOptions = Pick<
  ClusterTreeOptions,
  "formatNumber" | "showsInternalTopics" | "report"
>;

/** The tree of clusters in its view. */
export class ClusterView implements vscode.Disposable {
  readonly tree: ClusterTree;
  private readonly view: vscode.Disposable;

  constructor(clusters: ClusterSource, options: ClusterViewOptions) {
    this.tree = new ClusterTree(clusters, {
      ...options,
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
