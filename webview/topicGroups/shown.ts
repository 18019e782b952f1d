import type {
  TopicGroupCell,
  TopicGroupColumn,
  TopicGroupsArrangement,
  TopicGroupsView,
  TopicPartitionRow,
} from "../../src/panels/topicGroups/protocol";

/** A group of the table; the letter stands for it on the strips. */
export interface ShownGroup extends TopicGroupColumn {
  readonly letter: string;
}

/** A partition with the cells of the groups that are shown. */
export interface ShownRow extends Omit<TopicPartitionRow, "cells"> {
  readonly cells: readonly TopicGroupCell[];
}

export interface Shown {
  readonly groups: readonly ShownGroup[];
  /** Groups that fit the filter; more than `groups` where there is no room for all. */
  readonly fitting: number;
  readonly rows: readonly ShownRow[];
}

/** More columns than this cannot be compared by eye: the filter chooses among them. */
export const maxGroups = 26;

/** Groups and rows as the person arranged them. Equal rows stay in the order of their partitions. */
export function shownOf(view: TopicGroupsView, arrangement: TopicGroupsArrangement): Shown {
  const words = (arrangement.filter ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = view.groups
    .map((group, index) => ({ group, index }))
    .filter(({ group }) => words.every((word) => group.name.toLowerCase().includes(word)));
  const chosen = fitting.slice(0, maxGroups);
  const rows = view.partitions.map((row): ShownRow => {
    const cells = chosen.map(({ index }) => row.cells[index] ?? {});
    return { ...row, cells };
  });
  const groups = chosen.map(({ group }, at) => ({ ...group, letter: letterOf(at) }));
  return { groups, fitting: fitting.length, rows: sorted(rows, groups, arrangement) };
}

export function lagColumn(groupId: string): string {
  return `lag:${groupId}`;
}

/** A column's title was pressed: its usual way, then the other way round, then not sorted. */
export function withSort(
  { sortBy, descending = false }: TopicGroupsArrangement,
  column: string,
): Required<Pick<TopicGroupsArrangement, "sortBy" | "descending">> {
  const usual = column !== "partition";
  if (sortBy !== column) return { sortBy: column, descending: usual };
  return descending === usual
    ? { sortBy: column, descending: !usual }
    : { sortBy: "", descending: false };
}

function letterOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

function sorted(
  rows: readonly ShownRow[],
  groups: readonly ShownGroup[],
  { sortBy, descending }: TopicGroupsArrangement,
): readonly ShownRow[] {
  const valueOf = sortKey(groups, sortBy ?? "");
  if (valueOf === undefined) return rows;
  const sign = descending === true ? -1 : 1;
  return [...rows].sort((one, other) => compare(valueOf(one), valueOf(other), sign));
}

type SortKey = (row: ShownRow) => bigint | undefined;

function sortKey(groups: readonly ShownGroup[], column: string): SortKey | undefined {
  const offset = (digits: string | undefined): bigint | undefined =>
    digits === undefined ? undefined : BigInt(digits);
  if (column === "partition") return ({ partition }) => BigInt(partition);
  if (column === "start") return ({ start }) => offset(start);
  if (column === "end") return ({ end }) => offset(end);
  const at = groups.findIndex(({ groupId }) => lagColumn(groupId) === column);
  return at < 0 ? undefined : ({ cells }) => offset(cells[at]?.lag);
}

/** What is not known comes last, whichever way it is sorted. */
function compare(one: bigint | undefined, other: bigint | undefined, sign: number): number {
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  return sign * (one < other ? -1 : one > other ? 1 : 0);
}
