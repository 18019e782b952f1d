import type { Message } from "../../kafka/model";
import type { Histogram } from "./protocol/page";

const maxBars = 60;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Widths that people count in; the first that gives no more than `maxBars`. */
const intervalsMs = [
  1,
  5,
  10,
  50,
  100,
  500,
  second,
  5 * second,
  15 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  7 * day,
  30 * day,
  365 * day,
] as const;
/** Last instant of JavaScript's calendar: what is later has no bar. */
const lastMs = 8_640_000_000_000_000;

/** Messages per interval of time, intervals without any included; those without a timestamp are left out. */
export function histogramOf(messages: Iterable<Pick<Message, "timestampMs">>): Histogram {
  const times: number[] = [];
  let first = Infinity;
  let last = -Infinity;
  for (const { timestampMs } of messages) {
    if (timestampMs < 0n || timestampMs > lastMs) continue;
    const time = Number(timestampMs);
    times.push(time);
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (times.length === 0) return { startsMs: [], counts: [], intervalMs: 0 };
  const intervalMs = intervalFor(first, last);
  const begin = Math.floor(first / intervalMs);
  const bars = Math.floor(last / intervalMs) - begin + 1;
  const counts = new Array<number>(bars).fill(0);
  for (const time of times) {
    const bar = Math.floor(time / intervalMs) - begin;
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return { startsMs: counts.map((_, bar) => (begin + bar) * intervalMs), counts, intervalMs };
}

function intervalFor(first: number, last: number): number {
  const fits = (width: number): boolean =>
    Math.floor(last / width) - Math.floor(first / width) < maxBars;
  const known = intervalsMs.find(fits);
  if (known !== undefined) return known;
  const years = Math.ceil((last - first) / (365 * day) / (maxBars - 1));
  return years * 365 * day;
}
