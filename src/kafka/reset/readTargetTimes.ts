import { mapLimited } from "../connection/mapLimited";
import type { ClusterGateway } from "../gateway";
import type { Message, Offset, TimestampMs, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import { asKafkaError } from "./asKafkaError";
import { rowsToCommit, type CommittedRow, type ResetPlan } from "./plan";

/** When the first message a group would read from a row's target was written. */
export interface TargetTime extends TopicPartition {
  /** Of that message: the target, or later where offsets hold no message. Undefined: the target is the end. */
  readonly offset: Offset | undefined;
  /** Undefined without a message, and when it carries no time. */
  readonly timestampMs: TimestampMs | undefined;
  /** From then on retention may delete that message. Undefined: not within a day, or its topic keeps everything. */
  readonly mayBeDeletedAtMs: TimestampMs | undefined;
  /** Why the message could not be read: a sentence. */
  readonly failure: string | undefined;
}

type Gateway = Pick<ClusterGateway, "describeConfigs" | "readForward">;

const partitionsAtATime = 8;
const maxPartitions = 500;
const fewBytes = 64 * 1024;
const dayMs = 86_400_000n;

/**
 * Reads one message of every partition that would be written, for the first 500 of them: to be asked after the plan
 * is shown, because each is a request of its own. What cannot be read of one partition is told with it.
 * @throws KafkaError only when cancelled
 */
export async function readTargetTimes(
  gateway: Gateway,
  plan: ResetPlan,
  signal?: AbortSignal,
  now: () => number = Date.now,
): Promise<PartitionMap<TargetTime>> {
  const rows = rowsToCommit(plan).slice(0, maxPartitions);
  const topics = [...new Set(rows.map(({ topic }) => topic))];
  const [retention, messages] = await Promise.all([
    readRetention(gateway, topics, signal),
    mapLimited(rows, partitionsAtATime, (row) => readFirst(gateway, row, signal)),
  ]);
  const soonMs = BigInt(now()) + dayMs;
  return new PartitionMap(
    messages.map(({ row, message, failure }) => {
      const timestampMs = timeOf(message);
      const retentionMs = retention.get(row.topic);
      const deletedAtMs =
        timestampMs === undefined || retentionMs === undefined
          ? undefined
          : timestampMs + retentionMs;
      return {
        topic: row.topic,
        partition: row.partition,
        offset: message?.offset,
        timestampMs,
        mayBeDeletedAtMs:
          deletedAtMs !== undefined && deletedAtMs < soonMs ? deletedAtMs : undefined,
        failure,
      };
    }),
  );
}

interface FirstMessage {
  readonly row: CommittedRow;
  readonly message?: Message | undefined;
  readonly failure?: string | undefined;
}

async function readFirst(
  gateway: Gateway,
  row: CommittedRow,
  signal: AbortSignal | undefined,
): Promise<FirstMessage> {
  const { topic, partition, target, start, end } = row;
  if (target < start || target >= end) return { row };
  try {
    const page = await gateway.readForward(
      {
        from: [{ topic, partition, offset: target }],
        maxMessages: 1,
        isolation: "readCommitted",
        tuning: { maxBytes: fewBytes, maxPartitionBytes: fewBytes },
      },
      signal,
    );
    return { row, message: page.messages[0], failure: page.failures[0]?.message };
  } catch (cause) {
    const error = asKafkaError(cause);
    if (error.kind === "cancelled") throw error;
    return { row, failure: error.message };
  }
}

/** −1 is a message without a time. */
function timeOf(message: Message | undefined): TimestampMs | undefined {
  return message === undefined || message.timestampMs < 0n ? undefined : message.timestampMs;
}

/** By topic, for those that delete by time. Who may not read settings goes without. */
async function readRetention(
  gateway: Gateway,
  topics: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, bigint>> {
  const resources = topics.map((name) => ({ type: "topic" as const, name }));
  try {
    const configs = await gateway.describeConfigs(resources, signal);
    return new Map(
      configs.flatMap(({ name, entries }) => {
        const value = (of: string): string | undefined =>
          entries.find((entry) => entry.name === of)?.value;
        const retentionMs = value("retention.ms");
        const isDeleted = (value("cleanup.policy") ?? "delete").includes("delete");
        if (retentionMs === undefined || !isDeleted || !/^\d+$/.test(retentionMs)) return [];
        return [[name, BigInt(retentionMs)] as const];
      }),
    );
  } catch (cause) {
    const error = asKafkaError(cause);
    if (error.kind === "cancelled") throw error;
    return new Map();
  }
}
