import { KafkaError } from "../../src/kafka/errors";
import type { OffsetQuestion } from "../../src/kafka/gateway";
import type {
  IsolationLevel,
  ItemFailure,
  ListedOffset,
  MessageToProduce,
  ProducedMessage,
  TopicDescription,
  TopicPartition,
  TopicResult,
  TopicToCreate,
} from "../../src/kafka/model";
import { MemoryLog } from "./memoryLog";
import type { ReadableTopic } from "./memoryReader";

interface MemoryTopic extends ReadableTopic {
  readonly isInternal: boolean;
}

/** As a broker's default of `message.max.bytes`. */
const maxMessageBytes = 1_048_588;

/** The topics of a cluster in memory, with their logs. */
export class MemoryTopics {
  private readonly topics = new Map<string, MemoryTopic>();
  private createdTopics = 0;

  get all(): ReadonlyMap<string, MemoryTopic> {
    return this.topics;
  }

  add(topic: string, partitions: number, isInternal: boolean): readonly MemoryLog[] {
    const logs = Array.from({ length: partitions }, (_, index) => new MemoryLog(topic, index));
    const topicId = `id-of-${topic}-${++this.createdTopics}`;
    this.topics.set(topic, { isInternal, topicId, logs: new Map(logs.entries()) });
    return logs;
  }

  /** False: there was none. */
  delete(topic: string): boolean {
    return this.topics.delete(topic);
  }

  log({ topic, partition }: TopicPartition): MemoryLog | undefined {
    return this.topics.get(topic)?.logs.get(partition);
  }

  create({ topic, partitions }: TopicToCreate): TopicResult {
    if (this.topics.has(topic)) return { topic, failure: { code: 36, message: "It exists." } };
    if (partitions < 1) return { topic, failure: { code: 37, message: "No partitions." } };
    this.add(topic, partitions, false);
    return { topic };
  }

  produce({ topic, partition, ...message }: MessageToProduce): ProducedMessage {
    const failure = this.missing({ topic, partition });
    if (failure !== undefined) {
      throw new KafkaError(failure.message, { kind: "notFound", code: failure.code });
    }
    const log = this.log({ topic, partition });
    if (log?.leader === undefined) throw new KafkaError("No leader.", { kind: "noLeader" });
    const { key, value, headers, timestampMs } = message;
    if ((key?.length ?? 0) + (value?.length ?? 0) > maxMessageBytes) {
      throw new KafkaError("The message is too large.", { kind: "invalidInput", code: 10 });
    }
    const pairs = headers.map((header) => [header.key, header.value] as const);
    return { topic, partition, offset: log.append({ key, value, timestampMs, headers: pairs }) };
  }

  describe(topic: string): TopicDescription {
    const found = this.topics.get(topic);
    const failure = found === undefined ? { code: 3, message: "No such topic." } : undefined;
    const logs = [...(found?.logs ?? [])];
    return {
      topic,
      topicId: found?.topicId,
      isInternal: found?.isInternal ?? false,
      failure,
      partitions: logs.map(([partition, { leader }]) => ({
        partition,
        leader,
        leaderEpoch: 0,
        replicas: [1],
        inSyncReplicas: leader === undefined ? [] : [leader],
        offlineReplicas: leader === undefined ? [1] : [],
      })),
    };
  }

  listOffset(question: OffsetQuestion, isolation: IsolationLevel): ListedOffset {
    const { topic, partition, at } = question;
    const failure = this.missing(question) ?? this.leaderless(question);
    const log = this.log(question);
    const none = { topic, partition, offset: undefined, timestampMs: undefined, failure };
    if (log === undefined || failure !== undefined) return none;
    const end = isolation === "readCommitted" ? log.lastStableOffset : log.highWatermark;
    if (at === "earliest") return { ...none, offset: log.start };
    if (at === "latest") return { ...none, offset: end };
    const found = at === "maxTimestamp" ? log.newest(end) : log.firstAtOrAfter(at.timestampMs, end);
    return { ...none, offset: found?.offset, timestampMs: found?.timestampMs };
  }

  missing(partition: TopicPartition): ItemFailure | undefined {
    if (this.log(partition) !== undefined) return undefined;
    return { code: 3, message: "This broker does not host this partition." };
  }

  leaderless(partition: TopicPartition): ItemFailure | undefined {
    return this.log(partition)?.leader === undefined
      ? { code: 5, message: "No leader." }
      : undefined;
  }
}
