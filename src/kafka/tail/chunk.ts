import { KafkaError } from "../errors";
import type { Offset } from "../model";
import { AbortedTransactions } from "../protocol/abortedTransactions";
import type { FetchedPartition } from "../protocol/fetch";
import { readBatches, type RecordBatch } from "../protocol/recordBatch";
import { readableBatches, type ReadableBatch } from "../reader/readableBatches";
import type { FedPartition } from "./fedPartition";

/** What one answer brought of one partition, or offsets that no answer will bring. */
export interface Chunk {
  readonly partition: FedPartition;
  readonly generation: number;
  /** Where the batches lie; only where there are any. */
  readonly records?: Buffer;
  readonly batches: readonly RecordBatch[];
  readonly aborted: AbortedTransactions;
  /** Where to go on behind it. */
  readonly next: Offset;
  /** The offsets up to `next` were deleted before they were read. */
  readonly isDeleted?: true;
}

/**
 * The whole batches of an answer; undefined when it holds none that goes on from `offset`.
 * @throws KafkaError `corruptData` when not even the first can be told
 */
export function toChunk(
  partition: FedPartition,
  { records, abortedTransactions }: FetchedPartition,
): Chunk | undefined {
  const batches: RecordBatch[] = [];
  try {
    for (const batch of readBatches(records)) batches.push(batch);
  } catch (error) {
    // what comes before is good; the next fetch begins with what is not
    const isOther = !(error instanceof KafkaError);
    if (isOther || nextAfter(batches) <= partition.fetchOffset) throw error;
  }
  const next = nextAfter(batches);
  if (next <= partition.fetchOffset) return undefined;
  const aborted = new AbortedTransactions(abortedTransactions);
  return { ...about(partition), records, batches, aborted, next };
}

/** Nothing will come of the offsets up to `next`. */
export function emptyChunk(partition: FedPartition, next: Offset): Chunk {
  return { ...about(partition), batches: [], aborted: new AbortedTransactions([]), next };
}

/** The batches that hold messages to show; the others are accounted for in the partition's gaps. */
export function readableIn(
  { batches, aborted, partition: { gaps, end } }: Chunk,
  includeAborted: boolean,
): Iterator<ReadableBatch, void, undefined> {
  return readableBatches(batches, aborted, gaps, { end, includeAborted });
}

/** Nothing more to show is in it. */
export function skipToEnd({ partition, next, isDeleted }: Chunk): void {
  partition.skipTo(next, isDeleted === true ? { isDeleted } : {});
}

function about(partition: FedPartition): Pick<Chunk, "generation" | "partition"> {
  return { partition, generation: partition.generation };
}

function nextAfter(batches: readonly RecordBatch[]): Offset {
  const last = batches.at(-1);
  return last === undefined ? -1n : last.lastOffset + 1n;
}
