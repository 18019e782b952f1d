import assert from "node:assert/strict";
import { emptyChunk, type Chunk } from "../../../../src/kafka/tail/chunk";
import { FedPartition } from "../../../../src/kafka/tail/fedPartition";
import { HeldAnswers } from "../../../../src/kafka/tail/heldAnswers";

const records = Buffer.from("all records of an answer");

function chunkOf(partition: number): Chunk {
  const fed = new FedPartition({ topic: "orders", partition, offset: 0n }, undefined);
  return { ...emptyChunk(fed, 10n), records: records.subarray(partition, partition + 1) };
}

describe("HeldAnswers", () => {
  let told: Buffer[];
  let held: HeldAnswers;

  beforeEach(() => {
    told = [];
    held = new HeldAnswers((read) => told.push(read));
  });

  it("tells of an answer once all of it was read", () => {
    const chunks = [chunkOf(0), chunkOf(1)] as const;
    held.add(1, chunks);
    held.done(chunks[0]);
    assert.deepEqual(told, []);
    held.done(chunks[1]);
    assert.deepEqual(
      told.map(({ buffer }) => buffer),
      [records.buffer],
    );
    held.done(chunks[1]);
    assert.equal(told.length, 1);
  });

  it("does not wait for what was sought away meanwhile", () => {
    const chunks = [chunkOf(0), chunkOf(1)] as const;
    held.add(1, chunks);
    chunks[0].partition.seek(100n);
    assert.deepEqual(held.heads(), [chunks[1]]);
    held.done(chunks[1]);
    assert.equal(told.length, 1);
  });

  it("tells of no answer that is forgotten unread", () => {
    held.add(1, [chunkOf(0)]);
    held.clear();
    assert.deepEqual(told, []);
  });
});
