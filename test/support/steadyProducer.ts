import { Kafka, logLevel, type Producer } from "kafkajs";
import type { Offset } from "../../src/kafka/model";
import { eventually } from "./eventually";

const messagesPerRequest = 5;
const pauseMs = 10;
/** Elections included. */
const timeoutMs = 40_000;

/** Keeps writing to a topic, whatever happens to its brokers, and knows what they acknowledged. */
export class SteadyProducer {
  /** Value by offset, for each partition. Messages of requests that failed may be in the log as well. */
  readonly acknowledged: readonly ReadonlyMap<Offset, string>[];
  private readonly logs: readonly Map<Offset, string>[];
  private readonly loops: Promise<void>[];
  private isStopped = false;

  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    partitions: number,
  ) {
    const logs = Array.from({ length: partitions }, () => new Map<Offset, string>());
    this.logs = logs;
    this.acknowledged = logs;
    this.loops = logs.map((log, partition) => this.write(partition, log));
  }

  /** Resolves when every partition has messages. */
  static async start(
    brokers: readonly string[],
    topic: string,
    partitions: number,
  ): Promise<SteadyProducer> {
    const kafka = new Kafka({
      brokers: [...brokers],
      clientId: "steady-producer",
      connectionTimeout: 500,
      requestTimeout: 2_000,
      retry: { initialRetryTime: 30, maxRetryTime: 200, retries: 3 },
      logLevel: logLevel.NOTHING,
    });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const steady = new SteadyProducer(producer, topic, partitions);
    await steady.untilMore(1);
    return steady;
  }

  /** Waits until so many messages more than now are acknowledged, of every partition or of those given. */
  async untilMore(messages: number, partitions = [...this.acknowledged.keys()]): Promise<void> {
    const sizes = (): number[] => partitions.map((index) => this.acknowledged[index]?.size ?? 0);
    const before = sizes();
    await eventually(
      `${messages} messages more are acknowledged`,
      () => sizes().every((size, index) => size >= (before[index] ?? 0) + messages),
      timeoutMs,
    );
  }

  /** One past the last offset acknowledged. */
  end(partition: number): Offset {
    const offsets = [...(this.acknowledged[partition]?.keys() ?? [])];
    return (offsets.at(-1) ?? -1n) + 1n;
  }

  /** Hands over what was acknowledged since it was called last, and forgets it: for runs that take long. */
  takeAcknowledged(partition: number): ReadonlyMap<Offset, string> {
    const log = this.logs[partition] ?? new Map<Offset, string>();
    const taken = new Map(log);
    log.clear();
    return taken;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.loops);
    await this.producer.disconnect();
  }

  private async write(partition: number, log: Map<Offset, string>): Promise<void> {
    for (let count = 0; !this.isStopped; count += messagesPerRequest) {
      const values = Array.from(
        { length: messagesPerRequest },
        (_, index) => `${partition}/${count + index}`,
      );
      try {
        const [answer] = await this.producer.send({
          topic: this.topic,
          acks: -1,
          messages: values.map((value) => ({ partition, value })),
        });
        const base = BigInt(answer?.baseOffset ?? "");
        for (const [index, value] of values.entries()) log.set(base + BigInt(index), value);
      } catch {
        // not acknowledged: these messages may be lost, and may be in the log
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
