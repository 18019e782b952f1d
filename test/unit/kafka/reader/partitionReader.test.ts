import assert from "node:assert/strict";
import type { ReadPage } from "../../../../src/kafka/gateway";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { readForward } from "../../../../src/kafka/reader/readForward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch } from "../../../support/recordBatchBuilder";

function batch(baseOffset: bigint, count: number): Buffer {
  return recordBatch({
    baseOffset,
    records: Array.from({ length: count }, () => ({ value: "v" })),
  });
}

describe("PartitionReader", () => {
  let router: FakeRouter;
  let log: FetchedPartition;

  beforeEach(() => {
    router = new FakeRouter();
    log = new FetchedPartition();
    servePartitions(router, "t", [log]);
  });

  function read(from: bigint): Promise<ReadPage> {
    const request = { topic: "t", from: new Map([[0, from]]), maxMessages: 100 };
    return readForward(router, { ...request, isolation: "readCommitted" }, undefined);
  }

  it("does not take messages for compacted away that a new leader does not show yet", async () => {
    log.append(batch(0n, 10));
    log.highWatermark = 12n;
    log.fetchedHighWatermark = 10n;
    const page = await read(0n);
    assert.equal(page.messages.length, 10);
    assert.equal(page.next.get(0), 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(page.failures.get(0) ?? "", /went back to offset 10/);
  });

  it("does not take answers that never get on for the end of the log", async () => {
    log.append(batch(0n, 10));
    log.highWatermark = 20n;
    log.read = () => batch(0n, 10);
    const page = await read(10n);
    assert.equal(page.next.get(0), 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(page.failures.get(0) ?? "", /nothing that can be read from offset 10/);
    assert.ok(router.sentTo(fetchApi).length < 20);
  });

  it("gets on even where the time of a page is up before anything is found", async () => {
    log.highWatermark = 40n;
    const now = performance.now.bind(performance);
    log.read = () => {
      performance.now = () => now() + 60_000;
      return Buffer.alloc(0);
    };
    try {
      assert.equal((await read(0n)).next.get(0), 40n);
    } finally {
      performance.now = now;
    }
  });

  it("asks again where a quota keeps the answer empty", async () => {
    log.append(batch(0n, 10));
    log.throttledAnswers = 2;
    const page = await read(0n);
    assert.equal(page.messages.length, 10);
    assert.equal(page.failures.size, 0);
  });
});
