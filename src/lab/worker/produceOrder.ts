import { setTimeout as delay } from "node:timers/promises";
import { Partitioners, type Producer } from "kafkajs";
import { kafkaOf } from "./kafkaOf";
import type { LabReport, ProduceOrder } from "./orders";

/** A producer of an application, in this process: one message after the other, with keys at random. */
export class OrderedProducer {
  private readonly producer: Producer;
  private readonly ending = new AbortController();
  private intervalMs: number;

  constructor(
    private readonly order: ProduceOrder,
    private readonly report: (report: LabReport) => void,
  ) {
    this.intervalMs = order.intervalMs;
    this.producer = kafkaOf(order.connection, order.clientId).producer({
      // as Java's default: by the key's murmur2
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
    });
  }

  /** Settles when all messages are sent, or it was stopped. */
  async run(): Promise<void> {
    const { messageCount = Infinity } = this.order;
    await this.producer.connect();
    for (let index = 0; index < messageCount && !this.ending.signal.aborted; index++) {
      await this.send(`Message-${String(index)}`);
      await delay(this.intervalMs, undefined, { signal: this.ending.signal }).catch(
        () => undefined,
      );
    }
    await this.producer.disconnect();
  }

  setInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
  }

  stop(): void {
    this.ending.abort();
  }

  private async send(value: string): Promise<void> {
    const { topic, keys } = this.order;
    const key = keys[Math.floor(Math.random() * keys.length)] ?? "";
    const [result] = await this.producer.send({ topic, messages: [{ key, value }] });
    if (result === undefined) return;
    const { partition, baseOffset = "-1" } = result;
    this.report({ kind: "produced", partition, offset: baseOffset, key, value });
  }
}
