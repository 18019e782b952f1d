import { partitionLag, type CommittedPosition } from "../../src/kafka/groups/lag";
import type { GroupDescription, GroupMember, TopicPartition } from "../../src/kafka/model";
import { partitionKey } from "../../src/kafka/partitionMap";
import type { GroupSample, SampledPartition } from "../../src/kafka/watch/groupSample";
import { ownersOf } from "../../src/kafka/watch/owners";

/** A member as brokers describe it; its id is its client id with a dash. */
export function member(clientId: string, ...assignment: readonly TopicPartition[]): GroupMember {
  return {
    memberId: `${clientId}-id`,
    instanceId: undefined,
    clientId,
    clientHost: "/10.0.0.5",
    assignment,
    targetAssignment: undefined,
    memberEpoch: undefined,
    rack: undefined,
    subscription: [...new Set(assignment.map(({ topic }) => topic))],
  };
}

/** Partitions of the topic "orders". */
export function orders(...partitions: readonly number[]): TopicPartition[] {
  return partitions.map((partition) => ({ topic: "orders", partition }));
}

export interface PartitionDraft {
  readonly partition?: number;
  readonly topic?: string;
  readonly start?: bigint;
  readonly end?: bigint;
  readonly committed?: CommittedPosition;
  readonly lastStableOffset?: bigint;
  readonly hasLeader?: boolean;
}

export interface SampleDraft {
  readonly atMs?: number;
  readonly groupId?: string;
  readonly state?: string;
  readonly type?: GroupDescription["type"];
  readonly assignor?: string;
  readonly groupEpoch?: number;
  readonly members?: readonly GroupMember[];
  readonly partitions?: readonly PartitionDraft[];
  readonly interruption?: string;
}

/** A sample of a group: Stable with members, Empty without, unless said. */
export function sampleOf(draft: SampleDraft): GroupSample {
  const { members = [], partitions = [], interruption } = draft;
  const owners = ownersOf(members);
  const group: GroupDescription = {
    groupId: draft.groupId ?? "billing",
    type: draft.type ?? "classic",
    state: draft.state ?? (members.length === 0 ? "Empty" : "Stable"),
    protocolType: "consumer",
    assignor: draft.assignor ?? "range",
    coordinator: { nodeId: 1, host: "broker-1", port: 9092, rack: undefined },
    groupEpoch: draft.groupEpoch,
    assignmentEpoch: draft.groupEpoch,
    members,
  };
  return {
    atMs: draft.atMs ?? 0,
    groupId: group.groupId,
    group,
    failure: undefined,
    commitFailure: undefined,
    topicFailures: new Map(),
    partitions: partitions.map((one, index): SampledPartition => {
      const { topic = "orders", partition = index, hasLeader = true } = one;
      const start = hasLeader ? (one.start ?? 0n) : undefined;
      const end = hasLeader ? (one.end ?? 0n) : undefined;
      const committed = one.committed ?? "none";
      const range = start === undefined || end === undefined ? undefined : { start, end };
      return {
        topic,
        partition,
        start,
        end,
        lastStableOffset: one.lastStableOffset ?? end,
        committed,
        metadata: "",
        leaderEpoch: -1,
        lag: partitionLag(committed, range),
        hasLeader,
        owners: owners.get(partitionKey({ topic, partition })) ?? [],
        failure: hasLeader ? undefined : { code: 5, message: "No leader." },
      };
    }),
    ...(interruption === undefined ? {} : { interruption }),
  };
}
