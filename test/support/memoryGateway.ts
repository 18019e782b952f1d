import { KafkaError } from "../../src/kafka/errors";
import type {
  ClusterGateway,
  OffsetQuestion,
  ReadPage,
  ReadRequest,
  ScanRequest,
  ScanStep,
  TailRequest,
} from "../../src/kafka/gateway";
import type {
  Broker,
  ClusterDescription,
  CommitResult,
  CommittedOffset,
  ConfigResource,
  ConfigResult,
  DeleteResult,
  GroupDescription,
  GroupListing,
  GroupResult,
  IsolationLevel,
  ItemFailure,
  ListedOffset,
  MessageToProduce,
  OffsetToCommit,
  PartitionProducers,
  ProducedMessage,
  ReplicaSizes,
  ShareOffset,
  TopicDescription,
  TopicPartition,
  TopicResult,
  TopicToCreate,
} from "../../src/kafka/model";
import { GatewayCalls } from "./gatewayCalls";
import { memoryConfig, memoryProducers, memorySizes } from "./memoryDetails";
import { MemoryGroup } from "./memoryGroup";
import type { MemoryGroupOptions } from "./memoryGroup";
import type { MemoryLog } from "./memoryLog";
import { scanMemory } from "./memoryScan";
import { MemoryTail } from "./memoryTail";
import { readMemory } from "./memoryReader";
import { MemoryTopics } from "./memoryTopics";

const noSuchGroup: ItemFailure = { code: 69, message: "The group does not exist." };

/** Calls of the gateway; a test may count them, fail the next one, or hold it up. */
export type GatewayCall = Exclude<keyof ClusterGateway, "close">;

/**
 * A cluster in memory that keeps the gateway's contract: topics with logs, groups with commits, refusals a broker
 * would give. Every call takes a turn of the event loop, and rejects with `cancelled` when its signal is aborted.
 */
export class MemoryGateway implements ClusterGateway {
  readonly traffic = { requests: 0, receivedBytes: 0, throttleMs: 0, answerMs: 0 };
  private readonly entrance = new GatewayCalls<GatewayCall>();
  /** Names of the calls, in order. */
  readonly calls = this.entrance.names;
  isClosed = false;
  brokers: readonly Broker[] = [{ nodeId: 1, host: "broker-1", port: 9092, rack: undefined }];
  private readonly topics = new MemoryTopics();
  private readonly groups = new Map<string, MemoryGroup>();

  addTopic(topic: string, partitions: number, { isInternal = false } = {}): readonly MemoryLog[] {
    return this.topics.add(topic, partitions, isInternal);
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
    this.entrance.failNext(call, error);
  }

  /** Such calls wait until the returned function is called. Aborting one ends its wait. */
  hold(call: GatewayCall): () => void {
    return this.entrance.hold(call);
  }

  /** What was opened, in order. Held up, or failed next, is each poll. */
  readonly tails: MemoryTail[] = [];

  openTail(request: TailRequest): MemoryTail {
    const tail = new MemoryTail(this.topics.all, request, (signal) =>
      this.enter("openTail", signal),
    );
    this.tails.push(tail);
    return tail;
  }

  /** Held up, or failed next, is each step. */
  async *scan(
    request: ScanRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<ScanStep, void, undefined> {
    const steps = scanMemory(this.topics.all, request);
    for (;;) {
      await this.enter("scan", signal);
      const step = await steps.next();
      if (step.done === true) return;
      yield step.value;
    }
  }

  async describeCluster(signal?: AbortSignal): Promise<ClusterDescription> {
    await this.enter("describeCluster", signal);
    const { brokers } = this;
    const controllerId = this.firstBroker().nodeId;
    return { clusterId: "memory", controllerId, brokers, fencedBrokers: [] };
  }

  async listTopics(signal?: AbortSignal): Promise<readonly TopicDescription[]> {
    await this.enter("listTopics", signal);
    return [...this.topics.all.keys()].sort().map((topic) => this.topics.describe(topic));
  }

  async describeTopics(
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly TopicDescription[]> {
    await this.enter("describeTopics", signal);
    return topics.map((topic) => this.topics.describe(topic));
  }

  async listOffsets(
    questions: readonly OffsetQuestion[],
    isolation: IsolationLevel,
    signal?: AbortSignal,
  ): Promise<readonly ListedOffset[]> {
    await this.enter("listOffsets", signal);
    const hasSentinel = questions.some(({ at }) => typeof at === "object" && at.timestampMs < 0n);
    if (hasSentinel) throw new KafkaError("A time is not negative.", { kind: "invalidInput" });
    return questions.map((question) => this.topics.listOffset(question, isolation));
  }

  async describeProducers(
    partitions: readonly TopicPartition[],
    signal?: AbortSignal,
  ): Promise<readonly PartitionProducers[]> {
    await this.enter("describeProducers", signal);
    return partitions.map((partition) =>
      memoryProducers(
        partition,
        this.topics.log(partition),
        this.topics.missing(partition) ?? this.topics.leaderless(partition),
      ),
    );
  }

  async describeReplicaSizes(
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReplicaSizes> {
    await this.enter("describeReplicaSizes", signal);
    const { all } = this.topics;
    const logs = topics.map((topic) => [topic, all.get(topic)?.logs ?? new Map()] as const);
    return memorySizes(new Map(logs));
  }

  async describeConfigs(
    resources: readonly ConfigResource[],
    signal?: AbortSignal,
  ): Promise<readonly ConfigResult[]> {
    await this.enter("describeConfigs", signal);
    return resources.map((resource) => {
      const { type, name } = resource;
      const isBroker = this.brokers.some(({ nodeId }) => String(nodeId) === name);
      return memoryConfig(resource, type === "topic" ? this.topics.all.has(name) : isBroker);
    });
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
      return { groupId, failure: noSuchGroup };
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
    return readMemory(this.topics.all, request, "forward");
  }

  async readBackward(request: ReadRequest, signal?: AbortSignal): Promise<ReadPage> {
    await this.enter("readBackward", signal);
    return readMemory(this.topics.all, request, "backward");
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
      const failure = refusal ?? this.topics.missing({ topic, partition });
      if (failure === undefined) group.commit(topic, partition, commit);
      return { topic, partition, failure };
    });
  }

  async deleteGroups(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (DeleteResult & { readonly groupId: string })[]> {
    await this.enter("deleteGroups", signal);
    return groupIds.map((groupId) => {
      const group = this.groups.get(groupId);
      const failure = group === undefined ? noSuchGroup : group.deletionRefusal();
      if (failure === undefined) this.groups.delete(groupId);
      return { groupId, failure };
    });
  }

  async deleteOffsets(
    groupId: string,
    partitions: readonly TopicPartition[],
    signal?: AbortSignal,
  ): Promise<readonly (DeleteResult & TopicPartition)[]> {
    await this.enter("deleteOffsets", signal);
    const group = this.groups.get(groupId);
    return partitions.map(({ topic, partition }) => {
      const refusal = group === undefined ? noSuchGroup : group.forgetRefusal(topic);
      const failure = refusal ?? this.topics.missing({ topic, partition });
      if (failure === undefined) group?.forget(topic, partition);
      return { topic, partition, failure };
    });
  }

  async produce(message: MessageToProduce, signal?: AbortSignal): Promise<ProducedMessage> {
    await this.enter("produce", signal);
    return this.topics.produce(message);
  }

  async createTopics(
    topics: readonly TopicToCreate[],
    signal?: AbortSignal,
  ): Promise<readonly TopicResult[]> {
    await this.enter("createTopics", signal);
    return topics.map((topic) => this.topics.create(topic));
  }

  async deleteTopics(
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly TopicResult[]> {
    await this.enter("deleteTopics", signal);
    return topics.map((topic) => {
      const failure = this.topics.describe(topic).failure;
      this.deleteTopic(topic);
      return failure === undefined ? { topic } : { topic, failure };
    });
  }

  async describeShareOffsets(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly GroupResult<readonly ShareOffset[]>[]> {
    await this.enter("describeShareOffsets", signal);
    return groupIds.map(
      (groupId) => this.groups.get(groupId)?.shared() ?? { groupId, failure: noSuchGroup },
    );
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  private enter(call: GatewayCall, signal: AbortSignal | undefined): Promise<void> {
    return this.entrance.enter(call, signal);
  }

  private firstBroker(): Broker {
    return this.brokers[0] ?? { nodeId: 1, host: "broker-1", port: 9092, rack: undefined };
  }
}
