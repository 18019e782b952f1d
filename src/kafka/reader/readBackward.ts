import { mapLimited } from "../connection/mapLimited";
import type { OffsetGap, ReadPage, ReadRequest } from "../gateway";
import type { Message, Offset } from "../model";
import { BackwardReader } from "./backwardReader";
import { partitionFetcher, type FetchRouter } from "./fetchPartition";
import { indexOfNext } from "./merge";
import { checkReadRequest, fetchSizes, maxParallelFetches, PageBudget } from "./pageBudget";
import { failureSentence, readRanges, visibleRanges } from "./readRanges";

const maxHeldBytesInAll = 64 * 1024 * 1024;
const minHeldMessages = 64;

/**
 * The next page in descending order: what lies before `from`, or before the end where `from` is past it.
 * `next` and the page together account for every offset read over.
 */
export async function readBackward(
  router: FetchRouter,
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  checkReadRequest(request);
  const { topic, from, isolation, includeAborted = false, maxMessages } = request;
  const read = await readRanges(router, topic, [...from.keys()], isolation, signal);
  const failures = new Map(read.failures);
  const next = new Map<number, Offset>(from);
  const readers: BackwardReader[] = [];
  for (const [partition, { start, end }] of read.ranges) {
    const before = from.get(partition) ?? end;
    if (before <= start) continue;
    readers.push(
      new BackwardReader(partitionFetcher(router, topic, partition, isolation), {
        topic,
        partition,
        start,
        end: before < end ? before : end,
        includeAborted: includeAborted && isolation === "readCommitted",
        expectedMessages: Math.ceil(maxMessages / from.size),
        maxHeldMessages: Math.max(minHeldMessages, 2 * Math.ceil(maxMessages / from.size)),
        maxHeldBytes: maxHeldBytesInAll / from.size,
        ...fetchSizes(maxMessages, from.size),
      }),
    );
  }

  const { messages, gaps } = await mergeBackward(readers, new PageBudget(maxMessages), signal);

  for (const reader of readers) {
    next.set(reader.partition, reader.position);
    if (reader.failure === undefined) continue;
    failures.set(reader.partition, await failureSentence(router, topic, reader, isolation, signal));
  }
  const bytes = readers.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
  return { messages, gaps, next, ranges: visibleRanges(read), failures, bytes };
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
