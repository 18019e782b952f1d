import { formatInstant, isTimeZone } from "../../decode/instants";
import { parseTypedTime } from "../../decode/typedTime";
import { KafkaError } from "../../kafka/errors";
import type { Query } from "./protocol/query";
import type { ResolvedPosition, ResolvedTime } from "./beginning";

/**
 * Reads the times of a query's position as they were typed.
 * @throws KafkaError `invalidInput` with a sentence for whoever typed it
 */
export function resolveTimes(
  { position, timeZone }: Pick<Query, "position" | "timeZone">,
  nowMs: number,
): ResolvedPosition {
  switch (position.kind) {
    case "timestamp":
      return { kind: "timestamp", ...timeOf(position.text, timeZone, nowMs) };
    case "timeRange": {
      const from = timeOf(position.from, timeZone, nowMs);
      const to = timeOf(position.to, timeZone, nowMs);
      if (from.timestampMs < to.timestampMs) return { kind: "timeRange", from, to };
      throw new KafkaError("The time range ends before it begins.", { kind: "invalidInput" });
    }
    case "latest":
    case "earliest":
    case "last":
    case "offset":
    case "committed":
    case "offsets":
      return position;
  }
}

function timeOf(typed: string, timeZone: string, nowMs: number): ResolvedTime {
  if (!isTimeZone(timeZone)) throw noTimeZone(timeZone);
  const parsed = parseTypedTime(typed, timeZone, nowMs);
  if (!parsed.ok) throw new KafkaError(parsed.reason, { kind: "invalidInput" });
  const time = formatInstant(parsed.timestampMs, timeZone) ?? String(parsed.timestampMs);
  return { timestampMs: parsed.timestampMs, text: `${time} ${timeZone}` };
}

export function noTimeZone(timeZone: string): KafkaError {
  const text = `${timeZone} is no time zone this computer knows.`;
  return new KafkaError(text, { kind: "invalidInput" });
}
