import type { Consumer } from "kafkajs";
import { startJavaTool } from "../../tools/kafka/javaTool";
import type { TestKafka } from "./testKafka";

const consumerClass = "org.apache.kafka.tools.consumer.ConsoleConsumer";
const shareConsumerClass = "org.apache.kafka.tools.consumer.ConsoleShareConsumer";

export interface RunningConsumer {
  /** It leaves its group. */
  stop(): Promise<unknown>;
}

/** Consumers of every kind, each alone in its group. */
export class LiveGroups {
  private readonly running: RunningConsumer[] = [];

  constructor(private readonly cluster: TestKafka) {}

  /** A classic consumer in this process that does not commit. */
  async startKafkajs(groupId: string, topic: string): Promise<Consumer> {
    const consumer = this.cluster.kafka.consumer({ groupId, maxWaitTimeInMs: 300 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
    return consumer;
  }

  /** Kafka's own classic consumer. */
  startClassic(groupId: string, topic: string, rack: string): Promise<RunningConsumer> {
    return this.startJava(consumerClass, groupId, topic, {
      "group.protocol": "classic",
      "client.rack": rack,
    });
  }

  /** A KIP-848 consumer that commits what it reads from the beginning. */
  startKip848(groupId: string, topic: string, rack = ""): Promise<RunningConsumer> {
    return this.startJava(consumerClass, groupId, topic, {
      "group.protocol": "consumer",
      "auto.commit.interval.ms": "200",
      "auto.offset.reset": "earliest",
      "client.rack": rack,
    });
  }

  startShare(groupId: string, topic: string): Promise<RunningConsumer> {
    return this.startJava(shareConsumerClass, groupId, topic, {});
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((consumer) => consumer.stop()));
  }

  private async startJava(
    className: string,
    groupId: string,
    topic: string,
    properties: Readonly<Record<string, string>>,
  ): Promise<RunningConsumer> {
    const tool = await startJavaTool(className, [
      ...["--bootstrap-server", this.cluster.bootstrapServers.join()],
      ...["--topic", topic, "--group", groupId],
      ...Object.entries(properties).flatMap(([name, value]) => [
        "--command-property",
        `${name}=${value}`,
      ]),
    ]);
    tool.child.stdout?.resume();
    tool.child.stderr?.resume();
    const consumer = { stop: () => tool.stop() };
    this.running.push(consumer);
    return consumer;
  }
}
