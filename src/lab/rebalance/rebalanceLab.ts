import { KafkaError } from "../../kafka/errors";
import type { GroupDescription } from "../../kafka/model";
import type { LabCluster } from "../labCluster";
import type { LabProcess } from "../process/labProcesses";
import type { LabJava, LabOrder, LabReport } from "../worker/orders";
import { claimGroup } from "./claimGroup";
import { GroupPoll } from "./groupPoll";
import { consumerOrder } from "./javaOrder";
import { demoKeys, keysThatSpread } from "./keys";
import { LabConsumer } from "./labConsumer";
import type { LabEvent } from "./labEvent";
import { LabProducer } from "./labProducer";
import { LabStarts, type LabNames } from "./labStarts";
import { LabTopic } from "./labTopic";
import { leftoversOf, removeLeftovers } from "./leftovers";
import { clientIdOf, consumeOrder, produceOrder } from "./labOrders";
import { mostConsumers, ReachedSteps } from "./reachedSteps";
import type { RebalanceSnapshot } from "./rebalanceSnapshot";
import { checkNames, defaultSetup, needsJava, type RebalanceSetup } from "./setup";
import { waitUntilEmpty } from "./waitUntilEmpty";

export interface RebalanceLabOptions {
  readonly cluster: LabCluster;
  readonly start: (order: LabOrder, onReport: (report: LabReport) => void) => LabProcess;
  /** Asks whether the lab may write to what has these names. */
  readonly mayBegin: (names: LabNames) => Promise<boolean>;
  /** Asks whether a topic that was there before may be used. */
  readonly mayBorrow: (topic: string) => Promise<boolean>;
  /** For the protocols that kafkajs does not speak; undefined where there is no Java for them. */
  readonly findJava: () => Promise<LabJava | undefined>;
  readonly onEvent: (event: LabEvent) => void;
  readonly onChange: () => void;
  readonly nowMs?: () => number;
}

/** A topic, a producer that writes to it, and consumers of one group that come and go. */
export class RebalanceLab {
  private setup: RebalanceSetup = defaultSetup;
  private consumers: readonly LabConsumer[] = [];
  private consumerNumber = 0;
  private readonly producer: LabProducer;
  private readonly topic: LabTopic;
  private readonly starts: LabStarts;
  private readonly poll: GroupPoll;
  private readonly steps = new ReachedSteps();
  private groupState: string | undefined;
  private intervalMs = 500;
  private spreads = false;
  private readonly ending = new AbortController();
  /** Makes the topic ready one at a time. */
  private preparing: Promise<void> = Promise.resolve();

  constructor(private readonly options: RebalanceLabOptions) {
    const { cluster, mayBegin, mayBorrow, onChange } = options;
    this.starts = new LabStarts(mayBegin);
    this.topic = new LabTopic(cluster, mayBorrow, onChange);
    this.producer = new LabProducer((event) => {
      this.tell(event);
    });
    this.poll = new GroupPoll({
      gateway: cluster.gateway,
      groupId: () => this.setup.groupId,
      take: (group) => {
        this.takeGroup(group);
      },
      isWanted: () => this.consumers.some(({ isAlive, isUnnoticed }) => isAlive || isUnnoticed),
    });
  }

  snapshot(): RebalanceSnapshot {
    const { setup, topic, groupState, intervalMs, spreads, keys } = this;
    return {
      setup,
      topic: topic.phase,
      isBorrowed: topic.isBorrowed,
      groupState,
      intervalMs,
      spreads,
      keys,
      producer: this.producer.snapshot(),
      consumers: this.consumers.map((consumer) => consumer.snapshot()),
      steps: this.steps.list(setup),
      leftovers: leftoversOf(this.options.cluster),
    };
  }

  /** @throws KafkaError `invalidInput` for what can no longer be changed, or names Kafka does not take */
  setUp(setup: RebalanceSetup): void {
    if (this.starts.isUnderWay) throw invalid("Something is being started: wait for it.");
    const isSameTopic =
      setup.topic === this.setup.topic && setup.partitions === this.setup.partitions;
    if (this.topic.phase !== "missing" && !isSameTopic) {
      throw invalid("The topic is there already. Clean up to begin with another one.");
    }
    const isSameGroup =
      setup.groupId === this.setup.groupId && setup.protocol === this.setup.protocol;
    if (!isSameGroup && this.consumers.some(({ isAlive }) => isAlive)) {
      throw invalid("The group and its protocol can be changed when no consumer runs.");
    }
    const problem = checkNames(setup);
    if (problem !== undefined) throw invalid(problem);
    this.setup = setup;
    if (!isSameGroup) this.steps.clear();
    this.options.onChange();
  }

  startProducer(): Promise<void> {
    return this.starts.run(() => this.beginProducer());
  }

  private async beginProducer(): Promise<void> {
    if (this.producer.isAlive) return;
    await this.prepare();
    const { cluster, start } = this.options;
    const connection = await cluster.connection(this.ending.signal);
    const { producer, setup, keys, intervalMs } = this;
    if (producer.isAlive || this.ending.signal.aborted) return;
    const order = produceOrder({ connection, setup, keys, intervalMs });
    this.producer.start(
      start(order, (report) => {
        this.producer.take(report);
        this.endIfRefused();
        this.options.onChange();
      }),
    );
  }

  async stopProducer(): Promise<void> {
    await this.producer.stop();
  }

  /** From one message to the next. */
  setRate(intervalMs: number): void {
    this.intervalMs = intervalMs;
    this.producer.setInterval(intervalMs);
    this.options.onChange();
  }

  /** Whether the keys reach every partition; a running producer is started anew with them. */
  async spreadKeys(spreads: boolean): Promise<void> {
    this.spreads = spreads;
    this.options.onChange();
    if (!this.producer.isAlive) return;
    await this.producer.stop();
    await this.startProducer();
  }

  addConsumer(): Promise<void> {
    return this.starts.run(() => this.beginConsumer());
  }

  private async beginConsumer(): Promise<void> {
    if (this.consumers.filter(({ isAlive }) => isAlive).length >= mostConsumers) {
      throw invalid(`The lab runs ${mostConsumers} consumers at most.`);
    }
    await this.prepare();
    const { cluster, findJava, start, nowMs = Date.now } = this.options;
    await claimGroup(cluster, this.setup.groupId, this.ending.signal);
    const number = ++this.consumerNumber;
    const connection = await cluster.connection(this.ending.signal);
    const { setup } = this;
    const order = await consumerOrder(consumeOrder({ connection, setup, number }), setup, findJava);
    if (this.ending.signal.aborted) return;
    const started = start(order, (report) => {
      consumer.take(report);
      if (report.kind === "joined") this.noticeTakenOver(consumer);
      this.endIfRefused();
      this.changed();
    });
    const tell = (event: LabEvent): void => {
      this.tell(event);
    };
    const consumer = new LabConsumer(number, started, tell, nowMs);
    this.consumers = [...this.consumers, consumer];
    this.poll.wake();
    this.changed();
  }

  async stopConsumer(number: number): Promise<void> {
    await this.consumer(number).stop();
  }

  async crashConsumer(number: number): Promise<void> {
    await this.consumer(number).crash();
  }

  /** Takes a consumer that has ended out of the list. */
  dismissConsumer(number: number): void {
    this.consumers = this.consumers.filter((one) => one.number !== number || one.isAlive);
    this.options.onChange();
  }

  /** Ends the processes; topic and group stay. */
  async stop(): Promise<void> {
    await Promise.all([this.producer.stop(), ...this.consumers.map((one) => one.stop())]);
  }

  /**
   * Ends the processes, and deletes all that the lab created on this cluster.
   * @throws KafkaError where something is still there
   */
  async cleanUp(): Promise<void> {
    this.refuse();
    await this.stop();
    await this.topic.remove(async () => {
      const { cluster } = this.options;
      await waitUntilEmpty(cluster.gateway(), this.setup.groupId, this.ending.signal);
      await removeLeftovers(cluster, this.ending.signal);
    });
    this.consumers = [];
    this.groupState = undefined;
    this.steps.clear();
    this.options.onChange();
  }

  async dispose(): Promise<void> {
    this.ending.abort();
    this.poll.dispose();
    await this.stop();
  }

  private get keys(): readonly string[] {
    return this.spreads ? keysThatSpread(this.setup.partitions) : demoKeys;
  }

  private consumer(number: number): LabConsumer {
    const found = this.consumers.find((one) => one.number === number);
    if (found === undefined) throw invalid("There is no such consumer any more.");
    return found;
  }

  private refuse(): void {
    const obstacle = this.options.cluster.writer.obstacle();
    if (obstacle !== undefined) throw invalid(obstacle);
  }

  private async prepare(): Promise<void> {
    this.refuse();
    const mine = this.preparing.catch(() => undefined).then(() => this.prepareTopic());
    this.preparing = mine;
    await mine;
  }

  private async prepareTopic(): Promise<void> {
    const { topic, partitions } = this.setup;
    await this.starts.agree(this.setup);
    this.refuse();
    const found = await this.topic.ensure(topic, partitions, this.ending.signal);
    this.setup = { ...this.setup, partitions: found };
    this.options.onChange();
  }

  private takeGroup(group: GroupDescription | undefined): void {
    this.groupState = group?.state;
    for (const consumer of this.consumers) this.takeMember(consumer, group);
    this.changed();
    this.endIfRefused();
  }

  /** The cluster may have become read-only meanwhile. */
  private endIfRefused(): void {
    if (this.options.cluster.writer.obstacle() !== undefined) void this.stop();
  }

  private takeMember(consumer: LabConsumer, group: GroupDescription | undefined): void {
    const clientId = clientIdOf(consumer.number);
    const member = group?.members.find((one) => one.clientId === clientId);
    if (member === undefined) consumer.notice();
    else if (needsJava(this.setup.protocol) && isGivenOut(group)) {
      consumer.assign(member.assignment.map(({ partition }) => partition));
    }
  }

  /** Whose partitions another one has now is known to be dead. */
  private noticeTakenOver({ partitions }: LabConsumer): void {
    for (const other of this.consumers) {
      if (other.partitions.some((partition) => partitions.includes(partition))) other.notice();
    }
  }

  private tell(event: LabEvent): void {
    this.options.onEvent(event);
    this.changed();
  }

  private changed(): void {
    this.steps.note(this.setup, this.consumers);
    this.options.onChange();
  }
}

/** While classic members join, the group does not tell who has what. */
function isGivenOut(group: GroupDescription | undefined): boolean {
  return group?.state === "Stable" || group?.type === "consumer";
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
