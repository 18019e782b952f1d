import * as vscode from "vscode";
import type { FormatNumber } from "../ui/numberFormat";
import { changeItem } from "./changeItem";
import type { ChangeNode, ShownChange } from "./changeNodes";

/** The changes to show. */
export interface ChangeSource {
  /** Newest first. */
  list(): Promise<readonly ShownChange[]>;
  onDidChange(listener: () => void): { dispose(): void };
}

export interface ChangesTreeOptions {
  readonly formatNumber: FormatNumber;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For the log. */
  readonly report: (error: unknown, doing: string) => void;
}

/** The changes made from this computer, by any window. A list that cannot be read is empty and in the log. */
export class ChangesTree implements vscode.TreeDataProvider<ChangeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listener: { dispose(): void };
  private readonly handedOut = new WeakSet<object>();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly source: ChangeSource,
    private readonly options: ChangesTreeOptions,
  ) {
    this.listener = source.onDidChange(() => {
      this.refresh();
    });
  }

  getTreeItem({ change }: ChangeNode): vscode.TreeItem {
    return changeItem(change, this.options.now(), this.options.formatNumber);
  }

  async getChildren(node?: ChangeNode): Promise<ChangeNode[]> {
    if (node !== undefined) return [];
    try {
      return (await this.source.list()).map((change) => this.handOut({ kind: "change", change }));
    } catch (error) {
      this.options.report(error, "Reading the recent changes");
      return [];
    }
  }

  /** Whether this very object is one of the tree's rows. */
  isNode(value: unknown): value is ChangeNode {
    return typeof value === "object" && value !== null && this.handedOut.has(value);
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private handOut(node: ChangeNode): ChangeNode {
    this.handedOut.add(node);
    return node;
  }
}
