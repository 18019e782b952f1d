import type { BrokerConnection } from "../../src/kafka/connection/brokerConnection";
import type { Lane, Sender } from "../../src/kafka/connection/lane";
import type { CoordinatorLookup, Router } from "../../src/kafka/connection/router";
import type { Broker } from "../../src/kafka/model";
import type { Api } from "../../src/kafka/protocol/api";
import type { MetadataAnswer, TopicMetadata } from "../../src/kafka/protocol/metadata";

interface Sent {
  readonly nodeId: number;
  readonly api: string;
  readonly question: unknown;
}

type Answerer = (question: never, nodeId: number) => unknown;

/** A router whose brokers answer as the test says. */
export class FakeRouter implements Pick<Router, keyof Router> {
  retryBudgetMs = 400;
  readonly traffic = { requests: 0, receivedBytes: 0, throttleMs: 0, answerMs: 0 };
  readonly sent: Sent[] = [];
  /** Lanes that are not closed. */
  openLanes = 0;
  /** What lanes do with memory that is given back to them. */
  onGiveBack: Lane["giveBack"] = () => undefined;
  readonly brokers: Broker[] = [{ nodeId: 1, host: "one", port: 9092, rack: undefined }];
  readonly topics = new Map<string, TopicMetadata>();
  coordinatorOf: (groupId: string) => CoordinatorLookup = () => ({ nodeId: 1 });
  metadataRequests = 0;
  controllerId = -1;
  private readonly answerers = new Map<string, Answerer>();
  private readonly unsupported = new Set<string>();

  /** Later calls replace earlier ones. */
  on<Question, Answer>(
    api: Api<Question, Answer>,
    answer: (question: Question, nodeId: number) => Answer | Promise<Answer>,
  ): void {
    this.answerers.set(api.name, answer);
  }

  /** What answers now, for a test to stand in front of. */
  answererOf<Question, Answer>(
    api: Api<Question, Answer>,
  ): (question: Question, nodeId: number) => Answer | Promise<Answer> {
    const answer = this.answerers.get(api.name);
    if (answer === undefined) throw new Error(`No answer to ${api.name}`);
    return (question, nodeId) => answer(question as never, nodeId) as Answer | Promise<Answer>;
  }

  withoutSupport(api: Pick<Api<never, unknown>, "name">): void {
    this.unsupported.add(api.name);
  }

  /** @param leaders by partition; −1 for none */
  addTopic(topic: string, leaders: readonly number[]): void {
    this.topics.set(topic, topicMetadata(topic, leaders));
  }

  sentTo(api: Pick<Api<never, unknown>, "name">): readonly Sent[] {
    return this.sent.filter((sent) => sent.api === api.name);
  }

  sendTo<Question, Answer>(
    nodeId: number,
    api: Api<Question, Answer>,
    question: Question,
  ): Promise<Answer> {
    this.sent.push({ nodeId, api: api.name, question });
    const answer = this.answerers.get(api.name);
    if (answer === undefined) return Promise.reject(new Error(`No answer to ${api.name}`));
    return Promise.resolve().then(() => answer(question as never, nodeId) as Answer);
  }

  sendToAny<Question, Answer>(api: Api<Question, Answer>, question: Question): Promise<Answer> {
    return this.sendTo(this.brokers[0]?.nodeId ?? -1, api, question);
  }

  measured(): Sender {
    const traffic = { requests: 0, receivedBytes: 0, throttleMs: 0, answerMs: 0 };
    return {
      traffic,
      sendTo: (nodeId, api, question) => {
        traffic.requests++;
        return this.sendTo(nodeId, api, question);
      },
    };
  }

  openLane(): Lane {
    this.openLanes++;
    let isOpen = true;
    return {
      ...this.measured(),
      giveBack: (view) => {
        this.onGiveBack(view);
      },
      close: () => {
        if (isOpen) this.openLanes--;
        isOpen = false;
      },
    };
  }

  throwIfClosed(): void {
    return;
  }

  metadata(topics: "all" | readonly string[]): Promise<MetadataAnswer> {
    this.metadataRequests++;
    const known = [...this.topics.values()];
    return Promise.resolve({
      brokers: this.brokers,
      clusterId: "fake",
      controllerId: this.controllerId,
      topics: topics === "all" ? known : known.filter(({ topic }) => topics.includes(topic)),
    });
  }

  async topicMetadata(topics: Iterable<string>): Promise<ReadonlyMap<string, TopicMetadata>> {
    const answer = await this.metadata([...topics]);
    return new Map(answer.topics.map((topic) => [topic.topic, topic]));
  }

  allBrokers(): Promise<readonly Broker[]> {
    return Promise.resolve(this.brokers);
  }

  broker(nodeId: number): Promise<Broker> {
    const broker = this.brokers.find((candidate) => candidate.nodeId === nodeId);
    return broker === undefined
      ? Promise.reject(new Error(`No broker ${nodeId}`))
      : Promise.resolve(broker);
  }

  connect(nodeId: number): Promise<BrokerConnection> {
    return Promise.resolve({
      address: `broker${nodeId}:9092`,
      isOpen: () => true,
      supports: (api) => !this.unsupported.has(api.name),
      send: (api, question) => this.sendTo(nodeId, api, question),
      close: () => undefined,
      retire: () => undefined,
    });
  }

  coordinators(groupIds: Iterable<string>): Promise<ReadonlyMap<string, CoordinatorLookup>> {
    return Promise.resolve(
      new Map([...groupIds].map((groupId) => [groupId, this.coordinatorOf(groupId)])),
    );
  }

  close(): void {
    this.sent.length = 0;
  }
}

/** @param leaders by partition; −1 for none */
export function topicMetadata(topic: string, leaders: readonly number[]): TopicMetadata {
  return {
    errorCode: 0,
    topic,
    topicId: undefined,
    isInternal: false,
    partitions: leaders.map((leader, partition) => ({
      errorCode: leader < 0 ? 5 : 0,
      partition,
      leader,
      leaderEpoch: 0,
      replicas: [1],
      inSyncReplicas: leader < 0 ? [] : [1],
      offlineReplicas: leader < 0 ? [1] : [],
    })),
  };
}
