import assert from "node:assert/strict";
import { BackwardReader, type BackwardOptions } from "../../../../src/kafka/reader/backwardReader";
import { partitionFetcher } from "../../../../src/kafka/reader/fetchPartition";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch } from "../../../support/recordBatchBuilder";

const messageBytes = 1000;
const never = (): boolean => false;
const always = (): boolean => true;

describe("BackwardReader", () => {
  let log: FetchedPartition;

  beforeEach(() => {
    log = new FetchedPartition();
    for (let offset = 0n; offset < 1000n; offset++) {
      log.append(
        recordBatch({ baseOffset: offset, records: [{ value: Buffer.alloc(messageBytes) }] }),
      );
    }
  });

  function reader(more: Partial<BackwardOptions> = {}): BackwardReader {
    const router = new FakeRouter();
    servePartitions(router, "t", [log]);
    const fetch = partitionFetcher(router, "t", 0, "readUncommitted");
    return new BackwardReader(fetch, {
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

  /** Everything in it, newest first. */
  async function drain(backward: BackwardReader): Promise<bigint[]> {
    const offsets: bigint[] = [];
    while (backward.needsFetch()) {
      await backward.fetchMore(undefined, never);
      for (let step = backward.take(); step !== undefined; step = backward.take()) {
        offsets.push(step.message.offset);
      }
    }
    return offsets;
  }

  it("gives up a window that holds far more bytes than there is room for", async () => {
    const backward = reader();
    await backward.fetchMore(undefined, never);
    assert.ok(backward.bytesReceived < 200 * messageBytes, `${backward.bytesReceived} bytes`);
  });

  it("misses nothing where windows are given up", async () => {
    const offsets = await drain(reader());
    assert.deepEqual(
      offsets,
      Array.from({ length: 1000 }, (_, index) => 999n - BigInt(index)),
    );
  });

  it("gives up a window that takes too long, and yet gets on", async () => {
    const backward = reader({ maxHeldBytes: 10_000 * messageBytes });
    let windows = 0;
    while (!backward.hasMoved) {
      await backward.fetchMore(undefined, always);
      assert.ok(++windows < 10);
    }
    assert.equal(backward.head?.message.offset, 999n);
    assert.ok(backward.bytesReceived < 200 * messageBytes, `${backward.bytesReceived} bytes`);
  });
});
