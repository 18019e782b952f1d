import { mapLimited } from "../connection/mapLimited";
import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { Message } from "../model";
import type { FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { maxParallelFetches, type PageBudget } from "./pageBudget";
import { PartitionReader } from "./partitionReader";
import { readPage, type ReadDirection } from "./readPage";
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
  merge: mergeForward,
};

/**
 * Takes the oldest head until the page is full, fetching for every partition that has no head yet. Out of time,
 * it still waits for those that have got nowhere: the next page would begin as this one did.
 */
async function mergeForward(
  readers: readonly PartitionReader[],
  budget: PageBudget,
  signal: AbortSignal | undefined,
): Promise<{ messages: Message[]; gaps: OffsetGap[] }> {
  const messages: Message[] = [];
  const gaps: OffsetGap[] = [];
  while (!budget.isFull()) {
    const hungry = readers.filter((reader) => reader.needsFetch());
    if (hungry.length > 0) {
      const due = budget.isOutOfTime() ? hungry.filter(({ hasMoved }) => !hasMoved) : hungry;
      if (due.length === 0) break;
      await mapLimited(due, maxParallelFetches, (reader) => reader.fetchMore(signal));
      continue;
    }
    const withHead = readers.filter((reader) => reader.head !== undefined);
    if (!takeFrom(withHead, messages, gaps, budget)) break;
  }
  for (const reader of readers) gaps.push(...reader.takeGaps());
  return { messages, gaps };
}

/**
 * Until one of the readers, which all have a head, runs dry.
 * @returns false when the page is complete
 */
function takeFrom(
  readers: readonly PartitionReader[],
  messages: Message[],
  gaps: OffsetGap[],
  budget: PageBudget,
): boolean {
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
