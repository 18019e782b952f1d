import { formatInstant, parseInstant, type TimeZone } from "../../decode/instants";
import { describeTarget } from "../../kafka/reset/describeTarget";
import { parseDuration } from "../../kafka/reset/duration";
import type { ResetTarget } from "../../kafka/reset/target";

export type TargetInput<T extends ResetTarget = ResetTarget> =
  | { readonly ok: true; readonly target: T; readonly echo: string }
  /** A sentence for the person who typed it. */
  | { readonly ok: false; readonly reason: string };

type To<K extends ResetTarget["to"]> = TargetInput<Extract<ResetTarget, { to: K }>>;

/** Offsets are int64 on the wire. */
const largestOffset = 2n ** 63n - 1n;

/** Reads an offset: digits only, because anything else (1e3, -1, 12.0) could mean something else to somebody. */
export function parseOffsetInput(text: string): To<"offset"> {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return refused("Enter an offset: digits only, such as 18000.");
  const offset = boundedInteger(digits);
  if (offset > largestOffset) return refused(`The largest offset is ${largestOffset.toString()}.`);
  return { ok: true, target: { to: "offset", offset }, echo: `Offset ${offset.toString()}` };
}

/** Reads how many offsets to go on (`20`, `+20`) or back (`-20`) from each commit. */
export function parseShiftInput(text: string): To<"shiftBy"> {
  const [, sign = "", digits = ""] = /^([-+−]?)(\d+)$/.exec(text.trim()) ?? [];
  if (digits === "") return refused("Enter how many offsets to go on, or back: -100 or 100.");
  const offsets = boundedInteger(digits);
  if (offsets > largestOffset) return refused("No partition has so many offsets.");
  if (offsets === 0n) return refused("A shift by 0 moves nothing.");
  const target = {
    to: "shiftBy",
    offsets: "-−".includes(sign) && sign ? -offsets : offsets,
  } as const;
  return { ok: true, target, echo: describeTarget(target) };
}

/** Reads `PT2H`, and tells the time it comes to if it is planned at `nowMs`. */
export function parseDurationInput(text: string, nowMs: number): To<"duration"> {
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed;
  const target = { to: "duration", durationMs: parsed.durationMs } as const;
  return { ok: true, target, echo: describeTarget(target, BigInt(nowMs) - parsed.durationMs) };
}

/** Reads a time of `timeZone`, and tells it back in UTC and in `localZone`, so that a wrong zone is seen. */
export function parseTimestampInput(
  text: string,
  timeZone: TimeZone,
  localZone: TimeZone,
): To<"timestamp"> {
  const parsed = parseInstant(text, timeZone);
  if (!parsed.ok) return parsed;
  const { timestampMs } = parsed;
  const zones = [...new Set(["UTC", localZone])];
  const echo = zones.map((zone) => `${formatInstant(timestampMs, zone) ?? ""} ${zone}`).join(" · ");
  return { ok: true, target: { to: "timestamp", timestampMs }, echo };
}

/** Longer ones need not be turned into a number to know that they are too long. */
function boundedInteger(digits: string): bigint {
  return digits.length > 40 ? largestOffset + 1n : BigInt(digits);
}

function refused(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
