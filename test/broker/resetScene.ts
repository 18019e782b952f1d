import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Kafka, logLevel, type Admin, type Producer } from "kafkajs";
import { createClusterGateway } from "../../src/kafka/connection/createClusterGateway";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { GroupDescription, Offset } from "../../src/kafka/model";
import { planReset, type ResetPlan } from "../../src/kafka/reset/plan";
import { readResetFacts } from "../../src/kafka/reset/readResetFacts";
import type { ResetScope, ResetTarget } from "../../src/kafka/reset/target";
import { runJavaTool, startJavaTool } from "../../tools/kafka/javaTool";
import type { OwnedProcess } from "../../tools/process/ownedProcess";
import { pollFor } from "../../tools/process/poll";

const consoleConsumer = "org.apache.kafka.tools.consumer.ConsoleConsumer";
const groupCommand = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";

/** Timestamp of the first message written; each following one is a second later. */
export const firstTimestampMs = 1_700_000_000_000n;

export type GroupProtocol = "classic" | "consumer";

/** A real cluster, reached by our gateway, by kafkajs and by Kafka's own tools. */
export class ResetScene {
  readonly gateway: ClusterGateway;
  private readonly kafka: Kafka;
  private readonly admin: Admin;
  private readonly producer: Producer;
  private readonly closers: (() => Promise<unknown>)[] = [];

  /** Of the suite's own cluster, unless other bootstrap servers are given. */
  constructor(
    private readonly servers = process.env["KAFKA_OFFSETS_TEST_BOOTSTRAP"] ?? "127.0.0.1:19092",
  ) {
    this.kafka = new Kafka({ brokers: servers.split(","), logLevel: logLevel.NOTHING });
    this.admin = this.kafka.admin();
    this.producer = this.kafka.producer({ allowAutoTopicCreation: false });
    const quiet = (): void => undefined;
    this.gateway = createClusterGateway(
      {
        bootstrapServers: servers.split(","),
        clientId: "kafka-offsets-test",
        connectTimeoutMs: 2_500,
        requestTimeoutMs: 10_000,
      },
      { debug: quiet, warn: quiet, error: quiet },
    );
  }

  async open(): Promise<void> {
    await Promise.all([this.admin.connect(), this.producer.connect()]);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
    await Promise.all([this.gateway.close(), this.admin.disconnect(), this.producer.disconnect()]);
  }

  name(what: string): string {
    return `reset-${what}-${randomBytes(4).toString("hex")}`;
  }

  /** A topic with so many messages per partition, one a second, of which the first `deleted` are gone. */
  async topic(messages: readonly number[], deleted = 0): Promise<string> {
    const topic = this.name("topic");
    await this.admin.createTopics({ topics: [{ topic, numPartitions: messages.length }] });
    for (const [partition, count] of messages.entries()) {
      if (count > 0) await this.produce(topic, partition, count);
    }
    if (deleted > 0) await this.deleteBefore(topic, 0, deleted);
    return topic;
  }

  /** A topic whose partitions each live on one broker only. */
  async topicOnBrokers(brokerIds: readonly number[]): Promise<string> {
    const topic = this.name("topic");
    const replicaAssignment = brokerIds.map((id, partition) => ({ partition, replicas: [id] }));
    await this.admin.createTopics({ topics: [{ topic, replicaAssignment }] });
    return topic;
  }

  async produce(topic: string, partition: number, count: number): Promise<void> {
    await this.produceAt(topic, partition, [...Array(count).keys()]);
  }

  /** An empty group of that protocol which has read this many messages, and its commits. */
  async stoppedGroup(protocol: GroupProtocol, topic: string, messages: number): Promise<string> {
    const groupId = this.name(protocol);
    const args = this.consumerArguments(groupId, protocol, topic);
    await runJavaTool(consoleConsumer, [...args, "--max-messages", messages.toString()]);
    await this.untilState(groupId, "Empty");
    return groupId;
  }

  /** A running Java consumer of the new protocol. */
  async liveConsumer(groupId: string, topic: string): Promise<OwnedProcess> {
    const args = this.consumerArguments(groupId, "consumer", topic);
    const tool = await startJavaTool(consoleConsumer, args);
    this.closers.push(() => tool.stop());
    await this.untilState(groupId, "Stable");
    return tool;
  }

  /** A running kafkajs consumer: the classic protocol. */
  async liveClassicConsumer(groupId: string, topic: string): Promise<void> {
    const consumer = this.kafka.consumer({ groupId, allowAutoTopicCreation: false });
    this.closers.push(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await this.untilState(groupId, "Stable");
  }

  async describe(groupId: string): Promise<GroupDescription | undefined> {
    const [result] = await this.gateway.describeGroups([groupId]);
    return result?.value;
  }

  /** Commits by topic-partition, in order, without the topic. */
  async commits(groupId: string): Promise<Record<string, Offset>> {
    const [result] = await this.gateway.fetchCommittedOffsets([groupId]);
    assert.ok(result?.value, result?.failure?.message);
    return Object.fromEntries(
      result.value.flatMap(({ partition, offset }) =>
        offset === undefined ? [] : [[partition.toString(), offset]],
      ),
    );
  }

  async plan(groupId: string, scope: ResetScope, target: ResetTarget): Promise<ResetPlan> {
    const request = { groupId, scope, target };
    return planReset(request, await readResetFacts(this.gateway, request));
  }

  /** Output lines of Kafka's own reset; whatever it exits with when failure is allowed. */
  async kafkaReset(
    args: readonly string[],
    { allowFailure = false } = {},
  ): Promise<readonly string[]> {
    const words = ["--bootstrap-server", this.servers, "--reset-offsets", ...args];
    const { stdout, stderr } = await runJavaTool(groupCommand, words, { allowFailure });
    const output = allowFailure ? `${stdout}\n${stderr}` : stdout;
    return output.split(/\r?\n/).filter((line) => line.trim() !== "");
  }

  /** A topic with so many partitions, all empty. */
  async emptyTopic(partitions: number): Promise<string> {
    const topic = this.name("topic");
    await this.admin.createTopics({ topics: [{ topic, numPartitions: partitions }] });
    return topic;
  }

  /** What lies before the offset is gone, as retention would delete it. */
  async deleteBefore(topic: string, partition: number, offset: number): Promise<void> {
    // kafkajs looks for the leaders in what it already knows
    await this.admin.fetchTopicOffsets(topic);
    const partitions = [{ partition, offset: offset.toString() }];
    await this.admin.deleteTopicRecords({ topic, partitions });
  }

  /** Writes at seconds after the first timestamp, in one transaction. An open one ends when the scene is closed. */
  async transaction(
    topic: string,
    partition: number,
    seconds: readonly number[],
    end: "commit" | "abort" | "leaveOpen",
  ): Promise<void> {
    const transactionalId = this.name("transaction");
    const options = { transactionalId, idempotent: true, maxInFlightRequests: 1 };
    const producer = this.kafka.producer(options);
    await producer.connect();
    const transaction = await producer.transaction();
    const messages = seconds.map((second) => messageAt(partition, second));
    await transaction.send({ topic, messages });
    if (end === "commit") await transaction.commit();
    if (end === "abort") await transaction.abort();
    if (end === "leaveOpen") this.closers.push(() => transaction.abort());
    this.closers.push(() => producer.disconnect());
  }

  /** Writes at these seconds after the first timestamp. */
  async produceAt(topic: string, partition: number, seconds: readonly number[]): Promise<void> {
    const messages = seconds.map((second) => messageAt(partition, second));
    await this.producer.send({ topic, messages });
  }

  private consumerArguments(groupId: string, protocol: GroupProtocol, topic: string): string[] {
    return [
      ...["--bootstrap-server", this.servers, "--topic", topic, "--group", groupId],
      ...["--command-property", `group.protocol=${protocol}`, "--from-beginning"],
    ];
  }

  private untilState(groupId: string, state: string): Promise<true> {
    return pollFor(
      `${groupId} to be ${state}`,
      async () => ((await this.describe(groupId))?.state === state ? true : undefined),
      { timeoutMs: 20_000 },
    );
  }
}

function messageAt(
  partition: number,
  second: number,
): { partition: number; value: string; timestamp: string } {
  const timestamp = (firstTimestampMs + BigInt(second) * 1000n).toString();
  return { partition, value: `Message-${second}`, timestamp };
}
