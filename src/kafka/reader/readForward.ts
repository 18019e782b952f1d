import type { ReadPage, ReadRequest } from "../gateway";
import type { FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { PartitionReader } from "./partitionReader";
import { readPage, type PageDraft, type ReadDirection } from "./readPage";
import { outOfRange } from "./readRanges";

/** The next page in ascending order; `next` and the page together account for every offset read over. */
export function readForward(
  router: FetchRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  return readPage(router, request, forward, signal);
}

const forward: ReadDirection<PartitionReader> = {
  open: (fetch, setup, position, range) => {
    const from = position ?? range.start;
    const problem = outOfRange(from, range);
    if (problem !== undefined || from >= range.end) return problem;
    return new PartitionReader(fetch, { ...setup, from, end: range.end });
  },
  take: takeOldest,
};

/** Until one of the readers runs dry, so that the heads are looked up once only. */
function takeOldest(
  all: readonly PartitionReader[],
  { messages, gaps, budget }: PageDraft,
): boolean {
  const readers = all.filter(({ head }) => head !== undefined);
  const heads = readers.flatMap(({ head }) => (head === undefined ? [] : [head.message]));
  while (!budget.isFull()) {
    const index = indexOfNext(heads, "forward");
    const reader = readers[index];
    const step = reader?.take();
    if (reader === undefined || step === undefined) return false;
    gaps.push(...step.gapsBefore);
    messages.push(step.message);
    budget.count(step.message);
    if (reader.head === undefined) return true;
    heads[index] = reader.head.message;
  }
  return false;
}
