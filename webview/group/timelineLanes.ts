import type { OwnershipSpan, Timeline } from "../../src/panels/group/protocol";
import type { Clock } from "./clock";
import { formatDuration } from "./format";

export interface Lane {
  readonly partition: number;
  /** Oldest first. */
  readonly spans: readonly OwnershipSpan[];
}

export interface TopicGroup {
  readonly topic: string;
  readonly lanes: readonly Lane[];
}

/** One lane a partition, grouped by topic. */
export function topicGroups({ spans }: Pick<Timeline, "spans">): readonly TopicGroup[] {
  const topics = new Map<string, Map<number, OwnershipSpan[]>>();
  for (const span of spans) {
    const lanes = topics.get(span.topic) ?? new Map<number, OwnershipSpan[]>();
    topics.set(span.topic, lanes);
    const lane = lanes.get(span.partition) ?? [];
    lanes.set(span.partition, lane);
    lane.push(span);
  }
  return [...topics]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([topic, lanes]) => ({
      topic,
      lanes: [...lanes]
        .sort(([one], [other]) => one - other)
        .map(([partition, unsorted]) => ({
          partition,
          spans: unsorted.sort((one, other) => one.fromMs - other.fromMs),
        })),
    }));
}

/** Who had the partition, and when: "orders-0: M1 from 14:00:01 to 14:03:12, 3 min 11 s". */
export function spanText(
  span: OwnershipSpan,
  { nameOf, clock }: { readonly nameOf: (memberId: string) => string; readonly clock: Clock },
): string {
  const { topic, partition, memberId, fromMs, toMs } = span;
  const who = memberId === undefined ? "nobody consumed it" : nameOf(memberId);
  const when = `from ${clock.time(fromMs)} to ${clock.time(toMs)}`;
  return `${topic}-${partition}: ${who} ${when}, ${formatDuration(toMs - fromMs)}`;
}

/** Members by their ids, in words: "M1 (billing-1, 10.0.0.5)". */
export function memberNames({ members }: Timeline): (memberId: string) => string {
  const names = new Map(
    members.map(({ memberId, label, clientId, host }) => [
      memberId,
      `${label} (${[clientId, host].filter((part) => part !== "").join(", ")})`,
    ]),
  );
  return (memberId) => names.get(memberId) ?? memberId;
}

/** Where a time is between two others, in percent. */
export function percentAt(
  atMs: number,
  { fromMs, toMs }: Pick<Timeline, "fromMs" | "toMs">,
): number {
  if (toMs <= fromMs) return 0;
  return Math.max(0, Math.min(100, ((atMs - fromMs) / (toMs - fromMs)) * 100));
}
