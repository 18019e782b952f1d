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
  ShareOffset,
  TopicPartition,
} from "../../src/kafka/model";

export interface MemoryGroupOptions {
  readonly type?: GroupType;
  readonly protocolType?: string;
  /** Empty without members, Stable with them, unless said. */
  readonly state?: GroupState;
  readonly members?: readonly GroupMember[];
  /** Share groups only: where it begins to deliver. */
  readonly shareOffsets?: readonly ShareOffset[];
}

const isShareGroup: ItemFailure = { code: 69, message: "The group is a share group." };

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
  private readonly shareOffsets: readonly ShareOffset[];
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
    this.shareOffsets = options.shareOffsets ?? [];
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

  forget(topic: string, partition: number): void {
    this.commits.delete(`${topic}/${partition}`);
  }

  /** What a broker answers to deleting the group; undefined: it does. */
  deletionRefusal(): ItemFailure | undefined {
    if (this.currentState === "Empty" || this.currentState === "Dead") return undefined;
    return { code: 68, message: "The group has active members." };
  }

  /** What a broker answers to deleting commits of the topic; undefined: it does. */
  forgetRefusal(topic: string): ItemFailure | undefined {
    if (this.type === "share") return isShareGroup;
    const isSubscribed = this.members.some(
      ({ assignment, subscription }) =>
        subscription.includes(topic) || assignment.some((assigned) => assigned.topic === topic),
    );
    return isSubscribed
      ? { code: 86, message: "The group is subscribed to the topic." }
      : undefined;
  }

  /** What a broker answers to a commit from outside; undefined: it accepts. */
  refusal(): ItemFailure | undefined {
    if (this.type === "share") return isShareGroup;
    if (this.currentState === "Empty") return undefined;
    return { code: 25, message: "The group has members." };
  }

  listing(): GroupListing {
    const { groupId, type, protocolType } = this;
    return { groupId, type, protocolType, state: this.currentState };
  }

  described(): GroupResult<GroupDescription> {
    if (this.failure !== undefined) return { groupId: this.groupId, failure: this.failure };
    const epoch = this.type === "classic" || this.type === "unknown" ? undefined : 1;
    const value: GroupDescription = {
      groupId: this.groupId,
      type: this.type,
      state: this.currentState,
      protocolType: this.protocolType,
      assignor: this.members.length === 0 ? "" : "range",
      coordinator: this.coordinator,
      groupEpoch: epoch,
      assignmentEpoch: epoch,
      members: this.members,
    };
    return { groupId: this.groupId, value };
  }

  shared(): GroupResult<readonly ShareOffset[]> {
    const { groupId, failure, type, shareOffsets } = this;
    if (failure !== undefined) return { groupId, failure };
    if (type === "share") return { groupId, value: shareOffsets };
    return { groupId, failure: { code: 69, message: "The group is not a share group." } };
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
