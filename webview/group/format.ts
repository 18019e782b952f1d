import { formatDecimal, formatNumber } from "../shared/numbers";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The two largest units: "340 ms", "4.2 s", "3 min 5 s", "2 h 10 min", "3 d 4 h". */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms === 0) return "0 s";
  if (ms < secondMs) return `${formatNumber(Math.round(ms))} ms`;
  if (ms < 10 * secondMs) return `${formatNumber(ms / secondMs, { maximumFractionDigits: 1 })} s`;
  const [large, small] = units(ms);
  return small === "" ? large : `${large} ${small}`;
}

function units(ms: number): [string, string] {
  if (ms < minuteMs) return [`${Math.floor(ms / secondMs)} s`, ""];
  if (ms < hourMs) return pair(ms, minuteMs, "min", secondMs, "s");
  if (ms < dayMs) return pair(ms, hourMs, "h", minuteMs, "min");
  return pair(ms, dayMs, "d", hourMs, "h");
}

function pair(
  ms: number,
  largeMs: number,
  large: string,
  smallMs: number,
  small: string,
): [string, string] {
  const rest = Math.floor((ms % largeMs) / smallMs);
  const first = `${formatNumber(Math.floor(ms / largeMs))} ${large}`;
  return [first, rest === 0 ? "" : `${rest} ${small}`];
}

/** Offsets a second: "0/s", "0.4/s", "1,204/s". */
export function formatRate(perSecond: number): string {
  const digits = perSecond !== 0 && Math.abs(perSecond) < 100 ? 1 : 0;
  const isTiny = perSecond > 0 && perSecond < 0.05;
  return isTiny ? "< 0.1/s" : `${formatNumber(perSecond, { maximumFractionDigits: digits })}/s`;
}

/** "1 partition", "1,204 offsets" */
export function formatCount(count: number | string, noun: string): string {
  const text = typeof count === "number" ? formatNumber(count) : formatDecimal(count);
  return `${text} ${noun}${String(count) === "1" ? "" : "s"}`;
}
