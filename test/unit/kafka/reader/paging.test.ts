import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { OffsetGap, ReadPage } from "../../../../src/kafka/gateway";
import type { Position, TopicPartition } from "../../../../src/kafka/model";
import { readBackward } from "../../../../src/kafka/reader/readBackward";
import { readForward } from "../../../../src/kafka/reader/readForward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, serveTopics } from "../../../support/fetchedPartition";
import { inTopic } from "../../../support/positions";
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
  readonly messages: readonly string[];
  readonly covered: readonly string[];
}

function name({ topic, partition }: TopicPartition, offset: bigint): string {
  return `${topic}-${partition}/${offset.toString()}`;
}

/** Reads page by page until all positions are reached. */
async function readThrough(
  readPage: (from: readonly Position[]) => Promise<ReadPage>,
  from: readonly Position[],
  until: readonly Position[],
): Promise<ReadThrough> {
  const messages: string[] = [];
  const gaps: OffsetGap[] = [];
  let positions = from;
  for (let pages = 0; pages < 500; pages++) {
    if (isDeepStrictEqual(positions, until)) break;
    const page = await readPage(positions);
    assert.deepEqual(page.failures, []);
    messages.push(...page.messages.map((message) => name(message, message.offset)));
    gaps.push(...page.gaps);
    positions = page.next;
  }
  const covered = [...messages];
  for (const gap of gaps) {
    for (let offset = gap.firstOffset; offset <= gap.lastOffset; offset++) {
      covered.push(name(gap, offset));
    }
  }
  return { messages, covered: covered.sort() };
}

/** Partitions of two topics, and how they are read. */
const anyCase = fc.record({
  logs: fc.tuple(
    fc.array(anyLog, { minLength: 1, maxLength: 3 }),
    fc.array(anyLog, { maxLength: 2 }),
  ),
  isolation: fc.constantFrom("readCommitted", "readUncommitted"),
  includeAborted: fc.boolean(),
  order: fc.constantFrom("timestamp", "offset"),
  tuning: fc.record({
    maxBytes: fc.integer({ min: 1, max: 3_000 }),
    maxPartitionBytes: fc.integer({ min: 1, max: 1_000 }),
  }),
});

class PagingCase {
  readonly start: readonly Position[];
  readonly end: readonly Position[];
  private readonly router = new FakeRouter();

  constructor(private readonly drawn: typeof anyCase extends fc.Arbitrary<infer C> ? C : never) {
    const [one, other] = drawn.logs;
    serveTopics(this.router, { one, other });
    const all = (pick: (log: FetchedPartition) => bigint): Position[] => [
      ...inTopic("one", ...one.map(pick)),
      ...inTopic("other", ...other.map(pick)),
    ];
    this.start = all(({ start }) => start);
    this.end = all(({ end }) => end);
  }

  forward(maxMessages: number): Promise<ReadThrough> {
    return readThrough(
      (from) => {
        const request = { ...this.drawn, from, maxMessages, continues: true };
        return readForward(this.router, request, undefined);
      },
      this.start,
      this.end,
    );
  }

  backward(maxMessages: number): Promise<ReadThrough> {
    return readThrough(
      (from) => readBackward(this.router, { ...this.drawn, from, maxMessages }, undefined),
      this.end,
      this.start,
    );
  }

  /** With every fetch so many offsets more are deleted. */
  deleteSteadily(offsets: number): void {
    for (const log of this.drawn.logs.flat()) {
      const read = log.read.bind(log);
      log.read = (...asked) => {
        const records = read(...asked);
        const start = log.start + BigInt(offsets);
        log.start = start < log.end ? start : log.end;
        return records;
      };
    }
  }

  /** Every offset there is. */
  get all(): readonly string[] {
    return this.end
      .flatMap((end) =>
        Array.from({ length: Number(end.offset) }, (_, at) => name(end, BigInt(at))),
      )
      .sort();
  }
}

const anyPageSize = fc.integer({ min: 1, max: 20 });

describe("paging", () => {
  it("accounts for every offset exactly once, forward and backward alike", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, anyPageSize, async (drawn, maxMessages) => {
        const paging = new PagingCase(drawn);
        const forward = await paging.forward(maxMessages);
        const backward = await paging.backward(maxMessages);
        assert.deepEqual(forward.covered, paging.all);
        assert.deepEqual(backward.covered, paging.all);
        assert.deepEqual(forward.messages.toSorted(), backward.messages.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it("accounts for every offset exactly once while retention passes by", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, anyPageSize, fc.nat(60), async (drawn, maxMessages, deleted) => {
        const paging = new PagingCase(drawn);
        paging.deleteSteadily(deleted);
        assert.deepEqual((await paging.forward(maxMessages)).covered, paging.all);
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same order whatever the size of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, anyPageSize, async (drawn, maxMessages) => {
        const paging = new PagingCase(drawn);
        const [pages, whole] = [await paging.forward(maxMessages), await paging.forward(10_000)];
        assert.deepEqual(pages.messages, whole.messages);
      }),
      { numRuns: 40 },
    );
  });

  it("gives backward the reverse of forward where partitions are merged by offset", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, anyPageSize, async (drawn, maxMessages) => {
        const paging = new PagingCase({ ...drawn, order: "offset" });
        const [up, down] = [await paging.forward(maxMessages), await paging.backward(maxMessages)];
        assert.deepEqual(down.messages.toReversed(), up.messages);
      }),
      { numRuns: 40 },
    );
  });
});
