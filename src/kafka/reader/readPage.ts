import { mapLimited } from "../connection/mapLimited";
import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { ItemFailure, Message, Offset } from "../model";
import { partitionFetcher, type FetchPartition, type FetchRouter } from "./fetchPartition";
import { checkReadRequest, fetchSizes, maxParallelFetches, PageBudget } from "./pageBudget";
import type { ReaderOptions } from "./partitionReader";
import { failureSentence, readRanges, visibleRanges, type ReadableRange } from "./readRanges";

/** Reads one partition for a page. */
export interface PageReader {
  readonly partition: number;
  /** Where the next page goes on; everything between here and where it began was handed out. */
  readonly position: Offset;
  readonly failure: ItemFailure | undefined;
  readonly bytesReceived: number;
  /** Whether a page that ends now goes on further than it began. */
  readonly hasMoved: boolean;
  /** True while it has no message at hand and there may be more. */
  needsFetch(): boolean;
  fetchMore(signal: AbortSignal | undefined, isOutOfTime: () => boolean): Promise<void>;
  /** The gaps read over since the last message, when no further message is at hand. */
  takeGaps(): readonly OffsetGap[];
}

/** What a page holds so far. */
export interface PageDraft {
  readonly messages: Message[];
  readonly gaps: OffsetGap[];
  readonly budget: PageBudget;
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
  /**
   * Takes the next messages, in the page's order, from readers that all have one at hand or are through.
   * @returns false when the page is complete
   */
  take(readers: readonly R[], page: PageDraft): boolean;
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

  const page: PageDraft = { messages: [], gaps: [], budget: new PageBudget(maxMessages) };
  await fill(page, readers, direction, signal);

  for (const reader of readers) {
    next.set(reader.partition, reader.position);
    if (reader.failure === undefined) continue;
    failures.set(reader.partition, await failureSentence(router, topic, reader, isolation, signal));
  }
  const bytes = readers.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
  const { messages, gaps } = page;
  return { messages, gaps, next, ranges: visibleRanges(read), failures, bytes };
}

/**
 * Fetches for every reader that has no message at hand, then takes, until the page is full. Out of time, it still
 * waits for those that have got nowhere: the next page would begin as this one did.
 */
async function fill<R extends PageReader>(
  page: PageDraft,
  readers: readonly R[],
  direction: ReadDirection<R>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { budget } = page;
  const isOutOfTime = (): boolean => budget.isOutOfTime();
  while (!budget.isFull()) {
    const hungry = readers.filter((reader) => reader.needsFetch());
    if (hungry.length > 0) {
      const due = isOutOfTime() ? hungry.filter(({ hasMoved }) => !hasMoved) : hungry;
      if (due.length === 0) break;
      await mapLimited(due, maxParallelFetches, (reader) => reader.fetchMore(signal, isOutOfTime));
    } else if (!direction.take(readers, page)) break;
  }
  for (const reader of readers) page.gaps.push(...reader.takeGaps());
}
