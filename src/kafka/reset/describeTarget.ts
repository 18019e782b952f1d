import type { TimestampMs } from "../model";
import { formatDuration } from "./duration";
import type { ResetTarget } from "./target";

const latestInstantMs = 8_640_000_000_000_000n;

/**
 * The target in a few words that follow "to". Instants are told in UTC.
 * @param timestampMs what a duration came to when it was planned
 */
export function describeTarget(target: ResetTarget, timestampMs?: TimestampMs): string {
  switch (target.to) {
    case "earliest":
    case "latest":
      return target.to;
    case "current":
      return "the current offset";
    case "offset":
      return `offset ${target.offset.toString()}`;
    case "timestamp":
      return describeInstant(target.timestampMs);
    case "duration": {
      const ago = `${formatDuration(target.durationMs)} before now`;
      return timestampMs === undefined ? ago : `${describeInstant(timestampMs)} (${ago})`;
    }
    case "shiftBy":
      return describeShift(target.offsets);
    case "offsets":
      return `the offsets of ${target.source}`;
    case "group":
      return `the offsets of group ${target.groupId}`;
    case "noCommit":
      return "no commit";
    case "restore":
      return `what was before the change of ${describeSecond(target.changedAt)}`;
  }
}

function describeShift(offsets: bigint): string {
  const direction = offsets < 0n ? "before" : "after";
  return `${(offsets < 0n ? -offsets : offsets).toString()} ${direction} the current offset`;
}

function describeInstant(timestampMs: TimestampMs): string {
  if (timestampMs > latestInstantMs) return `${timestampMs.toString()} ms after 1970`;
  return `${toIsoInstant(timestampMs).replace("T", " ").replace("Z", "")} UTC`;
}

/** Seconds are exact enough to tell one change from another. */
function describeSecond(isoInstant: string): string {
  return isoInstant.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}

/** `2026-11-20T14:00:00.000Z`. */
export function toIsoInstant(timestampMs: TimestampMs): string {
  return new Date(Number(timestampMs)).toISOString();
}
