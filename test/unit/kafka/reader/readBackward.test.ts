import assert from "node:assert/strict";
import type { ReadPage, ReadRequest } from "../../../../src/kafka/gateway";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { readBackward } from "../../../../src/kafka/reader/readBackward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch, transactionMarker } from "../../../support/recordBatchBuilder";

const none = { controlRecords: 0, abortedMessages: 0 };

function batch(baseOffset: bigint, count: number, baseTimestamp = 1000n): Buffer {
  const records = Array.from({ length: count }, () => ({ value: "v" }));
  return recordBatch({ baseOffset, baseTimestamp, records });
}

describe("readBackward", () => {
  let router: FakeRouter;
  let log: FetchedPartition;

  beforeEach(() => {
    router = new FakeRouter();
    log = new FetchedPartition();
    servePartitions(router, "t", [log]);
  });

  function read(before: bigint, more: Partial<ReadRequest> = {}): Promise<ReadPage> {
    const request = { topic: "t", from: new Map([[0, before]]), maxMessages: 5 };
    return readBackward(router, { ...request, isolation: "readCommitted", ...more }, undefined);
  }

  function offsets({ messages }: ReadPage): bigint[] {
    return messages.map(({ offset }) => offset);
  }

  it("gives the messages right before an offset, newest first", async () => {
    log.append(batch(0n, 100));
    const page = await read(50n);
    assert.deepEqual(offsets(page), [49n, 48n, 47n, 46n, 45n]);
    assert.equal(page.next.get(0), 45n);
  });

  it("gives the last messages where the offset is past the end", async () => {
    log.append(batch(0n, 10));
    assert.deepEqual(offsets(await read(1000n)), [9n, 8n, 7n, 6n, 5n]);
  });

  it("stops at the start", async () => {
    log.start = 7n;
    log.append(batch(0n, 10));
    const page = await read(10n);
    assert.deepEqual(offsets(page), [9n, 8n, 7n]);
    assert.equal(page.next.get(0), 7n);
  });

  it("has nothing before the start, and says no failure", async () => {
    log.start = 7n;
    log.append(batch(0n, 10));
    const page = await read(7n);
    assert.deepEqual(page.messages, []);
    assert.equal(page.next.get(0), 7n);
    assert.equal(page.failures.size, 0);
    assert.equal(router.sentTo(fetchApi).length, 0);
  });

  it("crosses a long compaction gap in few requests, and reports it once", async () => {
    log.append(batch(0n, 3), batch(1_000_000n, 1));
    const page = await read(1_000_001n);
    assert.deepEqual(offsets(page), [1_000_000n, 2n, 1n, 0n]);
    assert.deepEqual(page.gaps, [{ partition: 0, firstOffset: 3n, lastOffset: 999_999n, ...none }]);
    assert.ok(router.sentTo(fetchApi).length < 20, `${router.sentTo(fetchApi).length} requests`);
  });

  it("leaves out aborted messages and markers", async () => {
    const transactional = { isTransactional: true, producerId: 7n, producerEpoch: 0 };
    log.append(
      batch(0n, 2),
      recordBatch({ baseOffset: 2n, records: [{ value: "a" }, { value: "b" }], ...transactional }),
      transactionMarker("abort", 4n, 7n),
      batch(5n, 1),
    );
    log.abortedTransactions.push({ producerId: 7n, firstOffset: 2n });
    const page = await read(6n);
    assert.deepEqual(offsets(page), [5n, 1n, 0n]);
    assert.deepEqual(page.gaps, [
      { partition: 0, firstOffset: 2n, lastOffset: 4n, controlRecords: 1, abortedMessages: 2 },
    ]);
  });

  it("merges partitions by time, newest first", async () => {
    const other = new FetchedPartition();
    servePartitions(router, "t", [log, other]);
    log.append(batch(0n, 1, 10n), batch(1n, 1, 40n));
    other.append(batch(0n, 1, 20n), batch(1n, 1, 30n));
    const from = new Map([
      [0, 2n],
      [1, 2n],
    ]);
    const page = await read(0n, { from });
    assert.deepEqual(
      page.messages.map(({ partition, offset }) => `${partition}/${offset.toString()}`),
      ["0/1", "1/1", "1/0", "0/0"],
    );
  });

  it("holds no more than a few pages of a dense log, and yet misses nothing", async () => {
    log.append(...Array.from({ length: 500 }, (_, index) => batch(BigInt(index) * 100n, 100)));
    log.append(batch(900_000n, 1));
    const seen: bigint[] = [];
    let before = log.end;
    while (before > 0n) {
      const page = await read(before, { maxMessages: 1000 });
      seen.push(...offsets(page));
      before = page.next.get(0) ?? 0n;
    }
    assert.equal(seen.length, 50_001);
    assert.deepEqual(new Set(seen).size, 50_001);
  });

  it("keeps what it has where the partition fails further down", async () => {
    for (let base = 0n; base < 100n; base += 10n) {
      log.append(recordBatch({ baseOffset: base, records: [{ value: "v" }], lastOffsetDelta: 9 }));
    }
    log.nextErrors.push(0, 29);
    const page = await read(100n, { maxMessages: 50 });
    assert.deepEqual(offsets(page), [90n, 80n, 70n, 60n, 50n]);
    assert.match(page.failures.get(0) ?? "", /not allowed/);
    assert.equal(page.next.get(0), 50n);
  });
});
