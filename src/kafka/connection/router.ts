import { KafkaError } from "../errors";
import type { Traffic } from "../gateway";
import type { Broker } from "../model";
import type { Api } from "../protocol/api";
import { metadataApi, type MetadataAnswer, type TopicMetadata } from "../protocol/metadata";
import {
  findCoordinatorApi,
  findCoordinatorBatchedFrom,
  type FoundCoordinator,
} from "../protocol/findCoordinator";
import { AnswerBuffers } from "./answerBuffers";
import { formatAddress } from "./bootstrapServers";
import type { BrokerConnection } from "./brokerConnection";
import type { Connections } from "./connections";
import { errorCode } from "./failure";
import { mapLimited } from "./mapLimited";
import { ExpiringMap } from "./expiringMap";
import type { Lane, Sender } from "./lane";
import { retriableCodes, retry } from "./retry";
import { sendReconnecting } from "./sendReconnecting";
import { SharedCalls } from "./sharedCalls";
import { TrafficMeter } from "./trafficMeter";

/** The largest clusters have some ten thousands of topics and groups; all of one answer must fit. */
const memory = { maxAgeMs: 30_000, maxEntries: 100_000 };
const maxRetryMs = 5_000;
/** Below Kafka 3.0 every group's coordinator is a request of its own. */
const maxParallelLookups = 8;

/** Where a group's requests go, or the code of why that is not known. */
export type CoordinatorLookup = { readonly nodeId: number } | { readonly errorCode: number };

/** Sends requests to the broker they belong to: any, a certain one, a partition's leader, a group's coordinator. */
export class Router implements Sender {
  private brokers = new Map<number, Broker>();
  private readonly topics = new ExpiringMap<string, TopicMetadata>(memory);
  private readonly coordinatorIds = new ExpiringMap<string, number>(memory);
  private readonly metadataCalls = new SharedCalls<string, MetadataAnswer>();
  private readonly lookups = new SharedCalls<string, readonly FoundCoordinator[]>();

  constructor(
    private readonly connections: Connections,
    requestTimeoutMs: number,
    /** Of all connections, the lanes' too. */
    readonly traffic: Traffic = new TrafficMeter(),
    private readonly buffers = new AnswerBuffers(),
  ) {
    this.retryBudgetMs = Math.min(maxRetryMs, requestTimeoutMs);
  }

  /** How long a read is repeated while leaders or coordinators move. */
  readonly retryBudgetMs: number;

  /**
   * Asks afresh, and remembers brokers and leaders; who asks for the same while an answer is on its way shares it.
   * A lost connection is opened again once.
   */
  async metadata(
    topics: "all" | readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<MetadataAnswer> {
    return this.metadataCalls.run(JSON.stringify(topics), signal, async () => {
      const answer = await this.sendToAny(metadataApi, { topics }, undefined);
      this.brokers = new Map(answer.brokers.map((broker) => [broker.nodeId, broker]));
      for (const topic of answer.topics) {
        // one that is not known yet, or hidden, may be there the next time
        if (topic.errorCode === errorCode.none) this.topics.set(topic.topic, topic);
        else this.topics.delete(topic.topic);
      }
      return answer;
    });
  }

  /** Remembered for a short while; those in `stale` are asked again. */
  async topicMetadata(
    topics: Iterable<string>,
    stale: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, TopicMetadata>> {
    const known = new Map<string, TopicMetadata>();
    const missing: string[] = [];
    for (const topic of new Set(topics)) {
      const metadata = stale.has(topic) ? undefined : this.topics.get(topic);
      if (metadata === undefined) missing.push(topic);
      else known.set(topic, metadata);
    }
    if (missing.length > 0) {
      const answer = await this.metadata(missing, signal);
      for (const topic of answer.topics) known.set(topic.topic, topic);
    }
    return known;
  }

  /** Every broker of the cluster, asked afresh. */
  async allBrokers(signal: AbortSignal | undefined): Promise<readonly Broker[]> {
    return (await this.metadata([], signal)).brokers;
  }

  async broker(nodeId: number, signal: AbortSignal | undefined): Promise<Broker> {
    if (!this.brokers.has(nodeId)) await this.metadata([], signal);
    const broker = this.brokers.get(nodeId);
    if (broker !== undefined) return broker;
    throw new KafkaError(`Broker ${nodeId} is not part of the cluster at the moment.`, {
      kind: "unreachable",
    });
  }

  async connect(nodeId: number, signal: AbortSignal | undefined): Promise<BrokerConnection> {
    return this.connectBy(nodeId, signal, (broker) => this.connections.node(broker, signal));
  }

  async sendTo<Question, Answer>(
    nodeId: number,
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    return sendReconnecting(() => this.connect(nodeId, signal), api, question, signal);
  }

  /** For what every broker can answer. Like `sendTo`; a read that one broker does not answer in time is sent to another. */
  async sendToAny<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    // every connection but the one it then opens itself may have been lost
    const maxLosses = this.brokers.size + 1;
    const options = { maxLosses, maxTimeouts: 1 };
    return sendReconnecting(() => this.any(signal), api, question, signal, options);
  }

  /** The same connections, with a count of its own. */
  measured(): Sender {
    const traffic = new TrafficMeter();
    return {
      traffic,
      sendTo: (nodeId, api, question, signal) =>
        sendReconnecting(() => this.connect(nodeId, signal), api, question, signal, {
          meter: traffic,
        }),
    };
  }

  /** @throws KafkaError `cancelled` once the router is closed */
  openLane(): Lane {
    const traffic = new TrafficMeter();
    const nodes = this.connections.openLane();
    return {
      traffic,
      sendTo: (nodeId, api, question, signal) => {
        const connect = (): Promise<BrokerConnection> =>
          this.connectBy(nodeId, signal, (broker) => nodes.node(broker, signal));
        return sendReconnecting(connect, api, question, signal, { meter: traffic });
      },
      giveBack: (view) => {
        this.buffers.giveBack(view);
      },
      close: () => {
        this.connections.closeLane(nodes);
        this.buffers.clear();
      },
    };
  }

  /** Each group's coordinator, remembered for a short while; those in `stale` are looked up again. */
  async coordinators(
    groupIds: Iterable<string>,
    stale: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, CoordinatorLookup>> {
    const found = new Map<string, CoordinatorLookup>();
    let missing: string[] = [];
    for (const groupId of new Set(groupIds)) {
      if (stale.has(groupId)) this.coordinatorIds.delete(groupId);
      const nodeId = this.coordinatorIds.get(groupId);
      if (nodeId === undefined) missing.push(groupId);
      else found.set(groupId, { nodeId });
    }
    await retry({ budgetMs: this.retryBudgetMs, signal }, async () => {
      if (missing.length === 0) return "done";
      const answers = await this.lookUp(missing, signal);
      missing = [];
      for (const { key, errorCode: code, nodeId, host, port } of answers) {
        found.set(key, code === errorCode.none ? { nodeId } : { errorCode: code });
        if (code === errorCode.none) {
          this.coordinatorIds.set(key, nodeId);
          // the broker may have moved since its address was learned
          this.brokers.set(nodeId, { nodeId, host, port, rack: this.brokers.get(nodeId)?.rack });
        } else if (retriableCodes.has(code)) missing.push(key);
      }
      return missing.length === 0 ? "done" : "again";
    });
    return found;
  }

  /** @throws KafkaError `cancelled` once it is closed */
  throwIfClosed(): void {
    this.connections.throwIfClosed();
  }

  /** Ends what is under way, with every lane. */
  close(): void {
    this.connections.close();
  }

  /** A broker that cannot be reached may have moved: then its new address is tried. */
  private async connectBy(
    nodeId: number,
    signal: AbortSignal | undefined,
    open: (broker: Broker) => Promise<BrokerConnection>,
  ): Promise<BrokerConnection> {
    const broker = await this.broker(nodeId, signal);
    try {
      return await open(broker);
    } catch (error) {
      if (!(error instanceof KafkaError) || error.kind !== "unreachable") throw error;
      const moved = await this.movedBroker(broker, signal);
      if (moved === undefined) throw error;
      return open(moved);
    }
  }

  private async movedBroker(
    former: Broker,
    signal: AbortSignal | undefined,
  ): Promise<Broker | undefined> {
    const brokers = await this.allBrokers(signal).catch((error: unknown) => {
      if (error instanceof KafkaError && error.kind === "cancelled") throw error;
      return [];
    });
    const broker = brokers.find(({ nodeId }) => nodeId === former.nodeId);
    return broker && formatAddress(broker) !== formatAddress(former) ? broker : undefined;
  }

  private async lookUp(
    groupIds: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly FoundCoordinator[]> {
    const connection = await this.any(signal);
    if (connection.supports(findCoordinatorApi, findCoordinatorBatchedFrom)) {
      return this.lookUpTogether(groupIds, signal);
    }
    return (
      await mapLimited(groupIds, maxParallelLookups, (groupId) =>
        this.lookUpTogether([groupId], signal),
      )
    ).flat();
  }

  private lookUpTogether(
    keys: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly FoundCoordinator[]> {
    return this.lookups.run(JSON.stringify(keys), signal, async () => {
      const answer = await this.sendToAny(findCoordinatorApi, { keys }, undefined);
      return answer.coordinators;
    });
  }

  private any(signal: AbortSignal | undefined): Promise<BrokerConnection> {
    return this.connections.any(signal, [...this.brokers.values()]);
  }
}
