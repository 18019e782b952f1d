import { KafkaError } from "../errors";
import type { Broker } from "../model";
import type { Api } from "../protocol/api";
import { metadataApi, type MetadataAnswer, type TopicMetadata } from "../protocol/metadata";
import {
  findCoordinatorApi,
  findCoordinatorBatchedFrom,
  type FoundCoordinator,
} from "../protocol/findCoordinator";
import type { BrokerConnection } from "./brokerConnection";
import type { Connections } from "./connections";
import { errorCode } from "./failure";
import { mapLimited } from "./mapLimited";
import { ExpiringMap } from "./expiringMap";
import { retriableCodes, retry } from "./retry";

const maxAgeMs = 30_000;
const maxRetryMs = 5_000;
/** Below Kafka 3.0 every group's coordinator is a request of its own. */
const maxParallelLookups = 8;

/** Where a group's requests go, or the code of why that is not known. */
export type CoordinatorLookup = { readonly nodeId: number } | { readonly errorCode: number };

/** Sends requests to the broker they belong to: any, a certain one, a partition's leader, a group's coordinator. */
export class Router {
  private brokers = new Map<number, Broker>();
  private readonly topics = new ExpiringMap<string, TopicMetadata>(maxAgeMs);
  private readonly coordinatorIds = new ExpiringMap<string, number>(maxAgeMs);

  constructor(
    private readonly connections: Connections,
    requestTimeoutMs: number,
  ) {
    this.retryBudgetMs = Math.min(maxRetryMs, requestTimeoutMs);
  }

  /** How long a read is repeated while leaders or coordinators move. */
  readonly retryBudgetMs: number;

  /** Asks afresh, and remembers brokers and leaders. A lost connection is opened again once. */
  async metadata(
    topics: "all" | readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<MetadataAnswer> {
    const answer = await this.sendToAny(metadataApi, { topics }, signal);
    this.brokers = new Map(answer.brokers.map((broker) => [broker.nodeId, broker]));
    for (const topic of answer.topics) this.topics.set(topic.topic, topic);
    return answer;
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
    return this.connections.node(await this.broker(nodeId, signal), signal);
  }

  /** Sends once; a connection that was lost while idle is opened before. */
  async sendTo<Question, Answer>(
    nodeId: number,
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const connection = await this.connect(nodeId, signal);
    return connection.send(api, question, signal);
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

  close(): void {
    this.connections.close();
  }

  private async lookUp(
    groupIds: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly FoundCoordinator[]> {
    const connection = await this.connections.any(signal);
    if (connection.supports(findCoordinatorApi, findCoordinatorBatchedFrom)) {
      return (await this.sendToAny(findCoordinatorApi, { keys: groupIds }, signal)).coordinators;
    }
    return (
      await mapLimited(groupIds, maxParallelLookups, async (groupId) => {
        const answer = await this.sendToAny(findCoordinatorApi, { keys: [groupId] }, signal);
        return answer.coordinators;
      })
    ).flat();
  }

  private async sendToAny<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const connection = await this.connections.any(signal);
    try {
      return await connection.send(api, question, signal);
    } catch (error) {
      const isLost = error instanceof KafkaError && error.kind === "unreachable";
      if (!isLost || connection.isOpen()) throw error;
      return (await this.connections.any(signal)).send(api, question, signal);
    }
  }
}
