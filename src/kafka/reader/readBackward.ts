import type { ReadPage, ReadRequest } from "../gateway";
import { BackwardReader } from "./backwardReader";
import type { FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { readPage, type PageDraft, type ReadDirection } from "./readPage";

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
    take: takeNewest,
  };
}

function takeNewest(
  readers: readonly BackwardReader[],
  { messages, gaps, budget }: PageDraft,
): boolean {
  const withHead = readers.filter((reader) => reader.head !== undefined);
  const heads = withHead.flatMap(({ head }) => (head === undefined ? [] : [head.message]));
  const step = withHead[indexOfNext(heads, "backward")]?.take();
  if (step === undefined) return false;
  gaps.push(...step.gapsAfter);
  messages.push(step.message);
  budget.count(step.message);
  return true;
}
