import { setTimeout as pause } from "node:timers/promises";
import { KafkaError } from "../../src/kafka/errors";
import type { ReadPage, Tail, TailBatch, TailRequest } from "../../src/kafka/gateway";
import type { Position, TopicPartition } from "../../src/kafka/model";
import { partitionKey, PartitionMap } from "../../src/kafka/partitionMap";
import { readMemory, type ReadableTopic } from "./memoryReader";

const lookEveryMs = 2;

/** Follows logs in memory, by the contract of a tail. */
export class MemoryTail implements Tail {
  isClosed = false;
  private readonly positions: Map<string, Position>;
  private readonly paused = new Set<string>();
  private readonly failures = new Map<string, ReadPage["failures"][number]>();
  private topicIds: ReadPage["topicIds"] = new Map();
  private ranges = new PartitionMap<ReadPage["ranges"][number]>();
  private isPolling = false;

  constructor(
    private readonly topics: ReadonlyMap<string, ReadableTopic>,
    private readonly request: TailRequest,
    /** Of every poll. */
    private readonly enter: (signal: AbortSignal | undefined) => Promise<void>,
  ) {
    this.positions = new Map(request.from.map((position) => [partitionKey(position), position]));
  }

  async poll(
    { maxMessages, maxWaitMs }: { readonly maxMessages: number; readonly maxWaitMs: number },
    signal?: AbortSignal,
  ): Promise<TailBatch> {
    if (this.isPolling) {
      throw new KafkaError("The tail is being polled already.", { kind: "invalidInput" });
    }
    this.isPolling = true;
    try {
      const endMs = performance.now() + maxWaitMs;
      for (;;) {
        await this.enter(signal);
        if (this.isClosed) throw new KafkaError("Cancelled.", { kind: "cancelled" });
        const failed = this.failures.size;
        const batch = this.read(Math.min(maxMessages, 10_000));
        const isNews = batch.messages.length > 0 || batch.gaps.length > 0;
        if (isNews || this.failures.size > failed || performance.now() >= endMs) return batch;
        await pause(lookEveryMs);
      }
    } finally {
      this.isPolling = false;
    }
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.paused.add(partitionKey(partition));
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.paused.delete(partitionKey(partition));
  }

  seek(position: Position): void {
    this.positions.set(partitionKey(position), position);
    this.failures.delete(partitionKey(position));
  }

  close(): void {
    this.isClosed = true;
  }

  private read(maxMessages: number): TailBatch {
    const { isolation, includeAborted = false } = this.request;
    const from = [...this.positions]
      .filter(([key]) => !this.paused.has(key) && !this.failures.has(key))
      .map(([, position]) => position);
    const { topicIds } = this;
    const page = readMemory(
      this.topics,
      { from, maxMessages, isolation, includeAborted, topicIds, continues: true },
      "forward",
    );
    this.topicIds = page.topicIds;
    for (const position of page.next) this.positions.set(partitionKey(position), position);
    for (const failure of page.failures) {
      if (failure.kind !== "noLeader") this.failures.set(partitionKey(failure), failure);
    }
    this.ranges = new PartitionMap([...this.ranges.values(), ...page.ranges]);
    const { messages, gaps, bytes, requests, throttleMs } = page;
    return {
      messages,
      gaps,
      next: [...this.positions.values()],
      ranges: this.ranges.values(),
      failures: [...this.failures.values()],
      interruptions: page.failures
        .filter(({ kind }) => kind === "noLeader")
        .map(({ topic, partition, message }) => ({ topic, partition, message })),
      bytes,
      requests,
      throttleMs,
    };
  }
}
