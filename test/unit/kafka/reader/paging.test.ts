import assert from "node:assert/strict";
import fc from "fast-check";
import type { OffsetGap, ReadPage, ReadRequest } from "../../../../src/kafka/gateway";
import { readBackward } from "../../../../src/kafka/reader/readBackward";
import { readForward } from "../../../../src/kafka/reader/readForward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch, transactionMarker } from "../../../support/recordBatchBuilder";

/** Any log a broker may hold: gaps, empty batches, markers, aborted messages, timestamps in any order. */
const anyLog = fc
  .array(
    fc.record({
      gap: fc.nat(30),
      kind: fc.constantFrom("plain", "aborted", "empty", "broken"),
      deltas: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 6 }),
      timestamp: fc.nat(50),
    }),
    { maxLength: 12 },
  )
  .map((parts) => {
    const log = new FetchedPartition();
    let next = 0n;
    for (const { gap, kind, deltas, timestamp } of parts) {
      const baseOffset = next + BigInt(gap);
      const offsetDeltas = deltas.toSorted((a, b) => a - b);
      const draft = {
        baseOffset,
        baseTimestamp: BigInt(timestamp),
        lastOffsetDelta: 12,
        records:
          kind === "empty" ? [] : offsetDeltas.map((offsetDelta) => ({ offsetDelta, value: "v" })),
      };
      next = baseOffset + 13n;
      if (kind === "aborted") {
        const transactional = { isTransactional: true, producerId: 1n, producerEpoch: 0 };
        log.append(
          recordBatch({ ...draft, ...transactional }),
          transactionMarker("abort", next, 1n),
        );
        log.abortedTransactions.push({ producerId: 1n, firstOffset: baseOffset });
        next++;
      } else {
        const batch = recordBatch(draft);
        if (kind === "broken") batch.writeUInt32BE(0, 17);
        log.append(batch);
      }
    }
    return log;
  });

interface ReadThrough {
  readonly offsets: readonly string[];
  readonly gaps: readonly OffsetGap[];
  readonly covered: readonly string[];
}

function name(partition: number, offset: bigint): string {
  return `${partition}/${offset.toString()}`;
}

async function readThrough(
  readPage: (from: ReadRequest["from"]) => Promise<ReadPage>,
  from: ReadRequest["from"],
  until: ReadRequest["from"],
): Promise<ReadThrough> {
  const offsets: string[] = [];
  const gaps: OffsetGap[] = [];
  let positions = from;
  for (let pages = 0; pages < 500; pages++) {
    if ([...until].every(([partition, offset]) => positions.get(partition) === offset)) break;
    const page = await readPage(positions);
    offsets.push(...page.messages.map(({ partition, offset }) => name(partition, offset)));
    gaps.push(...page.gaps);
    positions = page.next;
  }
  const covered = [...offsets];
  for (const { partition, firstOffset, lastOffset } of gaps) {
    for (let offset = firstOffset; offset <= lastOffset; offset++)
      covered.push(name(partition, offset));
  }
  return { offsets, gaps, covered: covered.sort() };
}

describe("paging", () => {
  it("accounts for every offset exactly once, forward and backward alike", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLog, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 20 }),
        async (logs, maxMessages) => {
          const router = new FakeRouter();
          servePartitions(router, "t", logs);
          const start = new Map(logs.map((log, partition) => [partition, log.start]));
          const end = new Map(logs.map((log, partition) => [partition, log.end]));
          const request = { topic: "t", maxMessages, isolation: "readCommitted" } as const;
          const forward = await readThrough(
            (from) => readForward(router, { ...request, from }, undefined),
            start,
            end,
          );
          const backward = await readThrough(
            (from) => readBackward(router, { ...request, from }, undefined),
            end,
            start,
          );
          const all = logs.flatMap((log, partition) =>
            Array.from({ length: Number(log.end) }, (_, offset) => name(partition, BigInt(offset))),
          );
          assert.deepEqual(forward.covered, all.sort());
          assert.deepEqual(backward.covered, all);
          assert.deepEqual(forward.offsets.toSorted(), backward.offsets.toSorted());
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives the same order whatever the size of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLog, { minLength: 2, maxLength: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (logs, maxMessages) => {
          const router = new FakeRouter();
          servePartitions(router, "t", logs);
          const start = new Map(logs.map((log, partition) => [partition, log.start]));
          const end = new Map(logs.map((log, partition) => [partition, log.end]));
          const read = (size: number): Promise<ReadThrough> =>
            readThrough(
              (from) =>
                readForward(
                  router,
                  { topic: "t", from, maxMessages: size, isolation: "readCommitted" },
                  undefined,
                ),
              start,
              end,
            );
          assert.deepEqual((await read(maxMessages)).offsets, (await read(10_000)).offsets);
        },
      ),
      { numRuns: 40 },
    );
  });
});
