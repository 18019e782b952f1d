/** Last instant of JavaScript's calendar. */
const lastMs = 8_640_000_000_000_000;

/**
 * `2026-11-20 14:00:00.220` in a named zone, as the host reads times that are typed. For times of the page's own
 * pictures: those of messages are told by the host.
 */
export function timeText(timestampMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });
  const parts = new Map(
    format.formatToParts(Math.min(timestampMs, lastMs)).map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  const date = `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}`;
  return `${date} ${of("hour")}:${of("minute")}:${of("second")}.${of("fractionalSecond")}`;
}
