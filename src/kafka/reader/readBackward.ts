import type { ReadPage, ReadRequest } from "../gateway";
import { BackwardReader } from "./backwardReader";
import { readPage, type PageRouter } from "./readPage";

const maxHeldBytesInAll = 64 * 1024 * 1024;
const minHeldMessages = 64;

/**
 * The next page in descending order: what lies before `from`, or before the end where `from` is past it.
 * `next` and the page together account for every offset read over.
 */
export function readBackward(
  router: PageRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  const limits = limitsOf(request);
  return readPage(
    router,
    request,
    {
      direction: "backward",
      open: (setup, position, { start, end }) => {
        const before = position > end ? end : position;
        return new BackwardReader({ ...setup, ...limits, start, end: before });
      },
    },
    signal,
  );
}

interface BackwardLimits {
  readonly expectedMessages: number;
  readonly maxHeldMessages: number;
  readonly maxHeldBytes: number;
}

function limitsOf({ from, maxMessages }: ReadRequest): BackwardLimits {
  const share = Math.ceil(maxMessages / from.length);
  // some partitions will have more than their share; or each would need a second fetch, one after the other
  const expectedMessages = from.length === 1 ? share : Math.ceil(share * 1.25);
  return {
    expectedMessages,
    maxHeldMessages: Math.max(minHeldMessages, 2 * expectedMessages),
    maxHeldBytes: maxHeldBytesInAll / from.length,
  };
}
