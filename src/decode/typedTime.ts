import { Temporal } from "temporal-polyfill";
import { parseInstant, type ParsedInstant, type TimeZone } from "./instants";

/**
 * Reads what `parseInstant` reads, and times told from now: `now`, `2 h ago`, `15 min ago`, `1 day ago`, and ISO
 * durations, which are so long ago (`PT2H`, `P1DT12H`). Days and weeks are those of the calendar in `timeZone`.
 */
export function parseTypedTime(text: string, timeZone: TimeZone, nowMs: number): ParsedInstant {
  const input = text.trim();
  if (/^now$/i.test(input)) return { ok: true, timestampMs: BigInt(nowMs) };
  const duration = agoDuration(input) ?? isoDuration(input);
  if (duration !== undefined) return before(duration, timeZone, nowMs);
  const parsed = parseInstant(input, timeZone);
  return parsed.ok || looksLikeDate(input) ? parsed : withExample(parsed.reason);
}

function looksLikeDate(input: string): boolean {
  return /\d{4}/.test(input) || /^[-−\d]+$/.test(input);
}

function withExample(reason: string): ParsedInstant {
  return { ok: false, reason: `${reason} Or tell it from now: 2 h ago.` };
}

const ago = /^(?<count>\d{1,9})\s*(?<unit>[a-z]+)\s+ago$/i;
const units: Readonly<Record<string, "seconds" | "minutes" | "hours" | "days" | "weeks">> = {
  s: "seconds",
  sec: "seconds",
  second: "seconds",
  seconds: "seconds",
  min: "minutes",
  minute: "minutes",
  minutes: "minutes",
  h: "hours",
  hour: "hours",
  hours: "hours",
  d: "days",
  day: "days",
  days: "days",
  week: "weeks",
  weeks: "weeks",
};

/** "m" is not among the units: minutes and months begin with it. */
function agoDuration(input: string): Temporal.Duration | undefined {
  const { count = "", unit = "" } = ago.exec(input)?.groups ?? {};
  const name = unit.toLowerCase();
  const known = Object.hasOwn(units, name) ? units[name] : undefined;
  return known === undefined ? undefined : Temporal.Duration.from({ [known]: Number(count) });
}

function isoDuration(input: string): Temporal.Duration | undefined {
  if (!/^P/i.test(input)) return undefined;
  try {
    return Temporal.Duration.from(input);
  } catch {
    return undefined;
  }
}

function before(duration: Temporal.Duration, timeZone: TimeZone, nowMs: number): ParsedInstant {
  try {
    const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
    const { epochMilliseconds } = now.subtract(duration);
    if (epochMilliseconds >= 0) return { ok: true, timestampMs: BigInt(epochMilliseconds) };
  } catch {
    // further back than the calendar goes
  }
  return { ok: false, reason: "A time before 1970 is none of Kafka's." };
}
