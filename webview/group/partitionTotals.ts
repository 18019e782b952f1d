import type { GroupHead, GroupPartitionRow } from "../../src/panels/group/protocol";
import { formatDecimal } from "../shared/numbers";
import { formatCount, formatDuration, formatRate } from "./format";

/** The last row's texts by column, over the rows that are shown. */
export function totalsOf(
  rows: readonly GroupPartitionRow[],
  all: number,
  head: GroupHead,
): Readonly<Record<string, string>> {
  const lag = rows.reduce((sum, row) => sum + BigInt(row.lag ?? "0"), 0n);
  const rates = known(rows.map((row) => row.consumedPerSecond));
  const timeLags = known(rows.map((row) => row.timeLagMs));
  const isAll = rows.length === all;
  const eta = isAll ? head.etaMs : undefined;
  return {
    topic: isAll ? formatCount(all, "partition") : `${rows.length} of ${all} partitions`,
    lag: formatDecimal(lag.toString()),
    consumed: rates.length === 0 ? "" : formatRate(rates.reduce((sum, rate) => sum + rate, 0)),
    timeLag: timeLags.length === 0 ? "" : formatDuration(largest(timeLags)),
    eta: eta === undefined ? "" : formatDuration(eta),
    notes: without(rows),
  };
}

function without(rows: readonly GroupPartitionRow[]): string {
  const withoutCommit = rows.filter(({ committed }) => committed === null).length;
  const unreadable = rows.filter(({ problem }) => problem !== undefined).length;
  return [
    withoutCommit === 0 ? "" : `${withoutCommit} without a commit`,
    unreadable === 0 ? "" : `${unreadable} not readable`,
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function known(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined);
}
