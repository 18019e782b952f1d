import { KafkaError } from "../errors";
import type { Offset } from "../model";
import type { AbortedTransactions } from "../protocol/abortedTransactions";
import type { RecordBatch } from "../protocol/recordBatch";
import { decodeRecords } from "../protocol/records";
import type { GapCollector } from "./gaps";

export interface ReadableBatch {
  readonly batch: RecordBatch;
  readonly isAborted: boolean;
}

export interface ReadableOptions {
  /** One past the last offset to read; undefined to read on and on. */
  readonly end: Offset | undefined;
  readonly includeAborted: boolean;
}

/**
 * The batches that hold messages to show, from `gaps.position` to `end`. The others are accounted for in `gaps`:
 * control batches, aborted transactions, markers that cannot be read. So must the batches yielded be by who reads
 * them, with `gaps.skipTo(past(batch, end))` or message by message.
 * @throws KafkaError what `batches` throws
 */
export function* readableBatches(
  batches: Iterable<RecordBatch>,
  aborted: AbortedTransactions,
  gaps: GapCollector,
  { end, includeAborted }: ReadableOptions,
): Generator<ReadableBatch, void, undefined> {
  for (const batch of batches) {
    if (end !== undefined && batch.baseOffset >= end) {
      gaps.skipTo(end);
      return;
    }
    const isAborted = abortedOrReason(aborted, batch);
    if (batch.lastOffset < gaps.position) continue;
    gaps.skipTo(batch.baseOffset);
    if (typeof isAborted === "string") {
      gaps.skipTo(past(batch, end), { unreadable: isAborted });
    } else if (batch.isControl) {
      gaps.skipTo(past(batch, end), { controlRecords: batch.recordCount });
    } else if (isAborted && !includeAborted) {
      gaps.skipTo(past(batch, end), { abortedMessages: countMessages(batch, gaps.position, end) });
    } else yield { batch, isAborted };
  }
}

/** The first offset behind the batch, or `end` where that is before. */
export function past({ lastOffset }: RecordBatch, end: Offset | undefined): Offset {
  const next = lastOffset + 1n;
  return end === undefined || next < end ? next : end;
}

/** Why a batch cannot be read. @throws what is no KafkaError */
export function reasonOf(error: unknown): string {
  if (error instanceof KafkaError) return error.message;
  throw error;
}

/** How many of a batch's messages lie from `from` up to `end`; 0 where it cannot be read. */
export function countMessages(batch: RecordBatch, from: Offset, end: Offset | undefined): number {
  const isInside = batch.baseOffset >= from && (end === undefined || batch.lastOffset < end);
  if (isInside) return batch.recordCount;
  try {
    const cursor = decodeRecords(batch);
    let count = 0;
    while (cursor.next()) {
      if (cursor.offset >= from && (end === undefined || cursor.offset < end)) count++;
    }
    return count;
  } catch {
    return 0;
  }
}

/** A marker that cannot be read is a reason of its own. */
function abortedOrReason(aborted: AbortedTransactions, batch: RecordBatch): boolean | string {
  try {
    return aborted.isAborted(batch);
  } catch (error) {
    return reasonOf(error);
  }
}
