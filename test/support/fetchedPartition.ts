import type { IsolationLevel } from "../../src/kafka/model";
import {
  fetchApi,
  type AbortedTransaction,
  type FetchedPartition as FetchAnswer,
  type FetchTopic,
} from "../../src/kafka/protocol/fetch";
import { listOffsetsApi } from "../../src/kafka/protocol/listOffsets";
import { readBatches } from "../../src/kafka/protocol/recordBatch";
import type { FakeRouter } from "./fakeRouter";

/** A partition's log as a broker serves it: whole batches, as many as fit, the first in any case. */
export class FetchedPartition {
  start = 0n;
  /** By default one past the last batch. */
  highWatermark: bigint | undefined;
  /** By default the high watermark. */
  lastStableOffset: bigint | undefined;
  readonly abortedTransactions: AbortedTransaction[] = [];
  /** How many of the next answers leave the partition out, as they do for a client over its quota. */
  throttledAnswers = 0;
  /** What the leader says of the high watermark in Fetch answers; by default the truth. */
  fetchedHighWatermark: bigint | undefined;
  /** Codes of the next answers, one each. */
  readonly nextErrors: number[] = [];
  readonly batches: Buffer[] = [];

  append(...batches: readonly Buffer[]): void {
    this.batches.push(...batches);
  }

  get end(): bigint {
    const [last] = readBatches(this.batches.at(-1) ?? Buffer.alloc(0));
    return this.highWatermark ?? (last === undefined ? this.start : last.lastOffset + 1n);
  }

  get stableEnd(): bigint {
    return this.lastStableOffset ?? this.end;
  }

  /** @param isFirst whether a batch that is too large comes all the same */
  read(offset: bigint, maxBytes: number, end: bigint, isFirst = true): Buffer {
    const wanted = this.batches.filter((bytes) => {
      const [batch] = readBatches(bytes);
      return batch === undefined || (batch.lastOffset >= offset && batch.baseOffset < end);
    });
    const fitting: Buffer[] = [];
    let size = 0;
    for (const batch of wanted) {
      const isTaken = isFirst && fitting.length === 0;
      if (!isTaken && size + batch.length > maxBytes) break;
      fitting.push(batch);
      size += batch.length;
    }
    return Buffer.concat(fitting);
  }

  /** The partition's part of a broker's answer. */
  fetch(
    { partition, offset, maxBytes }: PartitionQuestion,
    isolation: IsolationLevel = "readUncommitted",
    isFirst = true,
  ): FetchAnswer {
    const isCommitted = isolation === "readCommitted";
    const errorCode = this.nextErrors.shift() ?? (offset < this.start ? 1 : 0);
    const end = isCommitted ? this.stableEnd : this.end;
    return {
      partition,
      errorCode,
      highWatermark: this.fetchedHighWatermark ?? this.end,
      lastStableOffset: this.stableEnd,
      logStartOffset: this.start,
      abortedTransactions: isCommitted ? this.abortedTransactions : [],
      preferredReadReplica: -1,
      records: errorCode === 0 ? this.read(offset, maxBytes, end, isFirst) : Buffer.alloc(0),
    };
  }
}

type PartitionQuestion = FetchTopic["partitions"][number];

/** Makes the router's broker 1 serve these partitions of `topic`. */
export function servePartitions(
  router: FakeRouter,
  topic: string,
  partitions: readonly FetchedPartition[],
): void {
  serveTopics(router, { [topic]: partitions });
}

/** Makes the router's broker 1 serve these topics. */
export function serveTopics(
  router: FakeRouter,
  topics: Readonly<Record<string, readonly FetchedPartition[]>>,
): void {
  for (const [topic, partitions] of Object.entries(topics)) {
    router.addTopic(
      topic,
      partitions.map(() => 1),
    );
  }
  const at = (topic: string, partition: number): FetchedPartition => {
    const found = topics[topic]?.[partition];
    if (found === undefined) throw new Error(`No partition ${partition} in ${topic}`);
    return found;
  };
  router.on(listOffsetsApi, ({ isolation, topics: asked }) => ({
    topics: asked.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition, timestamp }) => {
        const { start, end, stableEnd } = at(topic, partition);
        const latest = isolation === "readCommitted" ? stableEnd : end;
        const offset = timestamp === -2n ? start : latest;
        return { partition, errorCode: 0, timestamp: -1n, offset, leaderEpoch: 0 };
      }),
    })),
  }));
  router.on(fetchApi, ({ isolation, maxBytes, topics: asked }) => {
    let room = maxBytes;
    let isFirst = true;
    const serve = (log: FetchedPartition, question: PartitionQuestion): FetchAnswer => {
      const limited = { ...question, maxBytes: Math.min(question.maxBytes, room) };
      const answer = log.fetch(limited, isolation, isFirst);
      isFirst &&= answer.records.length === 0;
      room = Math.max(0, room - answer.records.length);
      return answer;
    };
    return {
      errorCode: 0,
      topics: asked.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.flatMap((question) => {
          const log = at(topic, question.partition);
          return log.throttledAnswers-- > 0 ? [] : [serve(log, question)];
        }),
      })),
    };
  });
}
