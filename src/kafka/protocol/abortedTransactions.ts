import type { AbortedTransaction } from "./fetch";
import type { RecordBatch } from "./recordBatch";
import { decodeRecords } from "./records";

/**
 * Tells which batches belong to aborted transactions (KIP-98). Made for the records of one partition in one
 * Fetch answer, with the aborted transactions that came with them.
 */
export class AbortedTransactions {
  private readonly coming: readonly AbortedTransaction[];
  /** How many of `coming` have begun. */
  private begun = 0;
  /** Producers whose current transaction ends in an abort. */
  private readonly producers = new Set<bigint>();

  constructor(transactions: readonly AbortedTransaction[]) {
    this.coming = transactions.toSorted((a, b) => compare(a.firstOffset, b.firstOffset));
  }

  /**
   * Must be asked of every batch, control batches too, in offset order.
   * @throws KafkaError `corruptData` for an unreadable marker.
   */
  isAborted(batch: RecordBatch): boolean {
    this.beginUpTo(batch.lastOffset);
    if (batch.isControl) {
      if (endsInAbort(batch)) this.producers.delete(batch.producerId);
      return false;
    }
    return batch.isTransactional && this.producers.has(batch.producerId);
  }

  private beginUpTo(offset: bigint): void {
    for (
      let next = this.coming[this.begun];
      next !== undefined && next.firstOffset <= offset;
      next = this.coming[this.begun]
    ) {
      this.producers.add(next.producerId);
      this.begun++;
    }
  }
}

/** Compaction may have emptied a control batch: then it marks nothing. */
function endsInAbort(batch: RecordBatch): boolean {
  const markers = decodeRecords(batch);
  return markers.next() && markers.transactionEnd() === "abort";
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
