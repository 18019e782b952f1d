import type {
  ConfigResource,
  ConfigResult,
  ItemFailure,
  PartitionProducers,
  ReplicaSizes,
  TopicPartition,
} from "../../src/kafka/model";
import type { MemoryLog } from "./memoryLog";

/** What a broker remembers beside the messages: a producer only while its transaction is open. */
export function memoryProducers(
  { topic, partition }: TopicPartition,
  log: MemoryLog | undefined,
  failure: ItemFailure | undefined,
): PartitionProducers {
  const openTransactionStart = log?.openTransactionAt;
  if (openTransactionStart === undefined) return { topic, partition, producers: [], failure };
  const producer = {
    producerId: 1n,
    producerEpoch: 0,
    lastSequence: 0,
    lastTimestampMs: 1_700_000_000_000n,
    coordinatorEpoch: 0,
    openTransactionStart,
  };
  return { topic, partition, producers: [producer], failure };
}

/** A hundred bytes a message, all on broker 1. */
export function memorySizes(
  topics: ReadonlyMap<string, ReadonlyMap<number, MemoryLog>>,
): ReplicaSizes {
  const replicas = [...topics].flatMap(([topic, logs]) =>
    [...logs].map(([partition, { start, highWatermark }]) => ({
      topic,
      partition,
      nodeId: 1,
      logDirectory: "/data",
      sizeBytes: (highWatermark - start) * 100n,
      offsetLag: 0n,
    })),
  );
  return { replicas, failures: new Map() };
}

/** Settings at their defaults, of what there is. */
export function memoryConfig(resource: ConfigResource, exists: boolean): ConfigResult {
  if (!exists) {
    const message = "This broker does not host this partition.";
    return { ...resource, entries: [], failure: { code: 3, message } };
  }
  const entry = {
    name: resource.type === "topic" ? "retention.ms" : "log.retention.ms",
    value: "604800000",
    isDefault: true,
    isSensitive: false,
    isReadOnly: false,
  };
  return { ...resource, entries: [entry], failure: undefined };
}
