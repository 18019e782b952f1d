import type { SavedColumn } from "../../src/panels/peek/protocol/savedView";

/*
 * Which columns are shown, in which order and how wide. Lists are complete: every column there is has its place,
 * shown or not. Pure.
 */

const pathPrefix = "path:";

/** Titles of the columns that every message has, in their first order. */
const titles: ReadonlyMap<string, string> = new Map([
  ["topic", "Topic"],
  ["partition", "Partition"],
  ["offset", "Offset"],
  ["time", "Time"],
  ["key", "Key"],
  ["value", "Value"],
  ["headers", "Headers"],
  ["size", "Size"],
]);

export const usualColumns: readonly SavedColumn[] = [...titles.keys()].map((id) => ({ id }));

/** The host finds no more paths than these in a message, and none that is longer. */
export const maxPaths = 20;
export const maxPathLength = 256;

const minColumnWidthPx = 40;
const maxColumnWidthPx = 4000;

/** The JSON path of a column of a person's own. */
export function pathOf({ id }: SavedColumn): string | undefined {
  return id.startsWith(pathPrefix) ? id.slice(pathPrefix.length) : undefined;
}

export function columnTitle(column: SavedColumn): string {
  return titles.get(column.id) ?? pathOf(column) ?? column.id;
}

/** Without a person's word the topic is shown where there are several, and the size is not. */
export function isShown({ id, isHidden }: SavedColumn, topics: number): boolean {
  if (isHidden !== undefined) return !isHidden;
  return id === "topic" ? topics > 1 : id !== "size";
}

/** JSON paths to be asked for. */
export function pathsOf(columns: readonly SavedColumn[]): readonly string[] {
  return columns
    .filter(({ isHidden }) => isHidden !== true)
    .map(pathOf)
    .filter((path) => path !== undefined);
}

export function withHidden(
  columns: readonly SavedColumn[],
  id: string,
  isHidden: boolean,
): readonly SavedColumn[] {
  return columns.map((column) => (column.id === id ? { ...column, isHidden } : column));
}

export function withWidth(
  columns: readonly SavedColumn[],
  id: string,
  widthPx: number,
): readonly SavedColumn[] {
  const bounded = Math.round(Math.max(minColumnWidthPx, Math.min(maxColumnWidthPx, widthPx)));
  return columns.map((column) => (column.id === id ? { ...column, widthPx: bounded } : column));
}

/** `by` places to the right, or to the left when negative. */
export function withMoved(
  columns: readonly SavedColumn[],
  id: string,
  by: number,
): readonly SavedColumn[] {
  const at = columns.findIndex((column) => column.id === id);
  const moved = columns[at];
  if (moved === undefined) return columns;
  const rest = columns.filter((column) => column.id !== id);
  const to = Math.max(0, Math.min(rest.length, at + by));
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** The path's column, shown, behind the others; where it is there already it is only shown. */
export function withPath(columns: readonly SavedColumn[], path: string): readonly SavedColumn[] {
  const id = `${pathPrefix}${path}`;
  if (columns.some((column) => column.id === id)) return withHidden(columns, id, false);
  return [...columns, { id }];
}

export function withoutColumn(columns: readonly SavedColumn[], id: string): readonly SavedColumn[] {
  return columns.filter((column) => column.id !== id);
}

/** A saved list, of this version of the page or another: unknown columns go, new ones come. */
export function completed(saved: readonly SavedColumn[]): readonly SavedColumn[] {
  const known = saved.filter((one) => titles.has(one.id) || (pathOf(one) ?? "") !== "");
  const unique = known.filter(({ id }, at) => known.findIndex((one) => one.id === id) === at);
  const missing = usualColumns.filter(({ id }) => !unique.some((one) => one.id === id));
  return [...unique, ...missing];
}
