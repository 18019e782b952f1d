import type { Opened } from "../../src/panels/peek/protocol/opened";
import type { RowOrder } from "../../src/panels/peek/protocol/query";
import type { SavedColumn, SavedView } from "../../src/panels/peek/protocol/savedView";
import { completed, usualColumns, withPath } from "./columns";
import type { Grouping } from "./rowGroups";

/** How the view is arranged: the page's own, which the host knows nothing of. */
export interface Arrangement {
  readonly columns: readonly SavedColumn[];
  readonly density: "comfortable" | "compact";
  readonly grouping: Grouping;
  /** Whose commits the partitions table shows. */
  readonly groupId: string | undefined;
  readonly detailPercent: number;
  readonly isPartitionsOpen: boolean;
}

export const usualArrangement: Arrangement = {
  columns: usualColumns,
  density: "comfortable",
  grouping: "none",
  groupId: undefined,
  detailPercent: 42,
  isPartitionsOpen: false,
};

export interface Restored {
  readonly arrangement: Arrangement;
  readonly order: RowOrder;
  /** By a person. */
  readonly chosenOrder: RowOrder | undefined;
  /** It followed the partitions' ends. */
  readonly isLive: boolean;
}

/** What was saved, where it is of this read; it may come from an older version of the page. */
export function restore(opened: Opened, saved: unknown): Restored {
  const view = isRecord(saved) ? (saved as Partial<SavedView>) : {};
  const isSameRead = canonical(view.query) === canonical(opened.query);
  return {
    arrangement: withPaths(arrangementOf(view), opened.query.columnPaths),
    order: isSameRead && isOrder(view.order) ? view.order : opened.order,
    chosenOrder: isSameRead && isOrder(view.chosenOrder) ? view.chosenOrder : undefined,
    isLive: isSameRead && view.isLive === true,
  };
}

function arrangementOf(view: Partial<SavedView>): Arrangement {
  const { columns, density, grouping, groupId, detailPercent, isPartitionsOpen } = view;
  return {
    columns: completed(Array.isArray(columns) ? columns.filter(isColumn) : []),
    density: density === "compact" ? "compact" : "comfortable",
    grouping: grouping === "topic" || grouping === "partition" ? grouping : "none",
    groupId: typeof groupId === "string" ? groupId : undefined,
    detailPercent: isPercent(detailPercent) ? detailPercent : usualArrangement.detailPercent,
    isPartitionsOpen: isPartitionsOpen === true,
  };
}

function withPaths(arrangement: Arrangement, paths: readonly string[]): Arrangement {
  return { ...arrangement, columns: paths.reduce(withPath, arrangement.columns) };
}

function isOrder(value: unknown): value is RowOrder {
  return value === "oldestFirst" || value === "newestFirst";
}

function isColumn(value: unknown): value is SavedColumn {
  if (!isRecord(value) || typeof value["id"] !== "string") return false;
  const { widthPx, isHidden } = value as { widthPx?: unknown; isHidden?: unknown };
  const isWidth = widthPx === undefined || (typeof widthPx === "number" && widthPx > 0);
  return isWidth && (isHidden === undefined || typeof isHidden === "boolean");
}

function isPercent(value: unknown): value is number {
  return typeof value === "number" && value >= 10 && value <= 90;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The same for values that differ in the order of their properties only. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort()) : part;
  });
}
