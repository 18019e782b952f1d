import { KafkaError } from "../../src/kafka/errors";
import type {
  ClusterGateway,
  OffsetQuestion,
  ReadPage,
  ReadRequest,
} from "../../src/kafka/gateway";
import type {
  Broker,
  ClusterDescription,
  CommitResult,
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupResult,
  IsolationLevel,
  ItemFailure,
  ListedOffset,
  OffsetToCommit,
  TopicDescription,
  TopicPartition,
} from "../../src/kafka/model";
import { MemoryGroup } from "./memoryGroup";
import type { MemoryGroupOptions } from "./memoryGroup";
import { MemoryLog } from "./memoryLog";
import { readMemory } from "./memoryReader";

interface MemoryTopic {
  readonly isInternal: boolean;
  readonly topicId: string;
  readonly logs: ReadonlyMap<number, MemoryLog>;
}

/** Calls of the gateway; a test may count them, fail the next one, or hold it up. */
export type GatewayCall = Exclude<keyof ClusterGateway, "close">;

/**
 * A cluster in memory that keeps the gateway's contract: topics with logs, groups with commits, refusals a broker
 * would give. Every call takes a turn of the event loop, and rejects with `cancelled` when its signal is aborted.
 */
export class MemoryGateway implements ClusterGateway {
  /** Names of the calls, in order. */
  readonly calls: GatewayCall[] = [];
  isClosed = false;
  brokers: readonly Broker[] = [{ nodeId: 1, host: "broker-1", port: 9092, rack: undefined }];
  private readonly topics = new Map<string, MemoryTopic>();
  private readonly groups = new Map<string, MemoryGroup>();
  private readonly failures = new Map<GatewayCall, unknown[]>();
  private readonly holds = new Map<GatewayCall, Promise<void>>();

  addTopic(topic: string, partitions: number, { isInternal = false } = {}): readonly MemoryLog[] {
    const logs = Array.from({ length: partitions }, (_, index) => new MemoryLog(topic, index));
    const topicId = `id-of-${topic}-${this.topics.size}`;
    this.topics.set(topic, { isInternal, topicId, logs: new Map(logs.entries()) });
    return logs;
  }

  deleteTopic(topic: string): void {
    this.topics.delete(topic);
    for (const group of this.groups.values()) group.forgetTopic(topic);
  }

  addGroup(groupId: string, options: MemoryGroupOptions = {}): MemoryGroup {
    const group = new MemoryGroup(groupId, this.firstBroker(), options);
    this.groups.set(groupId, group);
    return group;
  }

  group(groupId: string): MemoryGroup | undefined {
    return this.groups.get(groupId);
  }

  /** The next such call rejects; called twice, the next two do. */
  failNext(call: GatewayCall, error: unknown): void {
    this.failures.set(call, [...(this.failures.get(call) ?? []), error]);
  }

  /** Such calls wait until the returned function is called. Aborting one ends its wait. */
  hold(call: GatewayCall): () => void {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.holds.set(call, held);
    return () => {
      this.holds.delete(call);
      release();
    };
  }

  async describeCluster(signal?: AbortSignal): Promise<ClusterDescription> {
    await this.enter("describeCluster", signal);
    return { clusterId: "memory", controllerId: this.firstBroker().nodeId, brokers: this.brokers };
  }

  async listTopics(signal?: AbortSignal): Promise<readonly TopicDescription[]> {
    await this.enter("listTopics", signal);
    return [...this.topics.keys()].sort().map((topic) => this.describeTopic(topic));
  }

  async describeTopics(
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly TopicDescription[]> {
    await this.enter("describeTopics", signal);
    return topics.map((topic) => this.describeTopic(topic));
  }

  async listOffsets(
    questions: readonly OffsetQuestion[],
    isolation: IsolationLevel,
    signal?: AbortSignal,
  ): Promise<readonly ListedOffset[]> {
    await this.enter("listOffsets", signal);
    const hasSentinel = questions.some(({ at }) => typeof at === "object" && at.timestampMs < 0n);
    if (hasSentinel) throw new KafkaError("A time is not negative.", { kind: "invalidInput" });
    return questions.map((question) => this.listOffset(question, isolation));
  }

  async listGroups(signal?: AbortSignal): Promise<readonly GroupListing[]> {
    await this.enter("listGroups", signal);
    const listings = [...this.groups.values()].map((group) => group.listing());
    return listings.sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
  }

  async describeGroups(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly GroupResult<GroupDescription>[]> {
    await this.enter("describeGroups", signal);
    return groupIds.map((groupId) => {
      const group = this.groups.get(groupId);
      if (group !== undefined) return group.described();
      return { groupId, failure: { code: 69, message: "The group does not exist." } };
    });
  }

  async fetchCommittedOffsets(
    groupIds: readonly string[],
    signal?: AbortSignal,
    partitions: readonly TopicPartition[] = [],
  ): Promise<readonly GroupResult<readonly CommittedOffset[]>[]> {
    await this.enter("fetchCommittedOffsets", signal);
    return groupIds.map((groupId) => {
      const group = this.groups.get(groupId) ?? new MemoryGroup(groupId, this.firstBroker(), {});
      return group.committed(partitions);
    });
  }

  async readForward(request: ReadRequest, signal?: AbortSignal): Promise<ReadPage> {
    await this.enter("readForward", signal);
    return readMemory(this.logsOf(request.topic), request, "forward");
  }

  async readBackward(request: ReadRequest, signal?: AbortSignal): Promise<ReadPage> {
    await this.enter("readBackward", signal);
    return readMemory(this.logsOf(request.topic), request, "backward");
  }

  async commitOffsets(
    groupId: string,
    offsets: readonly OffsetToCommit[],
    signal?: AbortSignal,
  ): Promise<readonly CommitResult[]> {
    await this.enter("commitOffsets", signal);
    if (offsets.some(({ offset }) => offset < 0n)) {
      throw new KafkaError("An offset is not negative.", { kind: "invalidInput" });
    }
    const group =
      this.groups.get(groupId) ?? this.addGroup(groupId, { type: "classic", protocolType: "" });
    const refusal = group.refusal();
    return offsets.map(({ topic, partition, ...commit }) => {
      const failure = refusal ?? this.missing({ topic, partition });
      if (failure === undefined) group.commit(topic, partition, commit);
      return { topic, partition, failure };
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  private async enter(call: GatewayCall, signal: AbortSignal | undefined): Promise<void> {
    this.calls.push(call);
    throwIfCancelled(signal);
    await Promise.race([this.holds.get(call) ?? Promise.resolve(), abortOf(signal)]);
    throwIfCancelled(signal);
    const waiting = this.failures.get(call);
    if (waiting !== undefined && waiting.length > 0) throw waiting.shift();
  }

  private firstBroker(): Broker {
    return this.brokers[0] ?? { nodeId: 1, host: "broker-1", port: 9092, rack: undefined };
  }

  private logsOf(topic: string): ReadonlyMap<number, MemoryLog> {
    const found = this.topics.get(topic);
    if (found === undefined) throw new KafkaError("No such topic.", { kind: "notFound", code: 3 });
    return found.logs;
  }

  private describeTopic(topic: string): TopicDescription {
    const found = this.topics.get(topic);
    const failure = found === undefined ? { code: 3, message: "No such topic." } : undefined;
    const logs = [...(found?.logs ?? [])];
    return {
      topic,
      topicId: found?.topicId,
      isInternal: found?.isInternal ?? false,
      failure,
      partitions: logs.map(([partition, { leader }]) => ({
        partition,
        leader,
        leaderEpoch: 0,
        replicas: [1],
        inSyncReplicas: leader === undefined ? [] : [leader],
        offlineReplicas: leader === undefined ? [1] : [],
      })),
    };
  }

  private listOffset(question: OffsetQuestion, isolation: IsolationLevel): ListedOffset {
    const { topic, partition, at } = question;
    const failure = this.missing(question) ?? this.leaderless(question);
    const log = this.topics.get(topic)?.logs.get(partition);
    const none = { topic, partition, offset: undefined, timestampMs: undefined, failure };
    if (log === undefined || failure !== undefined) return none;
    const end = isolation === "readCommitted" ? log.lastStableOffset : log.highWatermark;
    if (at === "earliest") return { ...none, offset: log.start };
    if (at === "latest") return { ...none, offset: end };
    const found = log.firstAtOrAfter(at.timestampMs, end);
    return { ...none, offset: found?.offset, timestampMs: found?.timestampMs };
  }

  private missing({ topic, partition }: TopicPartition): ItemFailure | undefined {
    if (this.topics.get(topic)?.logs.has(partition) === true) return undefined;
    return { code: 3, message: "This broker does not host this partition." };
  }

  private leaderless({ topic, partition }: TopicPartition): ItemFailure | undefined {
    const log = this.topics.get(topic)?.logs.get(partition);
    return log?.leader === undefined ? { code: 5, message: "No leader." } : undefined;
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new KafkaError("Cancelled.", { kind: "cancelled" });
}

function abortOf(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
