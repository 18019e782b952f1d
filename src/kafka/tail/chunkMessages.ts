import type { Message } from "../model";
import { batchInfo, verifyCrc } from "../protocol/recordBatch";
import { decodeRecords, type RecordCursor } from "../protocol/records";
import { past, reasonOf, type ReadableBatch } from "../reader/readableBatches";
import { toMessage, type MessageContext } from "../reader/toMessage";
import { readableIn, skipToEnd, type Chunk } from "./chunk";
import type { ChunkReader } from "./chunkReader";

interface OpenBatch extends MessageContext {
  readonly cursor: RecordCursor;
}

/** Decodes the messages of one chunk, as many at a time as asked for. All else goes to the partition's gaps. */
export class ChunkMessages implements ChunkReader {
  private readonly batches: Iterator<ReadableBatch, void, undefined>;
  private open: OpenBatch | undefined;
  private read = 0;

  constructor(
    private readonly chunk: Chunk,
    includeAborted: boolean,
  ) {
    this.batches = readableIn(chunk, includeAborted);
  }

  get messagesRead(): number {
    return this.read;
  }

  takeInto(messages: Message[], max: number): boolean {
    const limit = messages.length + max;
    for (;;) {
      if (this.open !== undefined && !this.takeOfBatch(this.open, messages, limit)) return false;
      const next = this.batches.next();
      if (next.done === true) {
        skipToEnd(this.chunk);
        return true;
      }
      this.openBatch(next.value);
    }
  }

  private openBatch({ batch, isAborted }: ReadableBatch): void {
    const { topic, partition, gaps, end } = this.chunk.partition;
    this.open = undefined;
    try {
      verifyCrc(batch);
      const info = batchInfo(batch);
      this.open = { topic, partition, batch, info, isAborted, cursor: decodeRecords(batch) };
    } catch (error) {
      gaps.skipTo(past(batch, end), { unreadable: reasonOf(error) });
    }
  }

  /** True when the batch is read to its end. */
  private takeOfBatch(open: OpenBatch, messages: Message[], limit: number): boolean {
    const { cursor, batch } = open;
    const { gaps, end } = this.chunk.partition;
    try {
      while (messages.length < limit) {
        if (!cursor.next()) {
          gaps.skipTo(past(batch, end));
          return true;
        }
        const { offset } = cursor;
        if (offset < gaps.position) continue;
        if (end !== undefined && offset >= end) {
          gaps.skipTo(end);
          return true;
        }
        messages.push(toMessage(cursor, open));
        gaps.pass(offset);
        this.read++;
      }
      return false;
    } catch (error) {
      gaps.skipTo(past(batch, end), { unreadable: reasonOf(error) });
      return true;
    }
  }
}
