import { randomUUID } from "node:crypto";
import { Kafka, logLevel, type ITopicConfig, type Message, type Producer } from "kafkajs";
import { createClusterGateway } from "../../src/kafka/connection/createClusterGateway";
import type { ClusterConnection } from "../../src/kafka/clusterConnection";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "./eventually";
import { recordingLog } from "./recordingLog";

export type TopicOptions = Partial<ITopicConfig> & { readonly partitions?: number };

/** A real cluster as tests use it: gateways to test, and kafkajs to make what they are to find. */
export class TestKafka {
  readonly kafka: Kafka;
  private readonly gateways: ClusterGateway[] = [];
  private openProducer: Promise<Producer> | undefined;

  constructor(readonly bootstrapServers: readonly string[]) {
    this.kafka = new Kafka({
      brokers: [...bootstrapServers],
      clientId: "tests",
      logLevel: logLevel.NOTHING,
    });
  }

  /** Closed with the cluster, if not before. */
  gateway(connection: Partial<ClusterConnection> = {}): ClusterGateway {
    const gateway = createClusterGateway(
      {
        bootstrapServers: this.bootstrapServers,
        clientId: "gateway-under-test",
        connectTimeoutMs: 2_500,
        requestTimeoutMs: 15_000,
        ...connection,
      },
      recordingLog(),
    );
    this.gateways.push(gateway);
    return gateway;
  }

  /** Returns its unique name once every partition is served by its leader. */
  async createTopic(purpose: string, options: TopicOptions = {}): Promise<string> {
    const topic = uniqueName(purpose);
    await this.createTopicNamed(topic, options);
    return topic;
  }

  /** As `createTopic`, where the name matters. */
  async createTopicNamed(
    topic: string,
    { partitions = 1, ...config }: TopicOptions = {},
  ): Promise<void> {
    const placed = config.replicaAssignment ? {} : { numPartitions: partitions };
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      // kafkajs's own waiting may throw although the topic was created
      await admin.createTopics({
        waitForLeaders: false,
        topics: [{ topic, ...placed, ...config }],
      });
    } finally {
      await admin.disconnect();
    }
    const gateway = this.gateway();
    await eventually(`${topic} is served`, async () => {
      const [created] = await gateway.describeTopics([topic]);
      const questions = (created?.partitions ?? []).map(({ partition }) => ({
        topic,
        partition,
        at: "latest" as const,
      }));
      const answers = await gateway.listOffsets(questions, "readCommitted");
      return answers.length > 0 && answers.every(({ failure }) => failure === undefined);
    });
    await gateway.close();
  }

  async produce(topic: string, messages: readonly Message[]): Promise<void> {
    this.openProducer ??= this.connectProducer();
    await (await this.openProducer).send({ topic, messages: [...messages] });
  }

  async close(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.close()));
    await (await this.openProducer)?.disconnect();
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

/** The one-broker cluster that all broker tests share: use unique names in it. */
export function sharedKafka(): TestKafka {
  const servers = process.env["KAFKA_OFFSETS_TEST_BOOTSTRAP"];
  if (servers === undefined) throw new Error("KAFKA_OFFSETS_TEST_BOOTSTRAP is not set");
  return new TestKafka(servers.split(","));
}

export function uniqueName(purpose: string): string {
  return `${purpose}-${randomUUID().slice(0, 8)}`;
}
