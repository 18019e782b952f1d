import { mapLimited } from "../connection/mapLimited";
import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { Message } from "../model";
import { BackwardReader } from "./backwardReader";
import type { FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { maxParallelFetches, type PageBudget } from "./pageBudget";
import { readPage, type ReadDirection } from "./readPage";

const maxHeldBytesInAll = 64 * 1024 * 1024;
const minHeldMessages = 64;

/**
 * The next page in descending order: what lies before `from`, or before the end where `from` is past it.
 * `next` and the page together account for every offset read over.
 */
export function readBackward(
  router: FetchRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  return readPage(router, request, backward(request), signal);
}

function backward({ from, maxMessages }: ReadRequest): ReadDirection<BackwardReader> {
  const expectedMessages = Math.ceil(maxMessages / from.size);
  const limits = {
    expectedMessages,
    maxHeldMessages: Math.max(minHeldMessages, 2 * expectedMessages),
    maxHeldBytes: maxHeldBytesInAll / from.size,
  };
  return {
    open: (fetch, setup, position, { start, end }) => {
      const before = position === undefined || position > end ? end : position;
      if (before <= start) return undefined;
      return new BackwardReader(fetch, { ...setup, ...limits, start, end: before });
    },
    merge: mergeBackward,
  };
}

/**
 * Takes the newest head until the page is full, reading a window for every partition that has no head. Out of
 * time, it still waits for those that have got nowhere: the next page would begin as this one did.
 */
async function mergeBackward(
  readers: readonly BackwardReader[],
  budget: PageBudget,
  signal: AbortSignal | undefined,
): Promise<{ messages: Message[]; gaps: OffsetGap[] }> {
  const messages: Message[] = [];
  const gaps: OffsetGap[] = [];
  while (!budget.isFull()) {
    const hungry = readers.filter((reader) => reader.needsFetch());
    if (hungry.length > 0) {
      const isOutOfTime = (): boolean => budget.isOutOfTime();
      const due = isOutOfTime() ? hungry.filter(({ hasMoved }) => !hasMoved) : hungry;
      if (due.length === 0) break;
      await mapLimited(due, maxParallelFetches, (reader) => reader.fetchMore(signal, isOutOfTime));
      continue;
    }
    const withHead = readers.filter((reader) => reader.head !== undefined);
    const heads = withHead.flatMap(({ head }) => (head === undefined ? [] : [head.message]));
    const step = withHead[indexOfNext(heads, "backward")]?.take();
    if (step === undefined) break;
    gaps.push(...step.gapsAfter);
    messages.push(step.message);
    budget.count(step.message);
  }
  for (const reader of readers) gaps.push(...reader.takeGaps());
  return { messages, gaps };
}
