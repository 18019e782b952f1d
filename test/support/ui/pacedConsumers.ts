import { setTimeout as delay } from "node:timers/promises";
import { Kafka, logLevel, type Consumer } from "kafkajs";

const messageMs = 5;

interface PacedGroup {
  readonly groupId: string;
  readonly topic: string;
  readonly clientIds: readonly string[];
}

/** Members of a group that take their time for each message, so that there is lag to look at. */
export class PacedConsumers {
  private constructor(private readonly consumers: readonly Consumer[]) {}

  static async start(
    brokers: readonly string[],
    { groupId, topic, clientIds }: PacedGroup,
  ): Promise<PacedConsumers> {
    const start = async (clientId: string): Promise<Consumer> => {
      const kafka = new Kafka({ brokers: [...brokers], clientId, logLevel: logLevel.NOTHING });
      const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, heartbeatInterval: 500 });
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommitInterval: 300,
        partitionsConsumedConcurrently: 3,
        eachMessage: () => delay(messageMs),
      });
      return consumer;
    };
    return new PacedConsumers(await Promise.all(clientIds.map(start)));
  }

  /** They leave their group. */
  async stop(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()));
  }
}
