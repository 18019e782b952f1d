import type { GroupMoment } from "./moments";
import { ownershipSpans, type OwnershipSpan } from "./ownership";
import { timelineEvents, type FormatTime, type TimelineEvent } from "./timelineEvents";
import { TimelineMembers, type TimelineMember } from "./timelineMembers";

export interface StateSpan {
  /** Kafka's word; "unknown" while the group could not be described. */
  readonly state: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Who owned which partition when, and what happened, as far as the moments show it. */
export interface GroupTimeline {
  readonly fromMs: number;
  readonly toMs: number;
  readonly members: readonly TimelineMember[];
  readonly spans: readonly OwnershipSpan[];
  readonly states: readonly StateSpan[];
  readonly events: readonly TimelineEvent[];
}

/** @param moments oldest first */
export function timelineOf(moments: readonly GroupMoment[], formatTime: FormatTime): GroupTimeline {
  const members = new TimelineMembers(moments);
  return {
    fromMs: moments[0]?.atMs ?? 0,
    toMs: moments.at(-1)?.atMs ?? 0,
    members: members.all(),
    spans: ownershipSpans(moments, members),
    states: stateSpans(moments),
    events: timelineEvents(moments, members, formatTime),
  };
}

function stateSpans(moments: readonly GroupMoment[]): StateSpan[] {
  const spans: StateSpan[] = [];
  let open: { readonly state: string; readonly fromMs: number } | undefined;
  moments.forEach((moment, index) => {
    const { atMs, state = "unknown", interruption } = moment;
    const before = moments[index - 1];
    const isBroken = interruption !== undefined && before !== undefined;
    if (open !== undefined && (isBroken || open.state !== state)) {
      spans.push({ ...open, toMs: isBroken ? before.atMs : atMs });
      open = undefined;
    }
    open ??= { state, fromMs: atMs };
  });
  const toMs = moments.at(-1)?.atMs;
  if (open !== undefined && toMs !== undefined) spans.push({ ...open, toMs });
  return spans;
}
