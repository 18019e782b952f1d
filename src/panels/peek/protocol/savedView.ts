import type { Query, RowOrder } from "./query";

/** What the page has VS Code keep while it is hidden and over a reload. Never messages. */
export interface SavedView {
  readonly clusterId: string;
  /** The last read. */
  readonly query: Query;
  readonly order: RowOrder;
  /** The one that a person chose. */
  readonly chosenOrder?: RowOrder;
  readonly columns?: readonly SavedColumn[];
  readonly density?: "comfortable" | "compact";
  readonly grouping?: "none" | "topic" | "partition";
  readonly groupId?: string;
  /** Part of the room that the detail pane takes. */
  readonly detailPercent?: number;
  readonly isPartitionsOpen?: boolean;
  /** It was following the partitions' ends, and does so again. */
  readonly isLive?: boolean;
}

export interface SavedColumn {
  /** "partition", "offset", "time", "key", "value", "headers", "size", "topic", or "path:" and a JSON path. */
  readonly id: string;
  readonly widthPx?: number;
  readonly isHidden?: boolean;
}
