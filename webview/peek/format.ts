import type { GapRow, Totals } from "../../src/panels/peek/protocol";
import { formatDecimal, formatNumber } from "../shared/numbers";

export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return formatCount(bytes, "byte");
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = { maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return `${formatNumber(value, digits)} ${units[unit] ?? ""}`;
}

/** "100 messages · 117 offsets · 6 partitions · 12 ms · 41 KB" */
export function formatTotals(totals: Totals): string {
  const isOne = totals.offsets === "1";
  return [
    formatCount(totals.messages, "message"),
    `${formatDecimal(totals.offsets)} ${isOne ? "offset" : "offsets"}`,
    formatCount(totals.partitions, "partition"),
    `${formatNumber(totals.elapsedMs)} ms`,
    formatBytes(totals.bytes),
  ].join(" · ");
}

/** "Partition 0: offsets 19,206–19,220 hold no messages: 1 transaction marker, 14 compacted" */
export function formatGap(gap: GapRow): string {
  const first = formatDecimal(gap.firstOffset);
  const isOne = gap.firstOffset === gap.lastOffset;
  const offsets = isOne ? `offset ${first}` : `offsets ${first}–${formatDecimal(gap.lastOffset)}`;
  const subject = `Partition ${gap.partition}: ${offsets}`;
  if (gap.unreadable !== undefined) return `${subject} cannot be read: ${gap.unreadable}`;
  const reasons = gapReasons(gap);
  const holds = `${subject} ${isOne ? "holds" : "hold"} no messages`;
  return reasons.length === 0 ? holds : `${holds}: ${reasons.join(", ")}`;
}

function gapReasons(gap: GapRow): string[] {
  const total = BigInt(gap.lastOffset) - BigInt(gap.firstOffset) + 1n;
  const rest = total - BigInt(gap.controlRecords) - BigInt(gap.abortedMessages);
  const reasons: string[] = [];
  if (gap.controlRecords > 0) reasons.push(formatCount(gap.controlRecords, "transaction marker"));
  if (gap.abortedMessages > 0) reasons.push(`${formatNumber(gap.abortedMessages)} aborted`);
  if (rest > 0n) reasons.push(`${formatNumber(rest)} compacted`);
  return reasons;
}
