import * as vscode from "vscode";
import { contextKeys, viewIds } from "../manifest";
import { Disposables } from "../ui/disposables";
import { showViewProgress } from "../ui/progress";
import type { ClusterFocus } from "./clusterStatus";
import { ClusterTree } from "./clusterTree";
import type { ClusterSource, ClusterTreeOptions } from "./clusterTree";
import type { ClusterTreeNode } from "./nodes";
import type { Pins } from "./pins";
import type { TreeArrangement } from "./treeArrangement";

export interface ClusterViewOptions extends Pick<
  ClusterTreeOptions,
  "formatNumber" | "showsInternalTopics" | "hiddenGroups" | "report"
> {
  readonly arrangement: TreeArrangement;
  readonly pins: Pins;
}

/** The tree of clusters in its view, which says by what it is filtered. */
export class ClusterView implements ClusterFocus, vscode.Disposable {
  readonly tree: ClusterTree;
  private readonly view: vscode.TreeView<ClusterTreeNode>;
  private readonly owned = new Disposables();

  constructor(
    clusters: ClusterSource,
    private readonly options: ClusterViewOptions,
  ) {
    this.tree = this.owned.add(
      new ClusterTree(clusters, {
        ...options,
        now: () => performance.now(),
        showProgress: (task) => void showViewProgress(viewIds.clusters, task),
      }),
    );
    this.view = this.owned.add(
      vscode.window.createTreeView(viewIds.clusters, {
        treeDataProvider: this.tree,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.owned.add(
      options.arrangement.onDidChange(() => {
        this.tellArrangement();
      }),
    );
    this.tellArrangement();
  }

  /** The settings have changed which groups are hidden. */
  refreshHidden(): void {
    this.tellArrangement();
    this.tree.rearrange();
  }

  /** Opens what is above the row, selects it and gives it the focus. */
  async reveal(node: ClusterTreeNode): Promise<void> {
    await this.view.reveal(node, { select: true, focus: true, expand: true });
  }

  /** The cluster of the row that is selected; with several rows, of the first. */
  get clusterId(): string | undefined {
    const [node] = this.view.selection;
    return node !== undefined && "cluster" in node ? node.cluster.id : undefined;
  }

  get onDidChange(): vscode.Event<unknown> {
    return this.view.onDidChangeSelection;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private tellArrangement(): void {
    const { filter, showsHidden } = this.options.arrangement;
    this.view.message = filter === undefined ? "" : `Filter: ${filter.text}`;
    const context = {
      [contextKeys.isFiltered]: filter !== undefined,
      [contextKeys.showsHiddenGroups]: showsHidden,
      [contextKeys.hasHiddenGroups]: this.options.hiddenGroups().length > 0,
    };
    for (const [key, value] of Object.entries(context)) {
      void vscode.commands.executeCommand("setContext", key, value);
    }
  }
}
