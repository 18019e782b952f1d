import { fetchApi, type AbortedTransaction } from "../../src/kafka/protocol/fetch";
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

  read(offset: bigint, maxBytes: number, end: bigint): Buffer {
    const wanted = this.batches.filter((bytes) => {
      const [batch] = readBatches(bytes);
      return batch === undefined || (batch.lastOffset >= offset && batch.baseOffset < end);
    });
    const fitting: Buffer[] = [];
    let size = 0;
    for (const batch of wanted) {
      if (fitting.length > 0 && size + batch.length > maxBytes) break;
      fitting.push(batch);
      size += batch.length;
    }
    return Buffer.concat(fitting);
  }
}

/** Makes the router's broker 1 serve these partitions of `topic`. */
export function servePartitions(
  router: FakeRouter,
  topic: string,
  partitions: readonly FetchedPartition[],
): void {
  router.addTopic(
    topic,
    partitions.map(() => 1),
  );
  const at = (partition: number): FetchedPartition => {
    const found = partitions[partition];
    if (found === undefined) throw new Error(`No partition ${partition}`);
    return found;
  };
  router.on(listOffsetsApi, ({ isolation, topics }) => ({
    topics: topics.map((asked) => ({
      topic: asked.topic,
      partitions: asked.partitions.map(({ partition, timestamp }) => {
        const { start, end, stableEnd } = at(partition);
        const latest = isolation === "readCommitted" ? stableEnd : end;
        const offset = timestamp === -2n ? start : latest;
        return { partition, errorCode: 0, timestamp: -1n, offset, leaderEpoch: 0 };
      }),
    })),
  }));
  router.on(fetchApi, ({ isolation, topics }) => ({
    errorCode: 0,
    topics: topics.map((asked) => ({
      topic: asked.topic,
      partitions: asked.partitions.flatMap(({ partition, offset, maxBytes }) => {
        const log = at(partition);
        if (log.throttledAnswers-- > 0) return [];
        const isCommitted = isolation === "readCommitted";
        const errorCode = log.nextErrors.shift() ?? (offset < log.start ? 1 : 0);
        return {
          partition,
          errorCode,
          highWatermark: log.fetchedHighWatermark ?? log.end,
          lastStableOffset: log.stableEnd,
          logStartOffset: log.start,
          abortedTransactions: isCommitted ? log.abortedTransactions : [],
          preferredReadReplica: -1,
          records:
            errorCode === 0
              ? log.read(offset, maxBytes, isCommitted ? log.stableEnd : log.end)
              : Buffer.alloc(0),
        };
      }),
    })),
  }));
}
