import assert from "node:assert/strict";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { fetchForPage, type WantedFetch } from "../../../../src/kafka/reader/pageFetches";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch } from "../../../support/recordBatchBuilder";

const batchBytes = 1000;

describe("fetchForPage", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
  });

  /** @returns how many batches each partition sent, after these fetches */
  async function fetchAll(
    wanted: readonly Partial<WantedFetch>[],
    maxBytes = 100 * batchBytes,
  ): Promise<readonly (number | undefined)[]> {
    const outcomes = await fetchForPage(
      {
        router,
        sender: router,
        isolation: "readUncommitted",
        topicIds: new Map(),
        maxBytes,
        maxPartitionBytes: 64 * batchBytes,
      },
      wanted.map((want, partition) => ({
        topic: "t",
        partition,
        offset: 0n,
        maxBytes: 10 * batchBytes,
        maxWaitMs: 250,
        ...want,
      })),
      undefined,
    );
    return outcomes.map(
      ({ fetched }) => fetched && Math.floor(fetched.records.length / batchBytes),
    );
  }

  function logOf(batches: number, valueBytes = batchBytes): FetchedPartition {
    const log = new FetchedPartition();
    for (let offset = 0n; offset < batches; offset++) {
      log.append(
        recordBatch({ baseOffset: offset, records: [{ value: Buffer.alloc(valueBytes) }] }),
      );
    }
    return log;
  }

  function requests(): number {
    return router.sentTo(fetchApi).length;
  }

  it("asks the leader of many partitions once", async () => {
    servePartitions(
      router,
      "t",
      Array.from({ length: 20 }, () => logOf(1)),
    );
    assert.deepEqual(
      await fetchAll(Array.from({ length: 20 }, () => ({}))),
      Array.from({ length: 20 }, () => 1),
    );
    assert.equal(requests(), 1);
  });

  it("asks again for those that large partitions left no room, before anything else", async () => {
    servePartitions(router, "t", [logOf(9), logOf(9), logOf(1), logOf(1)]);
    assert.deepEqual(await fetchAll([{}, {}, {}, {}], 10 * batchBytes), [9, 9, 1, 1]);
    assert.equal(requests(), 3);
  });

  it("gets batches that are larger than a partition's share", async () => {
    servePartitions(router, "t", [logOf(1), logOf(1, 40 * batchBytes), logOf(1, 40 * batchBytes)]);
    assert.deepEqual(await fetchAll([{}, {}, {}]), [1, 40, 40]);
    assert.ok(requests() <= 3, `${requests()} requests`);
  });

  it("takes nothing for an answer only from a broker that had nothing else to send", async () => {
    servePartitions(router, "t", [logOf(1), logOf(0)]);
    assert.deepEqual(await fetchAll([{}, {}]), [1, 0]);
    assert.equal(requests(), 2);
    assert.deepEqual(await fetchAll([{ offset: 1n }, {}]), [0, 0]);
    assert.equal(requests(), 3);
  });

  it("leaves the others alone where a partition has no leader", async () => {
    servePartitions(router, "t", [logOf(1), logOf(1)]);
    router.addTopic("t", [1, -1]);
    const outcomes = await fetchAll([{}, {}]);
    assert.deepEqual(outcomes, [1, undefined]);
  });
});
