import { Temporal } from "temporal-polyfill";

/*
 * Timestamps as people read and write them: always in a named time zone, to the millisecond, with the year
 * first. Kafka's timestamps are milliseconds since 1970 and never negative, except −1 for none.
 */

/** An IANA name ("Europe/Paris") or "UTC". */
export type TimeZone = string;

/** The zone of the machine the extension runs on. */
export function localTimeZone(): TimeZone {
  return Temporal.Now.timeZoneId();
}

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-20 14:00:00.220`; undefined for −1 and for what no calendar holds. */
export function formatInstant(timestampMs: bigint, timeZone: TimeZone): string | undefined {
  const instant = instantOf(timestampMs);
  if (instant === undefined) return undefined;
  const local = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ fractionalSecondDigits: 3 }).replace("T", " ");
}

/** `2026-11-20T14:00:00.220Z`; undefined for −1 and for what no calendar holds. */
export function formatIsoInstant(timestampMs: bigint): string | undefined {
  // an export writes one for every message, and Temporal takes ten times as long
  return isInCalendar(timestampMs) ? new Date(Number(timestampMs)).toISOString() : undefined;
}

/** The same of any instant, before 1970 too, with as many digits of a second as it needs. */
export function formatIsoNanoseconds(nanoseconds: bigint): string | undefined {
  const limit = lastTimestampMs * 1_000_000n;
  if (nanoseconds < -limit || nanoseconds > limit) return undefined;
  return new Temporal.Instant(nanoseconds).toString();
}

function instantOf(timestampMs: bigint): Temporal.Instant | undefined {
  if (!isInCalendar(timestampMs)) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(Number(timestampMs));
}

function isInCalendar(timestampMs: bigint): boolean {
  return timestampMs >= 0n && timestampMs <= lastTimestampMs;
}

/** Last instant of JavaScript's calendar, in the year 275760. */
const lastTimestampMs = 8_640_000_000_000_000n;

export type ParsedInstant =
  | { readonly ok: true; readonly timestampMs: bigint }
  /** A sentence for the person who typed it. */
  | { readonly ok: false; readonly reason: string };

/**
 * Reads `2026-11-20`, `2026-11-20 14:00`, `2026-11-20T14:00:00.5`, these with `Z` or an offset (`+02:00`), and
 * milliseconds since 1970. Without an offset the time is one of `timeZone`. Whatever could mean two things, or
 * nothing, is refused: a wrong guess here resets a group to the wrong place.
 */
export function parseInstant(text: string, timeZone: TimeZone): ParsedInstant {
  const input = text.trim();
  if (input === "") return refuse(`Enter a time, such as ${example}.`);
  if (/^[-−]\s*\d/.test(input)) return refuse(`A time before 1970 is none of Kafka's.`);
  if (/^\d+$/.test(input)) return parseMilliseconds(input);

  const parts = dateTime.exec(input)?.groups;
  if (parts === undefined) {
    return refuse(`“${input.slice(0, 40)}” is no time that can be read. Write it as ${example}.`);
  }
  const { date = "", time = "00:00", second = "00", fraction = "", offset } = parts;
  if (fraction.length > 3) {
    return refuse("Kafka's timestamps have milliseconds: use at most three digits of a second.");
  }
  const written = `${date}T${time}:${second}.${fraction.padEnd(3, "0")}`;
  const plain = plainDateTime(written);
  if (plain === undefined) return refuse(`There is no such time as ${date} ${time}.`);
  return offset === undefined ? inZone(plain, timeZone) : atOffset(plain, offset);
}

const example = "2026-11-20 14:00";
const dateTime =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:(?:T|\s+)(?<time>\d{2}:\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s*(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

function parseMilliseconds(digits: string): ParsedInstant {
  if (digits === "0") return { ok: true, timestampMs: 0n };
  if (digits.length < 12) {
    return refuse(
      `“${digits}” may be a date, seconds or milliseconds. Write a date such as ${example}, or milliseconds since 1970 with at least 12 digits.`,
    );
  }
  const timestampMs = digits.length > 19 ? lastTimestampMs + 1n : BigInt(digits);
  if (timestampMs > lastTimestampMs)
    return refuse(`“${digits.slice(0, 24)}” is too far in the future.`);
  return { ok: true, timestampMs };
}

function plainDateTime(written: string): Temporal.PlainDateTime | undefined {
  // Leap seconds would be taken for the second before.
  if (written.includes(":60.")) return undefined;
  try {
    return Temporal.PlainDateTime.from(written, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function atOffset(plain: Temporal.PlainDateTime, offset: string): ParsedInstant {
  const suffix = offset === "z" ? "Z" : offset;
  try {
    return fromInstant(Temporal.Instant.from(`${plain.toString()}${suffix}`));
  } catch {
    return refuse(`“${offset}” is no offset from UTC. Write it as Z or +02:00.`);
  }
}

function inZone(plain: Temporal.PlainDateTime, timeZone: TimeZone): ParsedInstant {
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return fromInstant(earlier.toInstant());

  const shown = plain.toString({ smallestUnit: "minute" }).replace("T", " ");
  if (!earlier.toPlainDateTime().equals(plain)) {
    return refuse(`${shown} does not exist in ${timeZone}: the clocks are put forward over it.`);
  }
  return refuse(
    `${shown} happens twice in ${timeZone}, as the clocks are put back: add ${earlier.offset} or ${later.offset}.`,
  );
}

function fromInstant(instant: Temporal.Instant): ParsedInstant {
  if (instant.epochMilliseconds < 0) return refuse("A time before 1970 is none of Kafka's.");
  return { ok: true, timestampMs: BigInt(instant.epochMilliseconds) };
}

function refuse(reason: string): ParsedInstant {
  return { ok: false, reason };
}
