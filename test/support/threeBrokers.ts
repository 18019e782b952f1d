import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ClusterConnection } from "../../src/kafka/clusterConnection";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Position, TopicPartition } from "../../src/kafka/model";
import type { Api } from "../../src/kafka/protocol/api";
import type { TopicMetadata } from "../../src/kafka/protocol/metadata";
import type { Broker } from "../../tools/kafka/broker";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { alterReplicasApi, deleteRecordsApi, electLeaderApi, fetchQuotaApi } from "./adminApis";
import { agreedTopics, askBroker } from "./askBroker";
import { ClientSockets } from "./clientSockets";
import { eventually } from "./eventually";
import { KafkaProxy } from "./kafkaProxy";
import { SteadyProducer } from "./steadyProducer";
import { TestKafka, uniqueName } from "./testKafka";

const ids = [1, 2, 3] as const;
export type BrokerId = (typeof ids)[number];

const coordinators = 3;
const messagesPerBatch = 10;
const healMs = 60_000;

/** Replicas fall out of sync soon, and nothing moves by itself. */
const properties = {
  "offsets.topic.num.partitions": coordinators.toString(),
  "replica.lag.time.max.ms": "2000",
  "replica.fetch.wait.max.ms": "200",
  "min.insync.replicas": "2",
  "auto.leader.rebalance.enable": "false",
  "quota.window.num": "2",
};

/**
 * Three real brokers that tests may kill, freeze and reorder; broker 1 is the controller and elects leaders. Clients
 * reach each directly or through a proxy. What the tests do for themselves is not among `sockets`.
 */
export class ThreeBrokers {
  private readonly frozen = new Set<number>();

  private constructor(
    /** Those of the gateways under test. */
    readonly sockets: ClientSockets,
    private readonly directory: string,
    private readonly servers: KafkaCluster,
    private readonly proxies: readonly KafkaProxy[],
    private readonly kafka: TestKafka,
    private readonly observer: ClusterGateway,
  ) {}

  static async start(): Promise<ThreeBrokers> {
    const sockets = new ClientSockets();
    const aside: ClientSockets["aside"] = (work) => sockets.aside(work);
    return aside(async () => {
      const directory = await mkdtemp(path.join(tmpdir(), "three-brokers-"));
      const proxies = await Promise.all(ids.map(() => KafkaProxy.start(aside)));
      const servers = await startKafka({
        brokers: 3,
        dataDirectory: directory,
        advertisedToClients: proxies.map(({ address }) => address),
        extraProperties: properties,
      });
      for (const [index, proxy] of proxies.entries()) {
        proxy.target = servers.brokers[index]?.clientPort ?? 0;
      }
      const kafka = new TestKafka(servers.bootstrapServers);
      const cluster = new ThreeBrokers(
        sockets,
        directory,
        servers,
        proxies,
        kafka,
        kafka.gateway(),
      );
      await cluster.createCoordinators();
      return cluster;
    });
  }

  get bootstrapServers(): readonly string[] {
    return this.servers.bootstrapServers;
  }

  get allBrokers(): readonly Broker[] {
    return this.servers.brokers;
  }

  broker(id: number): Broker {
    return this.servers.broker(id);
  }

  /** The proxy before a broker, for gateways made by `proxiedGateway`. */
  proxy(id: number): KafkaProxy {
    const proxy = this.proxies[id - 1];
    if (proxy === undefined) throw new Error(`No proxy ${id}`);
    return proxy;
  }

  gateway(connection: Partial<ClusterConnection> = {}): ClusterGateway {
    return this.kafka.gateway(connection);
  }

  /** Knows the brokers by their proxies only. */
  proxiedGateway(connection: Partial<ClusterConnection> = {}): ClusterGateway {
    const bootstrapServers = this.proxies.map(({ address }) => address);
    return this.kafka.gateway({ bootstrapServers, ...connection });
  }

  /** How often clients have sent a request through the proxies. */
  countRequests(api: { readonly key: number }): number {
    return this.proxies.reduce((sum, proxy) => sum + proxy.count(api), 0);
  }

  /** One partition per list of replicas, of which the first leads. */
  async createTopic(purpose: string, ...replicas: readonly BrokerId[][]): Promise<string> {
    const topic = uniqueName(purpose);
    await this.createTopicNamed(topic, replicas);
    return topic;
  }

  async deleteTopic(topic: string): Promise<void> {
    await this.aside(async () => {
      const admin = this.kafka.kafka.admin();
      await admin.connect();
      await admin.deleteTopics({ topics: [topic] }).finally(() => admin.disconnect());
    });
    await this.untilAgreed(`${topic} is gone`, topic, ({ errorCode }) => errorCode !== 0);
  }

  /** Deletes the topic, and makes another one of its name. */
  async recreateTopic(topic: string, ...replicas: readonly BrokerId[][]): Promise<void> {
    await this.deleteTopic(topic);
    await this.createTopicNamed(topic, replicas);
  }

  /** Messages of one partition, ten a batch, whose values say which they are; an empty topic's are their offsets. */
  async fill(
    topic: string,
    count: number,
    { partition = 0, sizeBytes = 0 }: { partition?: number; sizeBytes?: number } = {},
  ): Promise<void> {
    await this.aside(async () => {
      // one of its own: kafkajs's producers stumble over topics that were deleted since
      const producer = this.kafka.kafka.producer({ allowAutoTopicCreation: false });
      await producer.connect();
      for (let first = 0; first < count; first += messagesPerBatch) {
        const messages = Array.from({ length: messagesPerBatch }, (_, index) => ({
          partition,
          value: `${first + index}`.padEnd(sizeBytes, "."),
        }));
        await producer.send({ topic, messages });
      }
      await producer.disconnect();
    });
  }

  /** Writes to every partition of the topic until it is stopped. */
  steadyProducer(topic: string, partitions = 1): Promise<SteadyProducer> {
    return this.aside(() => SteadyProducer.start(this.bootstrapServers, topic, partitions));
  }

  /** To one of its replicas, and waits until it is there. */
  async moveLeader({ topic, partition }: TopicPartition, to: number): Promise<void> {
    await eventually(`broker ${to} leads ${topic}-${partition}`, async () => {
      const [described] = (await this.agreedTopics([topic])) ?? [];
      const found = described?.partitions.find((one) => one.partition === partition);
      if (found === undefined || found.leader === to) return found !== undefined;
      const replicas = [to, ...found.replicas.filter((id) => id !== to)];
      await this.ask(alterReplicasApi, { topic, partition, replicas });
      await this.ask(electLeaderApi, { topic, partition });
      return false;
    });
  }

  /** Waits until another broker than this one leads the partition. */
  async untilLeaderIsNot({ topic, partition }: TopicPartition, id: number): Promise<void> {
    await this.untilAgreed(`broker ${id} has lost a partition`, topic, ({ partitions }) =>
      partitions.some((one) => one.partition === partition && one.leader >= 0 && one.leader !== id),
    );
  }

  /** A group without commits, coordinated by this broker. */
  async groupOn(id: BrokerId): Promise<string> {
    const groupId = uniqueName("group");
    await this.moveCoordinator(groupId, id);
    return groupId;
  }

  moveCoordinator(groupId: string, to: number): Promise<void> {
    return this.moveLeader(coordinatorPartition(groupId), to);
  }

  /** As retention would: what lies before the offset is gone. */
  async deleteRecords(before: Position): Promise<void> {
    const { partitions } = await this.untilAgreed("it has a leader", before.topic, () => true);
    const found = partitions.find(({ partition }) => partition === before.partition);
    await this.ask(deleteRecordsApi, before, found?.leader);
  }

  /** Of one client id; undefined takes the limit away. */
  async limitFetches(clientId: string, bytesPerSecond: number | undefined): Promise<void> {
    await this.ask(fetchQuotaApi, { clientId, bytesPerSecond });
  }

  /** It stays connected, and answers nothing until `heal`. */
  freeze(id: BrokerId): void {
    this.frozen.add(id);
    this.broker(id).freeze();
  }

  /** Starts and thaws what is not running, and waits until every replica is in sync and all brokers know. */
  async heal(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => this.aside(() => proxy.restore())));
    const stopped = this.allBrokers.filter(({ isRunning }) => !isRunning);
    if (stopped.length + this.frozen.size === 0) return;
    for (const id of this.frozen) this.broker(id).thaw();
    this.frozen.clear();
    await this.aside(() => Promise.all(stopped.map((broker) => broker.start())));
    await eventually(
      "every replica is in sync",
      async () =>
        (await this.agreedTopics("all"))?.every(({ partitions }) =>
          partitions.every(
            ({ leader, replicas, inSyncReplicas }) =>
              leader >= 0 && inSyncReplicas.length === replicas.length,
          ),
        ),
      healMs,
    );
  }

  async close(): Promise<void> {
    await this.kafka.close();
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
    await this.servers.close(0);
    this.sockets.stopWatching();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A group's first commit makes the brokers create the topic that holds all commits. */
  private async createCoordinators(): Promise<void> {
    const groupId = uniqueName("first");
    const topic = await this.createTopic("first", [1, 2, 3]);
    await this.observer.commitOffsets(groupId, [{ topic, partition: 0, offset: 0n }]);
  }

  /** What all brokers that are up say alike. */
  private agreedTopics(
    topics: "all" | readonly string[],
  ): Promise<readonly TopicMetadata[] | undefined> {
    const up = this.allBrokers.filter(({ id, isRunning }) => isRunning && !this.frozen.has(id));
    return this.aside(() => agreedTopics(up, topics));
  }

  /** The topic, once all brokers say the same of it and it is as wanted. */
  private untilAgreed(
    what: string,
    topic: string,
    condition: (described: TopicMetadata) => boolean,
  ): Promise<TopicMetadata> {
    return eventually(what, async () => {
      const [described] = (await this.agreedTopics([topic])) ?? [];
      return described !== undefined && condition(described) && described;
    });
  }

  private async createTopicNamed(
    topic: string,
    replicas: readonly (readonly BrokerId[])[],
  ): Promise<void> {
    const replicaAssignment = replicas.map((list, partition) => ({
      partition,
      replicas: [...list],
    }));
    await this.aside(() => this.kafka.createTopicNamed(topic, { replicaAssignment }));
    await this.untilAgreed(`${topic} is there`, topic, ({ errorCode }) => errorCode === 0);
  }

  /** To the controller, unless it must be another. */
  private ask<Question>(api: Api<Question, void>, question: Question, id = 1): Promise<void> {
    return this.aside(() => askBroker(this.broker(id), api, question));
  }

  private aside<Result>(work: () => Result): Result {
    return this.sockets.aside(work);
  }
}

/** Its leader coordinates the group: Java's hash of the group's id says which one it is. */
function coordinatorPartition(groupId: string): TopicPartition {
  let hash = 0;
  for (let at = 0; at < groupId.length; at++) {
    hash = (Math.imul(hash, 31) + groupId.charCodeAt(at)) | 0;
  }
  return { topic: "__consumer_offsets", partition: Math.abs(hash) % coordinators };
}
