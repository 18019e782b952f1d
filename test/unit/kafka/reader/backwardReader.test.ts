import assert from "node:assert/strict";
import { BackwardReader, type BackwardOptions } from "../../../../src/kafka/reader/backwardReader";
import { FetchedPartition } from "../../../support/fetchedPartition";
import { recordBatch } from "../../../support/recordBatchBuilder";

const messageBytes = 1000;
const never = (): boolean => false;
const always = (): boolean => true;

describe("BackwardReader", () => {
  let log: FetchedPartition;

  beforeEach(() => {
    log = new FetchedPartition();
    served = 0;
    for (let offset = 0n; offset < 1000n; offset++) {
      log.append(
        recordBatch({ baseOffset: offset, records: [{ value: Buffer.alloc(messageBytes) }] }),
      );
    }
  });

  /** Bytes the log has served. */
  let served: number;

  function reader(more: Partial<BackwardOptions> = {}): BackwardReader {
    return new BackwardReader({
      topic: "t",
      partition: 0,
      start: 0n,
      end: 1000n,
      includeAborted: false,
      expectedMessages: 1000,
      maxHeldMessages: 2000,
      maxHeldBytes: 64 * messageBytes,
      firstFetchBytes: 10 * messageBytes,
      maxFetchBytes: 10 * messageBytes,
      ...more,
    });
  }

  /** Fetches once. */
  function feed(backward: BackwardReader, isOutOfTime: () => boolean): void {
    const fetched = log.fetch(backward.nextFetch());
    served += fetched.records.length;
    backward.accept({ fetched }, isOutOfTime);
  }

  /** Everything in it, newest first. */
  function drain(backward: BackwardReader): bigint[] {
    const offsets: bigint[] = [];
    while (backward.needsFetch()) {
      feed(backward, never);
      for (let step = backward.take(); step !== undefined; step = backward.take()) {
        offsets.push(step.message.offset);
      }
    }
    return offsets;
  }

  it("gives up a window that holds far more bytes than there is room for", () => {
    const backward = reader();
    while (backward.nextFetch().offset < 250n) feed(backward, never);
    assert.ok(served < 200 * messageBytes, `${served} bytes`);
  });

  it("misses nothing where windows are given up", () => {
    assert.deepEqual(
      drain(reader()),
      Array.from({ length: 1000 }, (_, index) => 999n - BigInt(index)),
    );
  });

  it("gives up a window that takes too long, and yet gets on", () => {
    const backward = reader({ maxHeldBytes: 10_000 * messageBytes });
    let fetches = 0;
    while (!backward.hasMoved) {
      feed(backward, always);
      assert.ok(++fetches < 10);
    }
    assert.equal(backward.head?.message.offset, 999n);
    assert.ok(served < 200 * messageBytes, `${served} bytes`);
  });
});
