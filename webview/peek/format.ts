import type { Totals } from "../../src/panels/peek/protocol/page";
import { formatNumber } from "../shared/numbers";

export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return formatCount(Math.round(bytes), "byte");
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

/** "100 messages · 42 filtered out · 117 offsets, 17 compacted · 6 partitions · 3 requests · 41 KB · 12 ms" */
export function formatTotals(totals: Totals): string {
  // The messages are said already.
  const explained = totals.explained.split(", ").filter((part) => !/ messages?$/.test(part));
  const parts = [
    explained.join(", "),
    formatCount(totals.partitions, "partition"),
    formatCount(totals.requests, "request"),
    formatBytes(totals.bytes),
  ];
  // a live view has no end to measure until
  if (totals.elapsedMs > 0) parts.push(`${formatNumber(totals.elapsedMs)} ms`);
  if (totals.filteredOut > 0) parts.unshift(`${formatNumber(totals.filteredOut)} filtered out`);
  return [formatCount(totals.messages, "message"), ...parts].join(" · ");
}

/** "1,234 messages/s" */
export function formatRate(perSecond: number): string {
  const digits = { maximumFractionDigits: perSecond > 0 && perSecond < 10 ? 1 : 0 } as const;
  return `${formatNumber(perSecond, digits)} messages/s`;
}

/** "1 h 20 min", "3 min", "12 s": two units at the most. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** How far through `whole` something is, 0 to 1, exact enough for a picture of any int64. */
export function share(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 0;
  const thousandths = Number((part * 10_000n) / whole) / 10_000;
  return Math.max(0, Math.min(1, thousandths));
}
