import type { GroupArrangement, GroupTab, GroupView } from "../../src/panels/group/protocol";
import type { Beginning } from "./state";

export const groupTabs: readonly GroupTab[] = [
  "partitions",
  "members",
  "rebalances",
  "explain",
  "history",
];

/** As long as the host takes it back. */
export const maxFilterLength = 1000;

/**
 * Where a page begins: where it was when it was hidden, unless the host asks for another tab since. What was saved
 * may be of an older version of the page.
 */
export function beginningOf({ saved }: GroupView, stored: unknown): Beginning {
  const fromHost = { tab: saved.tab, arrangement: saved.arrangement ?? {} };
  if (!isObject(stored)) return fromHost;
  if (stored["groupId"] !== saved.groupId || stored["clusterId"] !== saved.clusterId)
    return fromHost;
  const wasAsked = stored["askedTab"] === saved.tab;
  const kept = wasAsked ? groupTabs.find((one) => one === stored["tab"]) : undefined;
  return { tab: kept ?? saved.tab, arrangement: arrangementOf(stored["arrangement"]) };
}

function arrangementOf(stored: unknown): GroupArrangement {
  if (!isObject(stored)) return {};
  const { sortBy, descending, filter, onlyLagging } = stored;
  return {
    ...(typeof sortBy === "string" ? { sortBy } : {}),
    ...(typeof descending === "boolean" ? { descending } : {}),
    ...(typeof filter === "string" ? { filter } : {}),
    ...(typeof onlyLagging === "boolean" ? { onlyLagging } : {}),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
