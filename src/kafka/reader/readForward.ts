import { mapLimited } from "../connection/mapLimited";
import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { Message, Offset } from "../model";
import { partitionFetcher, type FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { checkReadRequest, fetchSizes, maxParallelFetches, PageBudget } from "./pageBudget";
import { PartitionReader } from "./partitionReader";
import { failureSentence, outOfRange, readRanges, visibleRanges } from "./readRanges";

/** The next page in ascending order; `next` and the page together account for every offset read over. */
export async function readForward(
  router: FetchRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  checkReadRequest(request);
  const { topic, from, isolation, includeAborted = false, maxMessages } = request;
  const read = await readRanges(router, topic, [...from.keys()], isolation, signal);
  const failures = new Map(read.failures);
  const next = new Map<number, Offset>(from);
  const readers: PartitionReader[] = [];
  for (const [partition, range] of read.ranges) {
    const start = from.get(partition) ?? range.start;
    const problem = outOfRange(start, range);
    if (problem !== undefined) failures.set(partition, problem);
    else if (start < range.end) {
      readers.push(
        new PartitionReader(partitionFetcher(router, topic, partition, isolation), {
          topic,
          partition,
          from: start,
          end: range.end,
          includeAborted: includeAborted && isolation === "readCommitted",
          ...fetchSizes(maxMessages, from.size),
        }),
      );
    }
  }

  const { messages, gaps } = await mergeForward(readers, new PageBudget(maxMessages), signal);

  for (const reader of readers) {
    next.set(reader.partition, reader.position);
    if (reader.failure === undefined) continue;
    failures.set(reader.partition, await failureSentence(router, topic, reader, isolation, signal));
  }
  const bytes = readers.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
  return { messages, gaps, next, ranges: visibleRanges(read), failures, bytes };
}

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
