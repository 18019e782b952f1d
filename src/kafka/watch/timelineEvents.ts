import type { TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { GroupMoment, MomentMember } from "./moments";
import { partitionList } from "./partitionList";
import { Pauses, type Pause } from "./pauses";
import { identityOf, type TimelineMembers } from "./timelineMembers";

export interface TimelineEvent {
  /** When it was seen; it happened after the moment before. */
  readonly atMs: number;
  /** `failure`: nothing was seen for a while. */
  readonly kind: "joined" | "left" | "state" | "assignment" | "epoch" | "failure";
  /** A sentence. */
  readonly text: string;
  /** For how long partitions were consumed by nobody, where the event ends that. */
  readonly pausedMs?: number;
}

/** Epoch milliseconds as a clock time in the reader's zone. */
export type FormatTime = (epochMs: number) => string;

/** A stop of so long before a member is gone speaks for a crash: whoever leaves consumes until then. */
const suspiciousMs = 3_000;

/** What changed from moment to moment, in sentences that tell between which two it happened. */
export function timelineEvents(
  moments: readonly GroupMoment[],
  members: TimelineMembers,
  formatTime: FormatTime,
): TimelineEvent[] {
  const pauses = new Pauses();
  const lastOwned = new Map<string, Ownership>();
  return moments.flatMap((moment, index) => {
    const pause = pauses.next(moment);
    const before = moments[index - 1];
    for (const member of before?.members ?? []) {
      const { assignment } = member;
      if (assignment.length === 0 || before === undefined) continue;
      const sinceMs = lastOwned.get(identityOf(member))?.sinceMs ?? before.atMs;
      lastOwned.set(identityOf(member), { assignment, sinceMs });
    }
    if (before === undefined) return [firstEvent(moment)];
    return new Change(before, moment, { members, lastOwned, formatTime }).events(pause);
  });
}

function firstEvent(moment: GroupMoment): TimelineEvent {
  const { atMs, members } = moment;
  const count = members.length === 1 ? "1 member" : `${members.length} members`;
  const text = `Watching began: ${stateOf(moment)}, ${count}.`;
  return { atMs, kind: "state", text };
}

function stateOf({ state, failure }: GroupMoment): string {
  return state ?? `the group could not be described (${withoutStop(failure ?? "no answer")})`;
}

/** What a member owned last, also while the group rebalances. */
interface Ownership {
  readonly assignment: readonly TopicPartition[];
  /** When it was first seen to own any. */
  readonly sinceMs: number;
}

interface Known {
  readonly members: TimelineMembers;
  readonly lastOwned: ReadonlyMap<string, Ownership>;
  readonly formatTime: FormatTime;
}

class Change {
  constructor(
    private readonly before: GroupMoment,
    private readonly now: GroupMoment,
    private readonly known: Known,
  ) {}

  events(pause: Pause | undefined): TimelineEvent[] {
    return [
      ...this.interruption(),
      ...this.state(),
      ...this.epoch(),
      ...this.left(),
      ...this.joined(),
      ...this.assignment(pause),
    ];
  }

  private interruption(): TimelineEvent[] {
    const { interruption } = this.now;
    if (interruption === undefined) return [];
    return [
      this.event("failure", `Nothing was seen ${this.when()}: ${withoutStop(interruption)}.`),
    ];
  }

  private state(): TimelineEvent[] {
    const [from, to] = [stateOf(this.before), stateOf(this.now)];
    return from === to ? [] : [this.event("state", `${from} → ${to}, ${this.when()}.`)];
  }

  private epoch(): TimelineEvent[] {
    const [from, to] = [this.before.groupEpoch, this.now.groupEpoch];
    if (from === undefined || to === undefined || from === to) return [];
    return [this.event("epoch", `Group epoch ${from} → ${to}, ${this.when()}.`)];
  }

  private left(): TimelineEvent[] {
    const here = new Set(this.now.members.map(identityOf));
    return this.before.members
      .filter((member) => !here.has(identityOf(member)))
      .map((member) => this.event("left", this.leaving(member)));
  }

  private leaving(member: MomentMember): string {
    const gone = `${this.known.members.nameOf(member)} is gone, ${this.when()}`;
    const owned = this.known.lastOwned.get(identityOf(member));
    const assigned = new Set(owned?.assignment.map(partitionKey));
    const ownsSinceMs = owned?.sinceMs ?? 0;
    const stuckFor = this.before.partitions
      .filter((partition) => assigned.has(partitionKey(partition)))
      .map(({ stuckSinceMs }) =>
        stuckSinceMs === undefined ? 0 : this.before.atMs - Math.max(stuckSinceMs, ownsSinceMs),
      );
    const longest = Math.max(0, ...stuckFor);
    if (longest < suspiciousMs) return `${gone}: it left, or its session timed out.`;
    return `${gone}. It had committed nothing for ${seconds(longest)} although messages waited: its session may have timed out after a crash. Brokers do not tell that from leaving.`;
  }

  private joined(): TimelineEvent[] {
    const known = new Map(this.before.members.map((member) => [identityOf(member), member]));
    return this.now.members.flatMap((member) => {
      const earlier = known.get(identityOf(member));
      const name = this.known.members.nameOf(member);
      const at = member.host === "" ? "" : ` from ${member.host}`;
      if (earlier === undefined)
        return [this.event("joined", `${name} joined${at}, ${this.when()}.`)];
      if (earlier.memberId === member.memberId) return [];
      return [
        this.event("joined", `${name} came back as the same static member${at}, ${this.when()}.`),
      ];
    });
  }

  private assignment(pause: Pause | undefined): TimelineEvent[] {
    const before = new Map(
      this.before.members.map((member) => [identityOf(member), keysOf(member.assignment)]),
    );
    const changed = this.now.members.filter(
      (member) => (before.get(identityOf(member)) ?? "") !== keysOf(member.assignment),
    );
    const gained = changed.filter(({ assignment }) => assignment.length > 0);
    if (gained.length === 0 && pause === undefined) return [];
    const shown = changed.map((member) => {
      const { assignment } = member;
      const what = assignment.length === 0 ? "nothing" : partitionList(assignment);
      return `${this.known.members.of(member).label} has ${what}`;
    });
    const sentence = `${shown.join("; ")}, ${this.when()}.`;
    if (pause === undefined) return [this.event("assignment", sentence)];
    const text = `${sentence} ${pauseText(pause, this.isCooperative())}`;
    return [{ ...this.event("assignment", text), pausedMs: pause.pausedMs }];
  }

  /** Brokers tell no assignments while a classic group rebalances, whether its members go on or not. */
  private isCooperative(): boolean {
    return this.now.type === "classic" && this.now.assignor.includes("cooperative");
  }

  private event(kind: TimelineEvent["kind"], text: string): TimelineEvent {
    return { atMs: this.now.atMs, kind, text };
  }

  private when(): string {
    return `between ${this.known.formatTime(this.before.atMs)} and ${this.known.formatTime(this.now.atMs)}`;
  }
}

function pauseText({ partitions, leastMs, mostMs }: Pause, isCooperative: boolean): string {
  const span =
    leastMs <= 0 ? `up to ${seconds(mostMs)}` : `${seconds(leastMs)} to ${seconds(mostMs)}`;
  const text = `Nobody owned ${partitionList(partitions)} for ${span}.`;
  if (!isCooperative) return text;
  return `${text} With a cooperative assignor members may have gone on consuming meanwhile.`;
}

function keysOf(partitions: readonly TopicPartition[]): string {
  return partitions.map(partitionKey).sort().join();
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
