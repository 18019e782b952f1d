import type {
  Broker,
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupResult,
  GroupState,
  GroupType,
  ItemFailure,
  OffsetToCommit,
  TopicPartition,
} from "../../src/kafka/model";

export interface MemoryGroupOptions {
  readonly type?: GroupType;
  readonly protocolType?: string;
  /** Empty without members, Stable with them, unless said. */
  readonly state?: GroupState;
  readonly members?: readonly GroupMember[];
}

type Commit = Omit<OffsetToCommit, keyof TopicPartition>;

/** A group and its commits; members make it live. */
export class MemoryGroup {
  members: readonly GroupMember[];
  /** Overrides what follows from the members. */
  state: GroupState | undefined;
  /** Set to make describing and fetching fail for this group alone. */
  failure: ItemFailure | undefined;
  private readonly type: GroupType;
  private readonly protocolType: string;
  private readonly commits = new Map<string, TopicPartition & Commit>();

  constructor(
    readonly groupId: string,
    private readonly coordinator: Broker,
    options: MemoryGroupOptions,
  ) {
    this.type = options.type ?? "classic";
    this.protocolType = options.protocolType ?? "consumer";
    this.members = options.members ?? [];
    this.state = options.state;
  }

  get currentState(): GroupState {
    return this.state ?? (this.members.length === 0 ? "Empty" : "Stable");
  }

  commit(topic: string, partition: number, commit: Commit): void {
    this.commits.set(`${topic}/${partition}`, { topic, partition, ...commit });
  }

  forgetTopic(topic: string): void {
    for (const [key, commit] of this.commits) if (commit.topic === topic) this.commits.delete(key);
  }

  /** What a broker answers to a commit from outside; undefined: it accepts. */
  refusal(): ItemFailure | undefined {
    if (this.type === "share") return { code: 69, message: "The group is a share group." };
    if (this.currentState === "Empty") return undefined;
    return { code: 25, message: "The group has members." };
  }

  listing(): GroupListing {
    const { groupId, type, protocolType } = this;
    return { groupId, type, protocolType, state: this.currentState };
  }

  described(): GroupResult<GroupDescription> {
    if (this.failure !== undefined) return { groupId: this.groupId, failure: this.failure };
    const value: GroupDescription = {
      groupId: this.groupId,
      type: this.type,
      state: this.currentState,
      protocolType: this.protocolType,
      assignor: this.members.length === 0 ? "" : "range",
      coordinator: this.coordinator,
      groupEpoch: this.type === "consumer" ? 1 : undefined,
      members: this.members,
    };
    return { groupId: this.groupId, value };
  }

  /** All commits, and the asked partitions that have none. */
  committed(asked: readonly TopicPartition[]): GroupResult<readonly CommittedOffset[]> {
    if (this.failure !== undefined) return { groupId: this.groupId, failure: this.failure };
    const value: CommittedOffset[] = [...this.commits.values()].map((commit) => ({
      topic: commit.topic,
      partition: commit.partition,
      offset: commit.offset,
      leaderEpoch: commit.leaderEpoch ?? -1,
      metadata: commit.metadata ?? "",
      failure: undefined,
    }));
    for (const { topic, partition } of asked) {
      if (this.commits.has(`${topic}/${partition}`)) continue;
      const none = { offset: undefined, leaderEpoch: -1, metadata: "", failure: undefined };
      value.push({ topic, partition, ...none });
    }
    return { groupId: this.groupId, value };
  }
}
