import { formatInstant } from "../../decode/instants";
import { visibleText } from "../../decode/visibleText";
import type { ClusterGateway } from "../../kafka/gateway";
import type { ResetPlan } from "../../kafka/reset/plan";
import { readTargetTimes, type TargetTime } from "../../kafka/reset/readTargetTimes";
import type { RowTime } from "./protocol";

/** Rows whose messages' times are known, or why they are not. */
export async function readRowTimes(
  gateway: ClusterGateway,
  plan: ResetPlan,
  signal: AbortSignal,
): Promise<RowTime[]> {
  const times = await readTargetTimes(gateway, plan, signal);
  return plan.rows.flatMap((row, index) => {
    const time = times.get(row);
    return time === undefined ? [] : [toRowTime(index, time)];
  });
}

function toRowTime(row: number, { timestampMs, mayBeDeletedAtMs, failure }: TargetTime): RowTime {
  const deletedAt = timeOf(mayBeDeletedAtMs);
  const note =
    failure === undefined
      ? deletedAt && `retention may delete it from ${deletedAt} UTC on`
      : `the message there cannot be read: ${failure}`;
  return { row, time: timeOf(timestampMs) ?? null, note: note ? visibleText(note) : null };
}

/** Seconds are exact enough to tell where a group goes on. */
function timeOf(timestampMs: bigint | undefined): string | undefined {
  const text = timestampMs === undefined ? undefined : formatInstant(timestampMs, "UTC");
  return text?.replace(/\.\d+$/, "");
}
