import assert from "node:assert/strict";
import { AbortedTransactions } from "../../../../src/kafka/protocol/abortedTransactions";
import type { AbortedTransaction } from "../../../../src/kafka/protocol/fetch";
import { readBatches } from "../../../../src/kafka/protocol/recordBatch";
import { corruptData } from "../../../support/corruption";
import { recordBatch, transactionMarker } from "../../../support/recordBatchBuilder";

/** Two messages of a transaction. */
function messages(baseOffset: bigint, producerId: bigint): Buffer {
  const records = [{ value: "a" }, { value: "b" }];
  return recordBatch({ records, baseOffset, producerId, isTransactional: true });
}

const abort = (offset: bigint, producerId: bigint): Buffer =>
  transactionMarker("abort", offset, producerId);
const commit = (offset: bigint, producerId: bigint): Buffer =>
  transactionMarker("commit", offset, producerId);

/** Base offsets of the batches that are told to be aborted. */
function abortedOffsets(
  transactions: readonly AbortedTransaction[],
  ...batches: readonly Buffer[]
): bigint[] {
  const aborted = new AbortedTransactions(transactions);
  return [...readBatches(Buffer.concat(batches))]
    .filter((batch) => aborted.isAborted(batch))
    .map(({ baseOffset }) => baseOffset);
}

describe("AbortedTransactions", () => {
  it("marks the batches from the first offset to the abort marker", () => {
    const offsets = abortedOffsets(
      [{ producerId: 1n, firstOffset: 2n }],
      messages(0n, 2n),
      messages(2n, 1n),
      messages(4n, 1n),
      abort(6n, 1n),
      commit(7n, 2n),
    );
    assert.deepEqual(offsets, [2n, 4n]);
  });

  it("leaves the same producer's next, committed transaction alone", () => {
    const offsets = abortedOffsets(
      [{ producerId: 1n, firstOffset: 0n }],
      messages(0n, 1n),
      abort(2n, 1n),
      messages(3n, 1n),
      commit(5n, 1n),
    );
    assert.deepEqual(offsets, [0n]);
  });

  it("marks two aborted transactions of one producer, and not the one between", () => {
    const offsets = abortedOffsets(
      [
        { producerId: 1n, firstOffset: 6n },
        { producerId: 1n, firstOffset: 0n },
      ],
      messages(0n, 1n),
      abort(2n, 1n),
      messages(3n, 1n),
      commit(5n, 1n),
      messages(6n, 1n),
      abort(8n, 1n),
    );
    assert.deepEqual(offsets, [0n, 6n]);
  });

  it("keeps interleaved producers apart", () => {
    const offsets = abortedOffsets(
      [
        { producerId: 1n, firstOffset: 0n },
        { producerId: 3n, firstOffset: 4n },
      ],
      messages(0n, 1n),
      messages(2n, 2n),
      messages(4n, 3n),
      abort(6n, 1n),
      messages(7n, 1n),
      messages(9n, 3n),
      commit(11n, 2n),
      abort(12n, 3n),
      commit(13n, 1n),
    );
    assert.deepEqual(offsets, [0n, 4n, 9n]);
  });

  it("marks from the start when the answer begins inside the transaction", () => {
    const transactions = [{ producerId: 1n, firstOffset: 3n }];
    assert.deepEqual(abortedOffsets(transactions, messages(40n, 1n), abort(42n, 1n)), [40n]);
  });

  it("counts a transaction that begins inside a batch compacted to less", () => {
    const batch = recordBatch({
      records: [{ offsetDelta: 4 }],
      baseOffset: 10n,
      producerId: 1n,
      isTransactional: true,
    });
    assert.deepEqual(abortedOffsets([{ producerId: 1n, firstOffset: 12n }], batch), [10n]);
  });

  it("never marks messages outside of transactions, not even of that producer", () => {
    const plain = recordBatch({ records: [{ value: "a" }], baseOffset: 1n, producerId: 1n });
    assert.deepEqual(abortedOffsets([{ producerId: 1n, firstOffset: 0n }], plain), []);
  });

  it("marks nothing when nothing was aborted", () => {
    assert.deepEqual(abortedOffsets([], messages(0n, 1n), abort(2n, 1n)), []);
  });

  it("takes an emptied control batch for no marker", () => {
    const emptied = recordBatch({
      records: [],
      baseOffset: 2n,
      producerId: 1n,
      isTransactional: true,
      isControl: true,
    });
    const transactions = [{ producerId: 1n, firstOffset: 0n }];
    assert.deepEqual(abortedOffsets(transactions, messages(0n, 1n), emptied, messages(3n, 1n)), [
      0n,
      3n,
    ]);
  });

  it("refuses a marker without a type", () => {
    const marker = recordBatch({ records: [{}], producerId: 1n, isControl: true });
    assert.throws(() => abortedOffsets([], marker), corruptData);
  });
});
