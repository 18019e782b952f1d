import { KafkaError } from "../errors";
import type { OffsetGap } from "../gateway";
import type { Message, Offset } from "../model";
import { AbortedTransactions } from "../protocol/abortedTransactions";
import type { FetchedPartition } from "../protocol/fetch";
import { batchInfo, readBatches, verifyCrc, type RecordBatch } from "../protocol/recordBatch";
import { decodeRecords, type RecordCursor } from "../protocol/records";
import type { GapCollector } from "./gaps";
import { toMessage } from "./toMessage";

/** One message, and the offsets that were read over to get to it. */
export interface Step {
  readonly gapsBefore: readonly OffsetGap[];
  readonly message: Message;
}

export interface StepOptions {
  readonly topic: string;
  readonly partition: number;
  /** One past the last offset to read. */
  readonly end: Offset;
  readonly includeAborted: boolean;
}

/**
 * The messages of one Fetch answer from `gaps.position` to `end`, decoded one by one as they are asked for.
 * What cannot be read becomes a gap with its reason, and reading goes on behind it. When it is through,
 * `gaps.position` is where to fetch next.
 * @throws KafkaError when the answer cannot even be divided into batches
 */
export function* batchSteps(
  { records, abortedTransactions }: Pick<FetchedPartition, "abortedTransactions" | "records">,
  gaps: GapCollector,
  options: StepOptions,
): Generator<Step, void, undefined> {
  const aborted = new AbortedTransactions(abortedTransactions);
  for (const batch of readBatches(records)) {
    if (batch.baseOffset >= options.end) {
      gaps.skipTo(options.end);
      return;
    }
    const isAborted = abortedOrReason(aborted, batch);
    if (batch.lastOffset < gaps.position) continue;
    gaps.skipTo(batch.baseOffset);
    if (typeof isAborted === "string") skipUnreadable(gaps, batch, options.end, isAborted);
    else if (batch.isControl) skipControl(gaps, batch, options.end);
    else if (isAborted && !options.includeAborted) skipAborted(gaps, batch, options.end);
    else yield* messagesOf(batch, isAborted, gaps, options);
  }
}

function* messagesOf(
  batch: RecordBatch,
  isAborted: boolean,
  gaps: GapCollector,
  options: StepOptions,
): Generator<Step, void, undefined> {
  const { topic, partition, end } = options;
  try {
    verifyCrc(batch);
    const context = { topic, partition, batch, info: batchInfo(batch), isAborted };
    const cursor = decodeRecords(batch);
    while (cursor.next()) {
      if (cursor.offset < gaps.position) continue;
      if (cursor.offset >= end) break;
      const message = toMessage(cursor, context);
      yield { gapsBefore: gaps.passMessage(message.offset), message };
    }
    gaps.skipTo(past(batch, end));
  } catch (error) {
    skipUnreadable(gaps, batch, end, reasonOf(error));
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

function skipUnreadable(gaps: GapCollector, batch: RecordBatch, end: Offset, reason: string): void {
  gaps.skipTo(past(batch, end), { unreadable: reason });
}

function skipControl(gaps: GapCollector, batch: RecordBatch, end: Offset): void {
  gaps.skipTo(past(batch, end), { controlRecords: batch.recordCount });
}

function skipAborted(gaps: GapCollector, batch: RecordBatch, end: Offset): void {
  gaps.skipTo(past(batch, end), { abortedMessages: countMessages(batch, gaps.position, end) });
}

function countMessages(batch: RecordBatch, from: Offset, end: Offset): number {
  if (batch.baseOffset >= from && batch.lastOffset < end) return batch.recordCount;
  let cursor: RecordCursor;
  try {
    cursor = decodeRecords(batch);
    let count = 0;
    while (cursor.next()) if (cursor.offset >= from && cursor.offset < end) count++;
    return count;
  } catch {
    return 0;
  }
}

function past(batch: RecordBatch, end: Offset): Offset {
  const next = batch.lastOffset + 1n;
  return next < end ? next : end;
}

function reasonOf(error: unknown): string {
  if (error instanceof KafkaError) return error.message;
  throw error;
}
