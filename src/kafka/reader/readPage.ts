import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { ItemFailure, Message, Offset } from "../model";
import { partitionFetcher, type FetchPartition, type FetchRouter } from "./fetchPartition";
import { checkReadRequest, fetchSizes, PageBudget } from "./pageBudget";
import type { ReaderOptions } from "./partitionReader";
import { failureSentence, readRanges, visibleRanges, type ReadableRange } from "./readRanges";

/** Reads one partition for a page. */
export interface PageReader {
  readonly partition: number;
  /** Where the next page goes on; everything between here and where it began was handed out. */
  readonly position: Offset;
  readonly failure: ItemFailure | undefined;
  readonly bytesReceived: number;
}

/** What every reader of a page needs, whatever its direction. */
export type ReaderSetup = Omit<ReaderOptions, "from" | "end">;

export interface ReadDirection<R extends PageReader> {
  /** A reader; or undefined where nothing is left; or a sentence why there is no reading from `position`. */
  open(
    fetch: FetchPartition,
    setup: ReaderSetup,
    position: Offset | undefined,
    range: ReadableRange,
  ): R | string | undefined;
  /** Fills the page from the readers, in its order. */
  merge(
    readers: readonly R[],
    budget: PageBudget,
    signal: AbortSignal | undefined,
  ): Promise<{ messages: Message[]; gaps: OffsetGap[] }>;
}

/** One page in either direction; `next` and the page together account for every offset read over. */
export async function readPage<R extends PageReader>(
  router: FetchRouter,
  request: ReadRequest,
  direction: ReadDirection<R>,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  checkReadRequest(request);
  const { topic, from, isolation, maxMessages } = request;
  const includeAborted = request.includeAborted === true && isolation === "readCommitted";
  const sizes = fetchSizes(maxMessages, from.size);
  const read = await readRanges(router, topic, [...from.keys()], isolation, signal);
  const failures = new Map(read.failures);
  const next = new Map<number, Offset>(from);
  const readers: R[] = [];
  for (const [partition, range] of read.ranges) {
    const fetch = partitionFetcher(router, topic, partition, isolation);
    const setup = { topic, partition, includeAborted, ...sizes };
    const reader = direction.open(fetch, setup, from.get(partition), range);
    if (typeof reader === "string") failures.set(partition, reader);
    else if (reader !== undefined) readers.push(reader);
  }

  const { messages, gaps } = await direction.merge(readers, new PageBudget(maxMessages), signal);

  for (const reader of readers) {
    next.set(reader.partition, reader.position);
    if (reader.failure === undefined) continue;
    failures.set(reader.partition, await failureSentence(router, topic, reader, isolation, signal));
  }
  const bytes = readers.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
  return { messages, gaps, next, ranges: visibleRanges(read), failures, bytes };
}
