import { setTimeout as delay } from "node:timers/promises";
import { KafkaError } from "../../kafka/errors";
import { createLabTopic } from "../createLabTopic";
import type { LabCluster } from "../labCluster";

/** UNKNOWN_TOPIC_OR_PARTITION. */
const unknownTopic = 3;
const servedPauseMs = 200;
const servedTimeoutMs = 15_000;

export type TopicPhase = "missing" | "creating" | "ready" | "removing";

/** The topic the lab works on: created when it is missing, borrowed when a person agrees to it. */
export class LabTopic {
  private current: TopicPhase = "missing";
  private borrowed = false;

  constructor(
    private readonly cluster: LabCluster,
    /** Asks whether a topic that was there before may be used; messages will be added to it. */
    private readonly mayBorrow: (topic: string) => Promise<boolean>,
    private readonly onChange: () => void,
  ) {}

  get phase(): TopicPhase {
    return this.current;
  }

  get isBorrowed(): boolean {
    return this.borrowed;
  }

  /**
   * Makes sure that the topic is there and served.
   * @returns how many partitions it has
   * @throws KafkaError, `cancelled` when a person does not want an existing topic to be used
   */
  async ensure(topic: string, partitions: number, signal: AbortSignal): Promise<number> {
    const { cluster } = this;
    const found = await this.partitionsOf(topic, signal);
    const isOurs = cluster.creations.has("topic", topic);
    if (found !== undefined) {
      if (!isOurs && this.current !== "ready" && !(await this.mayBorrow(topic))) {
        throw new KafkaError("The topic was left alone.", { kind: "cancelled" });
      }
      this.borrowed = !isOurs;
      this.become("ready");
      return found;
    }
    this.borrowed = false;
    this.become("creating");
    try {
      await createLabTopic(cluster, { topic, partitions }, signal);
      await this.waitUntilServed(topic, signal);
      this.become("ready");
      return partitions;
    } catch (error) {
      this.become("missing");
      throw error;
    }
  }

  /** The topic has been deleted, or is to be forgotten. */
  async remove(work: () => Promise<void>): Promise<void> {
    const before = this.current;
    this.become("removing");
    try {
      await work();
      this.borrowed = false;
      this.become("missing");
    } catch (error) {
      this.become(before);
      throw error;
    }
  }

  /** Undefined: there is no such topic. */
  private async partitionsOf(topic: string, signal: AbortSignal): Promise<number | undefined> {
    const [found] = await this.cluster.gateway().describeTopics([topic], signal);
    if (found?.failure === undefined) return found?.partitions.length;
    if (found.failure.code === unknownTopic) return undefined;
    throw new KafkaError(`Topic ${topic}: ${found.failure.message}`, { kind: "unexpected" });
  }

  private async waitUntilServed(topic: string, signal: AbortSignal): Promise<void> {
    const untilMs = performance.now() + servedTimeoutMs;
    while (performance.now() < untilMs) {
      const [found] = await this.cluster.gateway().describeTopics([topic], signal);
      const partitions = found?.partitions ?? [];
      if (partitions.length > 0 && partitions.every(({ leader }) => leader !== undefined)) return;
      await delay(servedPauseMs, undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
    throw new KafkaError(`Topic ${topic} was created, but has no leaders yet. Try again.`, {
      kind: "timeout",
    });
  }

  private become(phase: TopicPhase): void {
    this.current = phase;
    this.onChange();
  }
}
