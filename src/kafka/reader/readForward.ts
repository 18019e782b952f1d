import type { ReadPage, ReadRequest } from "../gateway";
import { PartitionReader } from "./partitionReader";
import { readPage, type PageRouter } from "./readPage";

/** The next page in ascending order; `next` and the page together account for every offset read over. */
export function readForward(
  router: PageRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  return readPage(
    router,
    request,
    {
      direction: "forward",
      open: (setup, from, range) => {
        const reader = new PartitionReader({ ...setup, from, end: range.end });
        reader.takeRange(range);
        return reader;
      },
    },
    signal,
  );
}
