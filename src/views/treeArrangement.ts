import * as vscode from "vscode";
import { groupOrders, type GroupOrder } from "./sortGroups";
import { parseFilter, type TreeFilter } from "./treeFilter";

/** What VS Code keeps for an extension: its `Memento`. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const keys = {
  filter: "kafkaOffsets.tree.filter",
  order: "kafkaOffsets.tree.groupOrder",
  showsHidden: "kafkaOffsets.tree.showsHidden",
} as const;

/** How the person wants the tree of clusters; kept for the workspace. */
export class TreeArrangement implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private currentFilter: TreeFilter | undefined;
  private currentOrder: GroupOrder;
  private areHiddenShown: boolean;

  readonly onDidChange = this.changed.event;

  constructor(private readonly store: Store) {
    const text = store.get(keys.filter);
    const parsed = parseFilter(typeof text === "string" ? text : "");
    this.currentFilter = parsed.kind === "filter" ? parsed.filter : undefined;
    const order = store.get(keys.order);
    this.currentOrder = groupOrders.find((one) => one === order) ?? "name";
    this.areHiddenShown = store.get(keys.showsHidden) === true;
  }

  get filter(): TreeFilter | undefined {
    return this.currentFilter;
  }

  get groupOrder(): GroupOrder {
    return this.currentOrder;
  }

  /** Whether groups are shown that the settings hide. */
  get showsHidden(): boolean {
    return this.areHiddenShown;
  }

  async setFilter(filter: TreeFilter | undefined): Promise<void> {
    this.currentFilter = filter;
    await this.keep(keys.filter, filter?.text);
  }

  async setGroupOrder(order: GroupOrder): Promise<void> {
    this.currentOrder = order;
    await this.keep(keys.order, order);
  }

  async setShowsHidden(showsHidden: boolean): Promise<void> {
    this.areHiddenShown = showsHidden;
    await this.keep(keys.showsHidden, showsHidden);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async keep(key: string, value: unknown): Promise<void> {
    this.changed.fire(undefined);
    await this.store.update(key, value);
  }
}
