import type { Message } from "../model";
import { batchInfo, verifyCrc } from "../protocol/recordBatch";
import { decodeRecords, type RecordCursor } from "../protocol/records";
import { countMessages, past, reasonOf, type ReadableBatch } from "../reader/readableBatches";
import { toMessage, type MessageContext } from "../reader/toMessage";
import { readableIn, skipToEnd, type Chunk } from "../tail/chunk";
import type { ChunkReader } from "../tail/chunkReader";
import type { ByteHits, ByteSearch } from "./byteSearch";

interface OpenBatch extends MessageContext {
  readonly cursor: RecordCursor;
  /** In the batch's content, in whatever record. */
  readonly hits: ByteHits;
}

/** Decodes only those messages of a chunk whose bytes hold what is searched for. */
export class ChunkSearch implements ChunkReader {
  private readonly batches: Iterator<ReadableBatch, void, undefined>;
  private open: OpenBatch | undefined;
  private seen = 0;

  constructor(
    private readonly chunk: Chunk,
    private readonly search: ByteSearch,
    includeAborted: boolean,
  ) {
    this.batches = readableIn(chunk, includeAborted);
  }

  get messagesRead(): number {
    return this.seen;
  }

  /** Goes over one batch at most. */
  takeInto(messages: Message[], max: number): boolean {
    if (this.open !== undefined) {
      this.takeOfBatch(this.open, messages, messages.length + max);
      return false;
    }
    const next = this.batches.next();
    if (next.done === true) {
      skipToEnd(this.chunk);
      return true;
    }
    this.openBatch(next.value);
    return false;
  }

  private openBatch({ batch, isAborted }: ReadableBatch): void {
    const { topic, partition, gaps, end } = this.chunk.partition;
    try {
      verifyCrc(batch);
      const cursor = decodeRecords(batch);
      const hits = this.search.in(cursor.content);
      if (hits.next(0) < Infinity) {
        const info = batchInfo(batch);
        this.open = { topic, partition, batch, info, isAborted, cursor, hits };
      } else {
        this.seen += countMessages(batch, gaps.position, end);
        gaps.skipTo(past(batch, end));
      }
    } catch (error) {
      gaps.skipTo(past(batch, end), { unreadable: reasonOf(error) });
    }
  }

  private takeOfBatch(open: OpenBatch, messages: Message[], limit: number): void {
    const { cursor, batch } = open;
    const { gaps, end } = this.chunk.partition;
    try {
      while (messages.length < limit) {
        const hasNext = cursor.next();
        if (!hasNext || (end !== undefined && cursor.offset >= end)) {
          gaps.skipTo(past(batch, end));
          this.open = undefined;
          return;
        }
        if (cursor.offset < gaps.position) continue;
        this.seen++;
        if (this.isHit(open)) {
          messages.push(toMessage(cursor, open));
          gaps.pass(cursor.offset);
        }
      }
    } catch (error) {
      gaps.skipTo(past(batch, end), { unreadable: reasonOf(error) });
      this.open = undefined;
    }
  }

  private isHit({ cursor, hits }: OpenBatch): boolean {
    return hits.next(cursor.end - cursor.sizeBytes) < cursor.end && this.search.isIn(cursor);
  }
}
