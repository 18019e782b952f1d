import type { FilteredGroup, KnownLag } from "./treeFilter";

/** What the groups of a cluster are sorted by; equal ones by name. */
export const groupOrders = ["name", "state", "lag", "type"] as const;

export type GroupOrder = (typeof groupOrders)[number];

/** Compares two groups: names and words from A to Z, lags from the largest, what is not known last. */
export function compareGroups(order: GroupOrder, one: FilteredGroup, other: FilteredGroup): number {
  return comparisons[order](one, other) || compareTexts(one.groupId, other.groupId);
}

type Compare = (one: FilteredGroup, other: FilteredGroup) => number;

const comparisons: Readonly<Record<GroupOrder, Compare>> = {
  name: () => 0,
  state: (one, other) => compareTexts(one.state ?? last, other.state ?? last),
  type: (one, other) => compareTexts(knownType(one), knownType(other)),
  lag: (one, other) => {
    const [mine, its] = [lagToSort(one.lag), lagToSort(other.lag)];
    return mine === its ? 0 : mine > its ? -1 : 1;
  },
};

/** Behind every word of Kafka's. */
const last = "\uffff";

function knownType({ type }: FilteredGroup): string {
  return type === "unknown" ? last : type;
}

function lagToSort(known: KnownLag): bigint {
  if (known === "unknown") return -2n;
  return known === "none" ? -1n : known.lag;
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
