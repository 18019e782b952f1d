import type {
  CommitResult,
  GroupMember,
  Offset,
  OffsetToCommit,
  TopicPartition,
} from "../../src/kafka/model";
import { MemoryGateway } from "./memoryGateway";
import type { MemoryGroup, MemoryGroupOptions } from "./memoryGroup";
import type { MemoryLog } from "./memoryLog";

/** What a test says of one partition. */
export interface PartitionDraft {
  readonly start?: Offset;
  readonly end: Offset;
  /** Undefined is no commit. */
  readonly committed?: Offset;
}

type Accept = (offsets: readonly OffsetToCommit[]) => Promise<readonly CommitResult[]>;

export const aMember = (clientId: string): GroupMember => ({
  memberId: `${clientId}-id`,
  instanceId: undefined,
  clientId,
  clientHost: "/10.0.0.5",
  assignment: [],
  targetAssignment: undefined,
  memberEpoch: undefined,
  rack: undefined,
  subscription: [],
});

/** A cluster with one group to reset, "billing", whose answer to a commit a test may decide. */
export class ResetCluster extends MemoryGateway {
  readonly sentCommits: (readonly OffsetToCommit[])[] = [];
  onCommit: (offsets: readonly OffsetToCommit[], accept: Accept) => ReturnType<Accept> = (
    offsets,
    accept,
  ) => accept(offsets);
  private readonly logs = new Map<string, readonly MemoryLog[]>();

  constructor(group: MemoryGroupOptions | "absent" = {}) {
    super();
    if (group !== "absent") this.addGroup("billing", group);
  }

  get billing(): MemoryGroup {
    return this.group("billing") ?? this.addGroup("billing");
  }

  withTopic(topic: string, ...partitions: readonly PartitionDraft[]): this {
    const logs = this.addTopic(topic, partitions.length);
    this.logs.set(topic, logs);
    for (const [partition, { start = 0n, end, committed }] of partitions.entries()) {
      this.log(topic, partition).deleteBefore(start);
      this.log(topic, partition).skipTo(end);
      if (committed !== undefined) this.billing.commit(topic, partition, { offset: committed });
    }
    return this;
  }

  log(topic: string, partition: number): MemoryLog {
    const log = this.logs.get(topic)?.[partition];
    if (log === undefined) throw new Error(`There is no ${topic}-${partition}.`);
    return log;
  }

  /** What the group is committed at, without asking the gateway. */
  committed(topic: string, partition: number): Offset | undefined {
    const isIt = (other: TopicPartition): boolean =>
      other.topic === topic && other.partition === partition;
    return this.group("billing")?.committed([]).value?.find(isIt)?.offset;
  }

  override async commitOffsets(
    groupId: string,
    offsets: readonly OffsetToCommit[],
    signal?: AbortSignal,
  ): Promise<readonly CommitResult[]> {
    this.sentCommits.push(offsets);
    return this.onCommit(offsets, (accepted) => super.commitOffsets(groupId, accepted, signal));
  }
}
