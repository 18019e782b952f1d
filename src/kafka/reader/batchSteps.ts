import type { OffsetGap } from "../gateway";
import type { Message, Offset, TopicPartition } from "../model";
import { AbortedTransactions } from "../protocol/abortedTransactions";
import type { FetchedPartition } from "../protocol/fetch";
import { batchInfo, readBatches, verifyCrc } from "../protocol/recordBatch";
import { decodeRecords } from "../protocol/records";
import type { GapCollector } from "./gaps";
import { past, readableBatches, reasonOf, type ReadableBatch } from "./readableBatches";
import { toMessage } from "./toMessage";

/** One message, and the offsets that were read over to get to it from the one before. */
export interface Step {
  readonly gaps: readonly OffsetGap[];
  readonly message: Message;
}

export interface StepOptions extends TopicPartition {
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
  for (const readable of readableBatches(readBatches(records), aborted, gaps, options)) {
    yield* messagesOf(readable, gaps, options);
  }
}

function* messagesOf(
  { batch, isAborted }: ReadableBatch,
  gaps: GapCollector,
  { topic, partition, end }: StepOptions,
): Generator<Step, void, undefined> {
  try {
    verifyCrc(batch);
    const context = { topic, partition, batch, info: batchInfo(batch), isAborted };
    const cursor = decodeRecords(batch);
    while (cursor.next()) {
      if (cursor.offset < gaps.position) continue;
      if (cursor.offset >= end) break;
      const message = toMessage(cursor, context);
      yield { gaps: gaps.passMessage(message.offset), message };
    }
    gaps.skipTo(past(batch, end));
  } catch (error) {
    gaps.skipTo(past(batch, end), { unreadable: reasonOf(error) });
  }
}
