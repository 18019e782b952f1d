import type { GroupArrangement, GroupPartitionRow } from "../../src/panels/group/protocol";
import { statusOrder } from "./statusWord";

/** What a column sorts by. Undefined comes last, whichever way it is sorted. */
type SortValue = bigint | number | string | undefined;

interface SortKey {
  readonly of: (row: GroupPartitionRow) => SortValue;
  /** Where the large ones are what one looks for. */
  readonly isDescendingFirst: boolean;
}

const largestFirst = (of: SortKey["of"]): SortKey => ({ of, isDescendingFirst: true });
const smallestFirst = (of: SortKey["of"]): SortKey => ({ of, isDescendingFirst: false });

const sortKeys: Readonly<Record<string, SortKey>> = {
  topic: smallestFirst((row) => row.topic),
  partition: smallestFirst((row) => row.partition),
  start: largestFirst((row) => offset(row.start)),
  committed: largestFirst((row) => offset(row.committed)),
  end: largestFirst((row) => offset(row.end)),
  lag: largestFirst((row) => offset(row.lag)),
  consumed: largestFirst((row) => row.consumedPerSecond),
  timeLag: largestFirst((row) => row.timeLagMs),
  eta: largestFirst((row) => row.etaMs),
  owner: smallestFirst((row) => row.owner),
  status: largestFirst((row) => statusOrder.indexOf(row.status)),
};

function offset(digits: string | null | undefined): bigint | undefined {
  return digits === null || digits === undefined ? undefined : BigInt(digits);
}

/** The rows a person wants to see, in the order they want. Equal ones stay in the host's order. */
export function arrange(
  rows: readonly GroupPartitionRow[],
  arrangement: GroupArrangement,
): readonly GroupPartitionRow[] {
  const terms = (arrangement.filter ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const isOnlyLagging = arrangement.onlyLagging === true;
  const kept = rows.filter((row) => (!isOnlyLagging || isLagging(row)) && matches(row, terms));
  const key = arrangement.sortBy === undefined ? undefined : sortKeys[arrangement.sortBy];
  if (key === undefined) return kept;
  const sign = arrangement.descending === true ? -1 : 1;
  return kept
    .map((row) => ({ row, value: key.of(row) }))
    .sort((one, other) => compare(one.value, other.value, sign))
    .map(({ row }) => row);
}

/** A column's title was pressed: its usual way, then the other way round, then not sorted. */
export function withSort(
  arrangement: GroupArrangement,
  column: string,
): Required<Pick<GroupArrangement, "sortBy" | "descending">> {
  const usual = sortKeys[column]?.isDescendingFirst ?? false;
  if (arrangement.sortBy !== column) return { sortBy: column, descending: usual };
  const isReversed = arrangement.descending !== usual;
  return isReversed ? { sortBy: "", descending: false } : { sortBy: column, descending: !usual };
}

function isLagging({ lag }: GroupPartitionRow): boolean {
  return lag !== undefined && BigInt(lag) > 0n;
}

function matches(row: GroupPartitionRow, terms: readonly string[]): boolean {
  const text = `${row.topic}-${row.partition} ${row.owner ?? ""} ${row.status}`.toLowerCase();
  return terms.every((term) => text.includes(term));
}

function compare(one: SortValue, other: SortValue, sign: number): number {
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  return sign * (one < other ? -1 : one > other ? 1 : 0);
}
