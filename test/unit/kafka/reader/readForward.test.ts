import assert from "node:assert/strict";
import { fetchApi, type FetchQuestion } from "../../../../src/kafka/protocol/fetch";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { kafkaError } from "../../../support/kafkaError";
import { inTopic, ofPartition } from "../../../support/positions";
import { ReadScene, batchOf, offsetsOf, rangeOf } from "../../../support/readScene";
import { recordBatch, transactionMarker } from "../../../support/recordBatchBuilder";

const none = { controlRecords: 0, abortedMessages: 0 };

describe("readForward", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("begins in the middle of a batch and ends in the middle of one", async () => {
    scene.log.append(batchOf(0n, 10), batchOf(10n, 10));
    const page = await scene.forward(4n, { maxMessages: 8 });
    assert.deepEqual(offsetsOf(page), [4n, 5n, 6n, 7n, 8n, 9n, 10n, 11n]);
    assert.equal(ofPartition(page.next, 0)?.offset, 12n);
    assert.deepEqual(rangeOf(page), [0n, 20n]);
    assert.deepEqual(page.gaps, []);
  });

  it("is at the end when there is nothing more, and does not wait for it", async () => {
    scene.log.append(batchOf(0n, 10));
    const page = await scene.forward(10n);
    assert.deepEqual(page.messages, []);
    assert.equal(ofPartition(page.next, 0)?.offset, 10n);
    assert.deepEqual(page.failures, []);
    const waits = scene.router
      .sentTo(fetchApi)
      .map(({ question }) => (question as FetchQuestion).maxWaitMs);
    assert.deepEqual(waits, [0]);
  });

  it("goes on over answers that come short", async () => {
    for (let base = 0n; base < 50n; base += 5n) {
      scene.log.append(
        recordBatch({
          baseOffset: base,
          records: [{ value: Buffer.alloc(70_000) }],
          lastOffsetDelta: 4,
        }),
      );
    }
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.equal(ofPartition(page.next, 0)?.offset, 50n);
    assert.ok(scene.router.sentTo(fetchApi).length > 1);
  });

  it("reports what compaction left out, also at the end of batches and of the log", async () => {
    scene.log.append(
      recordBatch({
        baseOffset: 17n,
        records: [{ offsetDelta: 1 }, { offsetDelta: 4 }],
        lastOffsetDelta: 9,
      }),
    );
    const page = await scene.forward(5n);
    assert.deepEqual(offsetsOf(page), [18n, 21n]);
    assert.deepEqual(page.gaps, [
      { topic: "t", partition: 0, firstOffset: 5n, lastOffset: 17n, ...none },
      { topic: "t", partition: 0, firstOffset: 19n, lastOffset: 20n, ...none },
      { topic: "t", partition: 0, firstOffset: 22n, lastOffset: 26n, ...none },
    ]);
    assert.equal(ofPartition(page.next, 0)?.offset, 27n);
  });

  it("goes on behind a batch that compaction emptied", async () => {
    scene.log.append(recordBatch({ records: [], lastOffsetDelta: 99 }), batchOf(100n, 1));
    const page = await scene.forward(0n);
    assert.deepEqual(offsetsOf(page), [100n]);
    assert.deepEqual(page.gaps, [
      { topic: "t", partition: 0, firstOffset: 0n, lastOffset: 99n, ...none },
    ]);
  });

  it("comes to the end of a log whose rest was compacted away", async () => {
    scene.log.append(batchOf(0n, 3));
    scene.log.highWatermark = 40n;
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 3);
    assert.equal(ofPartition(page.next, 0)?.offset, 40n);
    assert.deepEqual(page.gaps, [
      { topic: "t", partition: 0, firstOffset: 3n, lastOffset: 39n, ...none },
    ]);
  });

  describe("with transactions", () => {
    beforeEach(() => {
      const transactional = { isTransactional: true, producerId: 7n, producerEpoch: 0 };
      const five = Array.from({ length: 5 }, () => ({ value: "x" }));
      scene.log.append(
        recordBatch({ baseOffset: 0n, records: five, ...transactional }),
        transactionMarker("commit", 5n, 7n),
        recordBatch({ baseOffset: 6n, records: five, ...transactional }),
        transactionMarker("abort", 11n, 7n),
        batchOf(12n, 3),
        recordBatch({
          baseOffset: 15n,
          records: [{ value: "open" }, { value: "open" }],
          ...transactional,
        }),
      );
      scene.log.abortedTransactions.push({ producerId: 7n, firstOffset: 6n });
      scene.log.lastStableOffset = 15n;
    });

    it("shows the 8 committed of 15 and ends at the last stable offset", async () => {
      const page = await scene.forward(0n);
      assert.deepEqual(offsetsOf(page), [0n, 1n, 2n, 3n, 4n, 12n, 13n, 14n]);
      assert.deepEqual(page.gaps, [
        {
          topic: "t",
          partition: 0,
          firstOffset: 5n,
          lastOffset: 11n,
          controlRecords: 2,
          abortedMessages: 5,
        },
      ]);
      assert.equal(ofPartition(page.next, 0)?.offset, 15n);
      assert.deepEqual(rangeOf(page), [0n, 15n]);
    });

    it("counts only the aborted messages from where it begins", async () => {
      const page = await scene.forward(9n);
      assert.deepEqual(page.gaps, [
        {
          topic: "t",
          partition: 0,
          firstOffset: 9n,
          lastOffset: 11n,
          controlRecords: 1,
          abortedMessages: 2,
        },
      ]);
    });

    it("shows aborted messages, marked, when asked", async () => {
      const page = await scene.forward(0n, { includeAborted: true });
      const aborted = page.messages.filter(({ isAborted }) => isAborted);
      assert.deepEqual(
        aborted.map(({ offset }) => offset),
        [6n, 7n, 8n, 9n, 10n],
      );
      assert.equal(page.messages.length, 13);
    });

    it("reads everything but markers when uncommitted", async () => {
      const page = await scene.forward(0n, { isolation: "readUncommitted" });
      assert.equal(page.messages.length, 15);
      assert.equal(ofPartition(page.next, 0)?.offset, 17n);
    });

    it("finds nothing, and no failure, between the last stable offset and the high watermark", async () => {
      const page = await scene.forward(16n);
      assert.deepEqual(page.messages, []);
      assert.deepEqual(page.failures, []);
      assert.equal(ofPartition(page.next, 0)?.offset, 16n);
    });
  });

  it("turns a batch it cannot read into a gap with the reason, and goes on", async () => {
    const broken = batchOf(10n, 5);
    broken.writeUInt32BE(1, 17);
    const unknown = recordBatch({
      baseOffset: 15n,
      records: [{ value: "x" }],
      codec: { code: 6, compress: (bytes) => bytes },
    });
    scene.log.append(batchOf(0n, 10), broken, unknown, batchOf(16n, 1));
    const page = await scene.forward(8n);
    assert.deepEqual(offsetsOf(page), [8n, 9n, 16n]);
    const [first, second] = page.gaps;
    assert.deepEqual([first?.firstOffset, first?.lastOffset], [10n, 14n]);
    assert.match(first?.unreadable ?? "", /checksum/);
    assert.deepEqual([second?.firstOffset, second?.lastOffset], [15n, 15n]);
    assert.match(second?.unreadable ?? "", /./);
  });

  it("is empty, and asks nobody, where nothing is asked for", async () => {
    const page = await scene.forward(0n, { from: [] });
    assert.deepEqual([page.messages, page.next, page.ranges, page.requests], [[], [], [], 0]);
  });

  it("refuses a partition that is named twice", async () => {
    const from = [...inTopic("t", 0n), ...inTopic("t", 1n)];
    await assert.rejects(scene.forward(0n, { from }), kafkaError("invalidInput"));
  });

  it("says why an offset past the end cannot be read", async () => {
    scene.log.append(batchOf(0n, 10));
    const page = await scene.forward(500n);
    assert.match(
      ofPartition(page.failures, 0)?.message ?? "",
      /^Offset 500 does not exist: .* 0 to 9\.$/,
    );
  });

  it("follows a leader that moves, without holes or doubles", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.nextErrors.push(6, 74);
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.deepEqual(page.failures, []);
  });

  it("fetches nothing more for a page that is full", async () => {
    scene.log.append(
      batchOf(0n, 10),
      recordBatch({ baseOffset: 10n, records: [{ value: Buffer.alloc(70_000) }] }),
    );
    await scene.forward(0n, { maxMessages: 10 });
    assert.equal(scene.router.sentTo(fetchApi).length, 1);
  });

  it("reads the other partitions where one fails", async () => {
    const other = new FetchedPartition();
    servePartitions(scene.router, "t", [scene.log, other]);
    scene.log.append(batchOf(0n, 10));
    scene.log.nextErrors.push(29, 29);
    other.append(batchOf(0n, 2));
    const from = [...inTopic("t", 0n, 0n), { topic: "t", partition: 7, offset: 3n }];
    const page = await scene.forward(0n, { from });
    assert.deepEqual(
      page.messages.map(({ partition }) => partition),
      [1, 1],
    );
    assert.match(ofPartition(page.failures, 0)?.message ?? "", /not allowed/);
    assert.match(ofPartition(page.failures, 7)?.message ?? "", /does not exist/);
    assert.deepEqual(
      page.next.map(({ partition, offset }) => [partition, offset]),
      [
        [0, 0n],
        [1, 2n],
        [7, 3n],
      ],
    );
  });

  it("merges partitions by time and keeps the order of each", async () => {
    const other = new FetchedPartition();
    servePartitions(scene.router, "t", [scene.log, other]);
    scene.log.append(batchOf(0n, 1, 10n), batchOf(1n, 1, 40n), batchOf(2n, 1, 5n));
    other.append(batchOf(0n, 1, 20n), batchOf(1n, 1, 30n));
    const from = inTopic("t", 0n, 0n);
    const page = await scene.forward(0n, { from });
    assert.deepEqual(
      page.messages.map(({ partition, offset }) => `${partition}/${offset.toString()}`),
      ["0/0", "1/0", "1/1", "0/1", "0/2"],
    );
  });

  it("fetches together for partitions that run dry at nearly the same time", async () => {
    const logs = Array.from({ length: 10 }, () => new FetchedPartition());
    for (const [number, log] of logs.entries()) {
      for (let offset = 0n; offset < 100n; offset++) {
        const baseTimestamp = offset * 10n + BigInt(number);
        const records = [{ value: Buffer.alloc(1000) }];
        log.append(recordBatch({ baseOffset: offset, baseTimestamp, records }));
      }
    }
    servePartitions(scene.router, "t", logs);
    const page = await scene.forward(0n, {
      from: inTopic("t", ...logs.map(() => 0n)),
      maxMessages: 1000,
      tuning: { maxPartitionBytes: 20_000 },
    });
    const times = page.messages.map(({ timestampMs }) => timestampMs);
    assert.deepEqual(
      times,
      Array.from({ length: 1000 }, (_, index) => BigInt(index)),
    );
    const fetches = scene.router.sentTo(fetchApi).length;
    assert.ok(fetches < 12, `${fetches} fetches`);
  });

  it("copies messages out of their batch, which may be far larger", async () => {
    scene.log.append(
      recordBatch({ records: [{ value: "small" }, { value: Buffer.alloc(1_000_000) }] }),
    );
    const page = await scene.forward(0n, { maxMessages: 1 });
    const value = page.messages[0]?.value;
    assert.equal(value?.toString(), "small");
    assert.ok(value.buffer.byteLength < 100_000);
  });

  it("reads offsets above 2^53 exactly", async () => {
    const base = 2n ** 53n + 1n;
    scene.log.start = base;
    scene.log.append(batchOf(base, 3));
    const page = await scene.forward(base + 1n);
    assert.deepEqual(offsetsOf(page), [base + 1n, base + 2n]);
    assert.equal(ofPartition(page.next, 0)?.offset, base + 3n);
  });

  for (const maxMessages of [0, 10_001, 1.5]) {
    it(`refuses a page of ${maxMessages} messages`, async () => {
      await assert.rejects(scene.forward(0n, { maxMessages }), kafkaError("invalidInput"));
    });
  }

  it("refuses a negative offset", async () => {
    await assert.rejects(scene.forward(-1n), kafkaError("invalidInput"));
  });
});
