import assert from "node:assert/strict";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { inTopic, ofPartition } from "../../../support/positions";
import { ReadScene, batchOf, offsetsOf } from "../../../support/readScene";
import { recordBatch, transactionMarker } from "../../../support/recordBatchBuilder";

const none = { controlRecords: 0, abortedMessages: 0 };

describe("readBackward", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("gives the messages right before an offset, newest first", async () => {
    scene.log.append(batchOf(0n, 100));
    const page = await scene.backward(50n, { maxMessages: 5 });
    assert.deepEqual(offsetsOf(page), [49n, 48n, 47n, 46n, 45n]);
    assert.equal(ofPartition(page.next, 0)?.offset, 45n);
  });

  it("gives the last messages where the offset is past the end", async () => {
    scene.log.append(batchOf(0n, 10));
    assert.deepEqual(offsetsOf(await scene.backward(1000n, { maxMessages: 5 })), [
      9n,
      8n,
      7n,
      6n,
      5n,
    ]);
  });

  it("stops at the start", async () => {
    scene.log.start = 7n;
    scene.log.append(batchOf(0n, 10));
    const page = await scene.backward(10n, { maxMessages: 5 });
    assert.deepEqual(offsetsOf(page), [9n, 8n, 7n]);
    assert.equal(ofPartition(page.next, 0)?.offset, 7n);
  });

  it("has nothing before the start, and says no failure", async () => {
    scene.log.start = 7n;
    scene.log.append(batchOf(0n, 10));
    const page = await scene.backward(7n, { maxMessages: 5 });
    assert.deepEqual(page.messages, []);
    assert.equal(ofPartition(page.next, 0)?.offset, 7n);
    assert.deepEqual(page.failures, []);
    assert.equal(scene.router.sentTo(fetchApi).length, 0);
  });

  it("crosses a long compaction gap in few requests, and reports it once", async () => {
    scene.log.append(batchOf(0n, 3), batchOf(1_000_000_000n, 1));
    const page = await scene.backward(1_000_000_001n, { maxMessages: 5 });
    assert.deepEqual(offsetsOf(page), [1_000_000_000n, 2n, 1n, 0n]);
    assert.deepEqual(page.gaps, [
      { topic: "t", partition: 0, firstOffset: 3n, lastOffset: 999_999_999n, ...none },
    ]);
    assert.ok(
      scene.router.sentTo(fetchApi).length < 20,
      `${scene.router.sentTo(fetchApi).length} requests`,
    );
  });

  it("leaves out aborted messages and markers", async () => {
    const transactional = { isTransactional: true, producerId: 7n, producerEpoch: 0 };
    scene.log.append(
      batchOf(0n, 2),
      recordBatch({ baseOffset: 2n, records: [{ value: "a" }, { value: "b" }], ...transactional }),
      transactionMarker("abort", 4n, 7n),
      batchOf(5n, 1),
    );
    scene.log.abortedTransactions.push({ producerId: 7n, firstOffset: 2n });
    const page = await scene.backward(6n, { maxMessages: 5 });
    assert.deepEqual(offsetsOf(page), [5n, 1n, 0n]);
    assert.deepEqual(page.gaps, [
      {
        topic: "t",
        partition: 0,
        firstOffset: 2n,
        lastOffset: 4n,
        controlRecords: 1,
        abortedMessages: 2,
      },
    ]);
  });

  it("merges partitions by time, newest first", async () => {
    const other = new FetchedPartition();
    servePartitions(scene.router, "t", [scene.log, other]);
    scene.log.append(batchOf(0n, 1, 10n), batchOf(1n, 1, 40n));
    other.append(batchOf(0n, 1, 20n), batchOf(1n, 1, 30n));
    const from = inTopic("t", 2n, 2n);
    const page = await scene.backward(0n, { maxMessages: 5, from });
    assert.deepEqual(
      page.messages.map(({ partition, offset }) => `${partition}/${offset.toString()}`),
      ["0/1", "1/1", "1/0", "0/0"],
    );
  });

  it("fetches together for partitions that run dry at nearly the same time", async () => {
    const logs = Array.from({ length: 10 }, () => new FetchedPartition());
    for (const [number, log] of logs.entries()) {
      for (let base = 0n; base < 300n; base += 10n) {
        const baseTimestamp = base * 10n + BigInt(number);
        const records = [{ value: "v" }];
        log.append(recordBatch({ baseOffset: base, lastOffsetDelta: 9, baseTimestamp, records }));
      }
    }
    servePartitions(scene.router, "t", logs);
    const from = inTopic("t", ...logs.map(() => 300n));
    const page = await scene.backward(0n, { from, maxMessages: 280 });
    const times = page.messages.map(({ timestampMs }) => timestampMs);
    assert.equal(times.length, 280);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => (a < b ? 1 : -1)),
    );
    const fetches = scene.router.sentTo(fetchApi).length;
    assert.ok(fetches < 10, `${fetches} fetches`);
  });

  it("holds no more than a few pages of a dense log, and yet misses nothing", async () => {
    scene.log.append(
      ...Array.from({ length: 500 }, (_, index) => batchOf(BigInt(index) * 100n, 100)),
    );
    scene.log.append(batchOf(900_000n, 1));
    const seen: bigint[] = [];
    let before = scene.log.end;
    while (before > 0n) {
      const page = await scene.backward(before, { maxMessages: 1000 });
      seen.push(...offsetsOf(page));
      before = ofPartition(page.next, 0)?.offset ?? 0n;
    }
    assert.equal(seen.length, 50_001);
    assert.deepEqual(new Set(seen).size, 50_001);
  });

  it("keeps what it has where the partition fails further down", async () => {
    for (let base = 0n; base < 100n; base += 10n) {
      scene.log.append(
        recordBatch({ baseOffset: base, records: [{ value: "v" }], lastOffsetDelta: 9 }),
      );
    }
    scene.log.nextErrors.push(0, 29);
    const page = await scene.backward(100n, { maxMessages: 50 });
    assert.deepEqual(offsetsOf(page), [90n, 80n, 70n, 60n, 50n]);
    assert.match(ofPartition(page.failures, 0)?.message ?? "", /not allowed/);
    assert.equal(ofPartition(page.next, 0)?.offset, 50n);
  });
});
