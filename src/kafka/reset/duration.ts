/** A duration in milliseconds, or a sentence for the person who typed it. */
export type ParsedDuration =
  | { readonly ok: true; readonly durationMs: bigint }
  | { readonly ok: false; readonly reason: string };

const msPerSecond = 1000n;
const msPerMinute = 60n * msPerSecond;
const msPerHour = 60n * msPerMinute;
const msPerDay = 24n * msPerHour;
/** So many days are more milliseconds than there are timestamps. */
const tooManyDigits = /\d{16}/;

const isoDuration =
  /^P(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)(?:[.,](?<fraction>\d{1,9}))?S)?)?$/i;

/**
 * Reads `P1DT2H3M4.5S` as Kafka's tool does: days, hours, minutes and seconds, of which the last may have a fraction.
 * Weeks, months and years are of no fixed length there; negative durations would mean a time to come.
 */
export function parseDuration(text: string): ParsedDuration {
  const typed = text.trim();
  if (/^[-+]|P-|T-|[DHM]-/i.test(typed)) {
    return { ok: false, reason: "A duration has no sign: PT2H is two hours back." };
  }
  const parts = isoDuration.exec(typed)?.groups;
  if (parts === undefined || !/\d/.test(typed) || tooManyDigits.test(typed)) {
    const example = "P1D for a day, PT2H30M for two hours and a half, PT0.5S for half a second";
    return { ok: false, reason: `Enter a duration such as ${example}.` };
  }
  const count = (name: string): bigint => BigInt(parts[name] ?? "0");
  const fractionMs = BigInt((parts["fraction"] ?? "").padEnd(3, "0").slice(0, 3));
  const durationMs =
    count("days") * msPerDay +
    count("hours") * msPerHour +
    count("minutes") * msPerMinute +
    count("seconds") * msPerSecond +
    fractionMs;
  return { ok: true, durationMs };
}

/** `P1DT2H`, as `parseDuration` and Kafka's tool read it. Not for negative ones. */
export function formatDuration(durationMs: bigint): string {
  const part = (unitMs: bigint, withinMs: bigint, letter: string): string => {
    const count = (durationMs % withinMs) / unitMs;
    return count === 0n ? "" : `${count.toString()}${letter}`;
  };
  const days = durationMs / msPerDay;
  const ms = durationMs % msPerSecond;
  const seconds = (durationMs % msPerMinute) / msPerSecond;
  const fraction = ms === 0n ? "" : `.${ms.toString().padStart(3, "0").replace(/0+$/, "")}`;
  const time = [
    part(msPerHour, msPerDay, "H"),
    part(msPerMinute, msPerHour, "M"),
    seconds === 0n && ms === 0n ? "" : `${seconds.toString()}${fraction}S`,
  ].join("");
  if (days === 0n && time === "") return "PT0S";
  return `P${days === 0n ? "" : `${days.toString()}D`}${time === "" ? "" : `T${time}`}`;
}
