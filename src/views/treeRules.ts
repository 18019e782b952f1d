import type * as vscode from "vscode";
import type { RowRules } from "./arrangeRows";
import type { ClusterTreeNode, GroupNode, TopicNode } from "./nodes";
import type { Pins } from "./pins";
import type { TreeArrangement } from "./treeArrangement";

export interface TreeRulesOptions {
  readonly arrangement: Pick<
    TreeArrangement,
    "filter" | "groupOrder" | "showsHidden" | "onDidChange"
  >;
  readonly pins: Pick<Pins, "has" | "onDidChange">;
  /** Patterns of groups that are shown only when the arrangement says so. */
  readonly hiddenGroups: () => readonly string[];
}

/** By what the tree chooses and orders its rows: from what the person arranged, pinned and set. */
export class TreeRules implements vscode.Disposable {
  private readonly listeners: readonly vscode.Disposable[];
  private waiting: (() => void)[] = [];

  constructor(
    private readonly options: TreeRulesOptions,
    private readonly onChange: () => void,
  ) {
    const tell = this.tell.bind(this);
    this.listeners = [options.arrangement.onDidChange(tell), options.pins.onDidChange(tell)];
  }

  get current(): RowRules {
    const { arrangement, hiddenGroups } = this.options;
    return {
      filter: arrangement.filter,
      groupOrder: arrangement.groupOrder,
      hiddenGroups: arrangement.showsHidden ? [] : hiddenGroups(),
      isPinned: (node) => this.isPinned(node),
    };
  }

  isPinned(node: ClusterTreeNode): boolean {
    if (node.kind !== "group" && node.kind !== "topic") return false;
    return this.options.pins.has(node.cluster.id, node.kind, nameOf(node));
  }

  /** Resolves when the rules are others, or are no longer needed. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The settings have changed. */
  tell(): void {
    this.release();
    this.onChange();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.release();
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

function nameOf(node: GroupNode | TopicNode): string {
  return node.kind === "group" ? node.group.groupId : node.topic.topic;
}
