import { formatInstant, parseInstant, type TimeZone } from "../../decode/instants";
import type { ResetTarget } from "../../kafka/reset/target";

export type TargetInput =
  | { readonly ok: true; readonly target: ResetTarget; readonly echo: string }
  /** A sentence for the person who typed it. */
  | { readonly ok: false; readonly reason: string };

/** Offsets are int64 on the wire. */
const largestOffset = 2n ** 63n - 1n;

/** Reads an offset: digits only, because anything else (1e3, -1, 12.0) could mean something else to somebody. */
export function parseOffsetInput(text: string): TargetInput {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) {
    return { ok: false, reason: "Enter an offset: digits only, such as 18000." };
  }
  // Longer ones need not be turned into a number to know.
  const offset = digits.length > 40 ? largestOffset + 1n : BigInt(digits);
  if (offset > largestOffset) {
    return { ok: false, reason: `The largest offset is ${largestOffset.toString()}.` };
  }
  return { ok: true, target: { to: "offset", offset }, echo: `Offset ${offset.toString()}` };
}

/** Reads a time of `timeZone`, and tells it back in UTC and in `localZone`, so that a wrong zone is seen. */
export function parseTimestampInput(
  text: string,
  timeZone: TimeZone,
  localZone: TimeZone,
): TargetInput {
  const parsed = parseInstant(text, timeZone);
  if (!parsed.ok) return parsed;
  const { timestampMs } = parsed;
  const zones = [...new Set(["UTC", localZone])];
  const echo = zones.map((zone) => `${formatInstant(timestampMs, zone) ?? ""} ${zone}`).join(" · ");
  return { ok: true, target: { to: "timestamp", timestampMs }, echo };
}
