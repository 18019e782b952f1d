/*
 * The timeline's times, in the time zone of the computer the page is looked at on, which it names.
 */

const minute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const second = { ...minute, second: "2-digit" } as const;

// Costly to make, and asked for by every span.
const minutes = new Intl.DateTimeFormat("en-GB", minute);
const seconds = new Intl.DateTimeFormat("en-GB", second);
const milliseconds = new Intl.DateTimeFormat("en-GB", { ...second, fractionalSecondDigits: 3 });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** "14:00:01" */
export function formatClock(atMs: number): string {
  return seconds.format(atMs);
}

/** "14:00:01.220" */
export function formatExactClock(atMs: number): string {
  return milliseconds.format(atMs);
}

/** "14:00" where a tick is on a minute, "21 Nov" where it is on a day. */
export function formatTick(atMs: number, stepMs: number): string {
  if (stepMs >= dayMs) return days.format(atMs);
  return stepMs < 60_000 ? seconds.format(atMs) : minutes.format(atMs);
}

/** "Europe/Paris" */
export function clockZone(): string {
  return seconds.resolvedOptions().timeZone;
}

const dayMs = 86_400_000;

const tickStepsMs = [
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  3_600_000,
  7_200_000,
  10_800_000,
  21_600_000,
  43_200_000,
  dayMs,
];

export interface Ticks {
  readonly stepMs: number;
  readonly atMs: readonly number[];
}

/** Round local times between two others, `most` of them at most. */
export function ticksBetween(fromMs: number, toMs: number, most: number): Ticks {
  const span = toMs - fromMs;
  if (!(span > 0)) return { stepMs: 1000, atMs: [] };
  const wholeDaysMs = Math.ceil(span / dayMs / most) * dayMs;
  const stepMs = tickStepsMs.find((step) => span / step <= most) ?? wholeDaysMs;
  const zoneMs = new Date(fromMs).getTimezoneOffset() * 60_000;
  const first = Math.ceil((fromMs - zoneMs) / stepMs) * stepMs + zoneMs;
  const atMs: number[] = [];
  for (let at = first; at <= toMs; at += stepMs) atMs.push(at);
  return { stepMs, atMs };
}
