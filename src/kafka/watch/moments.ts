import { errorCode } from "../connection/failure";
import type { GroupDescription, GroupMember, GroupType, TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { GroupSample, SampledPartition } from "./groupSample";

export interface MomentMember {
  readonly memberId: string;
  readonly instanceId: string | undefined;
  readonly clientId: string;
  readonly host: string;
  readonly assignment: readonly TopicPartition[];
}

export interface MomentPartition extends TopicPartition {
  /** Since when messages wait in it and its commit did not move; undefined while it does well. */
  readonly stuckSinceMs: number | undefined;
}

/** What a timeline needs of a sample, and no more: it is kept for long. */
export interface GroupMoment {
  readonly atMs: number;
  /** Kafka's word; undefined: the group does not exist, or could not be described. */
  readonly state: string | undefined;
  /** Why there is no state. */
  readonly failure: string | undefined;
  readonly type: GroupType;
  readonly assignor: string;
  readonly groupEpoch: number | undefined;
  /** With what they consume, as far as that is known. */
  readonly members: readonly MomentMember[];
  readonly partitions: readonly MomentPartition[];
  readonly interruption: string | undefined;
}

interface Seen {
  readonly moment: GroupMoment;
  readonly owners: string;
}

export interface MomentLimits {
  readonly maxMoments: number;
  /** Partitions and members, over all moments. */
  readonly maxItems: number;
}

const momentLimits: MomentLimits = { maxMoments: 2_000, maxItems: 200_000 };

/**
 * What was seen of a group, oldest first, for as long as it was watched: of samples that show the same owners, the
 * first and the last are kept. A sample without the group's description shows nothing of it: its members are not gone,
 * and the moment after it tells of the interruption.
 */
export class Moments {
  private held: Seen[] = [];
  /** Why the samples since the last moment show nothing. */
  private unseen: string | undefined;
  private readonly stuck = new Map<string, { committed: unknown; sinceMs: number | undefined }>();

  constructor(private readonly limits: MomentLimits = momentLimits) {}

  get all(): readonly GroupMoment[] {
    return this.held.map(({ moment }) => moment);
  }

  add(sample: GroupSample): void {
    if (this.held.length > 0 && isUndescribed(sample)) {
      this.unseen = `the group could not be described: ${sample.failure?.message ?? "no answer"}`;
      return;
    }
    const moment = this.toMoment(sample);
    this.unseen = undefined;
    const owners = fingerprint(moment);
    const [before, last] = this.held.slice(-2);
    const isSame =
      before?.owners === owners &&
      last?.owners === owners &&
      last.moment.interruption === undefined &&
      moment.interruption === undefined;
    if (isSame) this.held.pop();
    this.held.push({ moment, owners });
    const perMoment = Math.max(1, moment.partitions.length + moment.members.length);
    const most = Math.min(this.limits.maxMoments, Math.floor(this.limits.maxItems / perMoment));
    this.held = this.held.slice(-Math.max(2, most));
  }

  private toMoment(sample: GroupSample): GroupMoment {
    const { group, atMs } = sample;
    // told only while the group is stable
    const assignor = group?.assignor === "" ? this.held.at(-1)?.moment.assignor : group?.assignor;
    return {
      atMs,
      state: group?.state,
      failure: sample.failure?.message,
      type: group?.type ?? "unknown",
      assignor: assignor ?? "",
      groupEpoch: group?.groupEpoch,
      members: (group?.members ?? []).map((member) => ({
        memberId: member.memberId,
        instanceId: member.instanceId,
        clientId: member.clientId,
        host: member.clientHost.replace(/^\//, ""),
        assignment: group === undefined ? [] : consumedBy(member, group, assignor ?? ""),
      })),
      partitions: sample.partitions.map((partition) => ({
        topic: partition.topic,
        partition: partition.partition,
        stuckSinceMs: this.stuckSince(partition, atMs),
      })),
      interruption: sample.interruption ?? this.unseen,
    };
  }

  private stuckSince(partition: SampledPartition, atMs: number): number | undefined {
    const key = partitionKey(partition);
    const { committed, lag } = partition;
    const waits = "lag" in lag && lag.lag > 0n;
    const before = this.stuck.get(key);
    const isUnmoved = before?.committed === committed;
    const sinceMs = waits ? ((isUnmoved ? before.sinceMs : undefined) ?? atMs) : undefined;
    this.stuck.set(key, { committed, sinceMs });
    return sinceMs;
  }
}

/** Brokers say of a group that is gone that it does not exist. */
function isUndescribed({ group, failure }: GroupSample): boolean {
  return group === undefined && failure?.code !== errorCode.groupIdNotFound;
}

/**
 * What a member consumes. Some brokers tell the old assignments while a classic group rebalances, others none: with
 * an eager assignor its members have given them up, with a cooperative one they go on.
 */
function consumedBy(
  { assignment }: GroupMember,
  { type, state }: GroupDescription,
  assignor: string,
): readonly TopicPartition[] {
  const isGivenUp =
    type === "classic" && state.endsWith("Rebalance") && !assignor.includes("cooperative");
  return isGivenUp ? [] : assignment;
}

/** The same for moments that show the same owners. */
function fingerprint(moment: GroupMoment): string {
  const { state, failure, groupEpoch, members, partitions } = moment;
  return JSON.stringify([
    state ?? failure,
    groupEpoch,
    members.map(({ memberId, assignment }) => [memberId, assignment.map(partitionKey).sort()]),
    partitions.map(partitionKey),
  ]);
}
