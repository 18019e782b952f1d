import { errorCode } from "../connection/failure";
import type { Sender } from "../connection/lane";
import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import type {
  OffsetGap,
  PartitionFailure,
  ReadableRange,
  ReadPage,
  ReadRequest,
  TopicIds,
} from "../gateway";
import type { ItemFailure, Message, Offset, Position, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import type { Step } from "./batchSteps";
import { fetchFirst } from "./firstFetch";
import type { FetchOutcome } from "./leaderFetch";
import { Merge, type Merging } from "./merge";
import { checkReadRequest, fetchSizes, PageBudget } from "./pageBudget";
import { fetchForPage, type PageFetches, type WantedFetch } from "./pageFetches";
import { lookUp } from "./lookUp";
import { partitionFailure, recreatedFailure } from "./partitionFailure";
import type { ReaderOptions } from "./partitionReader";
import { readRanges, type ReadRanges } from "./readRanges";

export type PageRouter = Pick<Router, "measured" | "retryBudgetMs" | "topicMetadata">;

/** Reads one partition for a page. */
export interface PageReader {
  /** Where the next page goes on; everything between here and where it began was handed out. */
  readonly position: Position;
  readonly failure: ItemFailure | undefined;
  /** Whether a page that ends now goes on further than it began. */
  readonly hasMoved: boolean;
  /** The next message; undefined when it must be fetched first, and when there is none. */
  readonly head: Step | undefined;
  /** True while it has no message at hand and there may be more. */
  needsFetch(): boolean;
  /** True also where it could do with more when others need a fetch. */
  wantsFetch(): boolean;
  nextFetch(): WantedFetch;
  /** Takes what came of `nextFetch`. */
  accept(outcome: FetchOutcome, isOutOfTime: () => boolean): void;
  /** After its offset was out of range: goes on where it can, or says better why it cannot. */
  takeRange(range: ReadableRange): void;
  /** Hands out the head. */
  take(): Step | undefined;
  /** The gaps read over since the last message, when no further message is at hand. */
  takeGaps(): readonly OffsetGap[];
}

/** What a page holds so far. */
interface PageDraft {
  readonly messages: Message[];
  readonly gaps: OffsetGap[];
  readonly budget: PageBudget;
}

/** What every reader of a page needs, whatever its direction. */
export type ReaderSetup = Omit<ReaderOptions, "from" | "start" | "end">;

export interface ReadDirection<R extends PageReader> {
  readonly direction: Merging["direction"];
  readonly open: (setup: ReaderSetup, position: Offset, range: ReadableRange) => R;
}

/** One page in either direction; `next` and the page together account for every offset read over. */
export async function readPage<R extends PageReader>(
  router: PageRouter,
  request: ReadRequest,
  { direction, open }: ReadDirection<R>,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  checkReadRequest(request);
  const { from, isolation, maxMessages, continues = false, order = "timestamp" } = request;
  const includeAborted = request.includeAborted === true && isolation === "readCommitted";
  const { traffic, ...sender } = router.measured();
  const ask = (partitions: readonly TopicPartition[]): Promise<ReadRanges> =>
    readRanges(rangeRouter(router, sender), partitions, isolation, signal);

  const sizes = fetchSizes(request);
  const fetchesOf = (topicIds: TopicIds): PageFetches & typeof sizes => {
    return { router, sender, isolation, topicIds, ...sizes };
  };
  const known = new PartitionMap(request.ranges);
  const unknown = direction === "forward" ? from.filter((position) => !known.has(position)) : [];
  const first = await fetchFirst(fetchesOf(request.topicIds ?? new Map()), unknown, signal);
  const { topicIds, ranges, failures } = await lookUp(router, request, first, ask, signal);
  const readers = from.flatMap(({ topic, partition, offset }) => {
    const range = ranges.get({ topic, partition });
    if (range === undefined) return [];
    const setup = { topic, partition, includeAborted, continues, ...sizes };
    const reader = open(setup, offset, range);
    const fetched = first.answers.get(reader.position)?.fetched;
    const isAnswered = fetched !== undefined && fetched.records.length > 0;
    if (isAnswered && reader.needsFetch()) reader.accept({ fetched }, () => false);
    return [reader];
  });

  const fetches = fetchesOf(topicIds);
  const page: PageDraft = { messages: [], gaps: [], budget: new PageBudget(maxMessages) };
  const fetchFor = async (due: readonly R[]): Promise<void> => {
    const wanted = due.map((reader) => reader.nextFetch());
    const outcomes = await fetchForPage(fetches, wanted, signal);
    for (const [index, reader] of due.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) reader.accept(outcome, () => page.budget.isOutOfTime());
    }
    await followStarts(due, ask);
  };
  await fill(page, readers, new Merge<R>({ direction, order }), fetchFor);

  const reached = new PartitionMap(readers.map(({ position }) => position));
  return {
    messages: page.messages,
    gaps: page.gaps,
    next: from.map((position) => reached.get(position) ?? position),
    ranges: ranges.values(),
    failures: [...failures, ...readers.flatMap(failureOfReader)],
    topicIds,
    bytes: traffic.receivedBytes,
    requests: traffic.requests,
    throttleMs: traffic.throttleMs,
  };
}

function rangeRouter(
  router: PageRouter,
  { sendTo }: Pick<Sender, "sendTo">,
): Parameters<typeof readRanges>[0] {
  const { retryBudgetMs } = router;
  return { sendTo, retryBudgetMs, topicMetadata: (...asked) => router.topicMetadata(...asked) };
}

function failureOfReader({ position, failure }: PageReader): PartitionFailure[] {
  if (failure === undefined) return [];
  const isRecreated =
    failure.code === errorCode.unknownTopicId || failure.code === errorCode.inconsistentTopicId;
  return [isRecreated ? recreatedFailure(position) : partitionFailure(position, failure)];
}

/**
 * Fetches for every reader that has no message at hand, then takes, until the page is full. Out of time, it still
 * waits for those that have got nowhere: the next page would begin as this one did.
 */
async function fill<R extends PageReader>(
  page: PageDraft,
  readers: readonly R[],
  merge: Merge<R>,
  fetchFor: (due: readonly R[]) => Promise<void>,
): Promise<void> {
  const { budget } = page;
  for (const reader of readers) if (reader.head) merge.add(reader, reader.head.message);
  while (!budget.isFull()) {
    const hungry = readers.filter((reader) => reader.needsFetch());
    if (hungry.length > 0) {
      const due = budget.isOutOfTime()
        ? hungry.filter(({ hasMoved }) => !hasMoved)
        : readers.filter((reader) => reader.wantsFetch());
      if (due.length === 0) break;
      await fetchFor(due);
      for (const reader of hungry) if (reader.head) merge.add(reader, reader.head.message);
    } else if (merge.next === undefined) break;
    else takeUntilDry(page, merge);
  }
  for (const reader of readers) page.gaps.push(...reader.takeGaps());
}

/** Takes messages, until the page is full or a reader has none at hand any more: it may have more. */
function takeUntilDry({ messages, gaps, budget }: PageDraft, merge: Merge<PageReader>): void {
  while (!budget.isFull()) {
    const reader = merge.next;
    const step = reader?.take();
    if (reader === undefined || step === undefined) return;
    for (const gap of step.gaps) gaps.push(gap);
    messages.push(step.message);
    budget.count(step.message);
    merge.advance(reader.head?.message);
    if (reader.head === undefined) return;
  }
}

/** Retention may pass by while a page is read. */
async function followStarts(
  readers: readonly PageReader[],
  ask: (partitions: readonly TopicPartition[]) => Promise<ReadRanges>,
): Promise<void> {
  const outside = readers.filter(({ failure }) => failure?.code === errorCode.offsetOutOfRange);
  if (outside.length === 0) return;
  try {
    const { ranges } = await ask(outside.map(({ position }) => position));
    for (const reader of outside) {
      const range = ranges.get(reader.position);
      if (range !== undefined) reader.takeRange(range);
    }
  } catch (error) {
    // what was read before must not be lost for the want of better knowledge
    if (!(error instanceof KafkaError) || error.kind === "cancelled") throw error;
  }
}
