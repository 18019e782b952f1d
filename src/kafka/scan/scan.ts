import { setImmediate as nextTurn } from "node:timers/promises";
import { cancelled, throwIfCancelled, withDeadline } from "../connection/deadline";
import type { Lane } from "../connection/lane";
import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import type { FetchTuning, OffsetGap, ScanRequest, ScanStep } from "../gateway";
import type { Message, Offset } from "../model";
import { partitionKey } from "../partitionMap";
import { readRanges } from "../reader/readRanges";
import type { Chunk } from "../tail/chunk";
import { ChunkMessages } from "../tail/chunkMessages";
import type { ChunkReader } from "../tail/chunkReader";
import { FedPartition } from "../tail/fedPartition";
import type { FeedRouter } from "../tail/feedLookUps";
import { PartitionFeeds } from "../tail/partitionFeeds";
import { ByteSearch } from "./byteSearch";
import { ChunkSearch } from "./chunkSearch";
import { ScanProgressMeter } from "./scanProgressMeter";

export type ScanRouter = FeedRouter & Pick<Router, "openLane">;

const defaults: Required<FetchTuning> = {
  minBytes: 1,
  // only what is known to exist is fetched: a broker waits where all data was compacted away
  maxWaitMs: 250,
  maxBytes: 4 * 1024 * 1024,
  maxPartitionBytes: 4 * 1024 * 1024,
};

/** So long the process does nothing else; sockets and the caller's other work get their turn in between. */
const maxTurnMs = 10;
const maxMessagesPerStep = 10_000;
const messagesAtATime = 500;
/** A step without messages says how far it got. */
const progressEveryMs = 250;
/** A partition that cannot be read for so long is given up; the scan can be resumed. */
const maxTroubledMs = 60_000;

/** @throws KafkaError `invalidInput` for a range that cannot be, `cancelled` */
export async function* scan(
  router: ScanRouter,
  request: ScanRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<ScanStep, void, undefined> {
  checkRequest(request);
  throwIfCancelled(signal);
  const startedMs = performance.now();
  const partitions = await openPartitions(router, request, signal);
  const lane = router.openLane();
  try {
    yield* new Scan(router, lane, request, partitions, startedMs).steps(signal);
  } finally {
    lane.close();
  }
}

class Scan {
  private readonly feeds: PartitionFeeds;
  private readonly search: ByteSearch | undefined;
  private readonly meter: ScanProgressMeter;
  private readonly readers = new WeakMap<Chunk, ChunkReader>();
  private left: number;

  constructor(
    router: ScanRouter,
    lane: Lane,
    private readonly request: ScanRequest,
    private readonly partitions: readonly FedPartition[],
    startedMs: number,
  ) {
    const { filter, isolation, maxMessages, ranges, tuning } = request;
    const limits = { ...defaults, ...tuning, minBytes: 1, isolation, maxAnswersPerBroker: 2 };
    this.feeds = new PartitionFeeds(router, lane, new Set(partitions), limits);
    this.search = filter?.anyOf && new ByteSearch(filter.anyOf);
    this.meter = new ScanProgressMeter(ranges, partitions, lane, startedMs);
    this.left = maxMessages ?? Infinity;
  }

  async *steps(signal: AbortSignal | undefined): AsyncGenerator<ScanStep, void, undefined> {
    try {
      let toldMs = performance.now();
      let toldTroubles = "";
      while (this.left > 0 && !this.isThrough()) {
        throwIfCancelled(signal);
        this.feeds.kick();
        const messages = await this.oneTurn(signal);
        this.left -= messages.length;
        const troubles = this.troubles();
        const isDue = performance.now() - toldMs >= progressEveryMs || troubles !== toldTroubles;
        if (messages.length === 0 && !isDue) continue;
        toldMs = performance.now();
        toldTroubles = troubles;
        yield this.step(messages);
      }
      throwIfCancelled(signal);
      yield this.step([]);
    } finally {
      this.feeds.close();
    }
  }

  /** Reads for a moment what is held, or waits for more. */
  private async oneTurn(signal: AbortSignal | undefined): Promise<readonly Message[]> {
    const [chunk] = this.feeds.held.heads();
    if (chunk === undefined) {
      this.giveUpTroubled();
      const waitMs = Math.min(progressEveryMs, this.feeds.nextAttemptMs() - performance.now());
      await this.feeds.bell.wait(waitMs, signal);
      return [];
    }
    const messages = this.read(chunk);
    const chosen = await this.choose(chunk, messages, signal);
    await nextTurn();
    return chosen;
  }

  private read(chunk: Chunk): Message[] {
    const endMs = performance.now() + maxTurnMs;
    const reader = this.reader(chunk);
    const before = reader.messagesRead;
    const messages: Message[] = [];
    const max = this.request.filter === undefined ? this.left : maxMessagesPerStep;
    const room = (): number => Math.min(max, maxMessagesPerStep) - messages.length;
    while (room() > 0 && performance.now() < endMs) {
      if (!reader.takeInto(messages, Math.min(messagesAtATime, room()))) continue;
      this.feeds.held.done(chunk);
      break;
    }
    this.meter.count(reader.messagesRead - before);
    return messages;
  }

  private reader(chunk: Chunk): ChunkReader {
    const known = this.readers.get(chunk);
    if (known !== undefined) return known;
    const { includeAborted, isolation } = this.request;
    const isShown = includeAborted === true && isolation === "readCommitted";
    const made =
      this.search === undefined
        ? new ChunkMessages(chunk, isShown)
        : new ChunkSearch(chunk, this.search, isShown);
    this.readers.set(chunk, made);
    return made;
  }

  /** Which of the messages are delivered. Where only some hits still fit, the scan is resumed behind the last. */
  private async choose(
    { partition }: Chunk,
    messages: readonly Message[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Message[]> {
    const { filter } = this.request;
    if (filter === undefined || messages.length === 0) return messages;
    const chosen = await withDeadline(
      Promise.resolve(filter.select(messages)),
      { signal },
      cancelled,
    );
    const last = chosen[this.left - 1];
    if (last === undefined) return chosen;
    this.meter.cutAt(partition, last.offset + 1n);
    return chosen.slice(0, this.left);
  }

  private isThrough(): boolean {
    const isReading = this.partitions.some(
      ({ failure, fetchOffset, end }) =>
        failure === undefined && end !== undefined && fetchOffset < end,
    );
    return !isReading && this.feeds.held.heads().length === 0;
  }

  private giveUpTroubled(): void {
    for (const partition of this.partitions) {
      const { topic, partition: number, interruption, troubledMs, failure } = partition;
      if (failure !== undefined || troubledMs < maxTroubledMs) continue;
      const message = `Given up after ${maxTroubledMs / 1000} s. ${interruption?.message ?? ""}`;
      partition.fail({ topic, partition: number, message, kind: "unreachable" });
    }
  }

  private step(messages: readonly Message[]): ScanStep {
    return {
      messages,
      gaps: this.takeGaps(),
      progress: this.meter.progress(),
      failures: this.partitions.flatMap(({ failure }) => failure ?? []),
      interruptions: this.partitions.flatMap(({ interruption }) => interruption ?? []),
    };
  }

  private takeGaps(): readonly OffsetGap[] {
    const gaps = this.partitions.flatMap(({ gaps: ofOne }) => ofOne.take());
    if (this.request.filter === undefined) return gaps;
    return gaps.filter(({ unreadable, isDeleted }) => unreadable !== undefined || isDeleted);
  }

  private troubles(): string {
    return this.partitions
      .flatMap(({ failure, interruption }) => failure?.message ?? interruption?.message ?? [])
      .join("\n");
  }
}

function checkRequest({ ranges, maxMessages = 1, filter }: ScanRequest): void {
  for (const { from, to } of ranges) {
    if (from < 0n || to < from) throw invalid("A range begins at 0 or later and ends behind.");
  }
  if (new Set(ranges.map(partitionKey)).size < ranges.length) {
    throw invalid("A scan reads one range of a partition.");
  }
  if (!Number.isInteger(maxMessages) || maxMessages < 1) {
    throw invalid("A scan delivers one message at least.");
  }
  if (filter?.anyOf?.some(({ length }) => length === 0)) {
    throw invalid("Nothing cannot be searched for.");
  }
}

/** What is not there yet is not waited for. */
async function openPartitions(
  router: ScanRouter,
  { ranges: asked, isolation }: ScanRequest,
  signal: AbortSignal | undefined,
): Promise<readonly FedPartition[]> {
  const { ranges, failures } = await readRanges(router, asked, isolation, signal);
  return asked.map((range) => {
    const { topic, partition, from, to } = range;
    const known = ranges.get(range);
    const end = known === undefined || to < known.end ? to : largest(known.end, from);
    const fed = new FedPartition({ topic, partition, offset: from }, end);
    fed.range = known;
    const failure = failures.find((one) => one.topic === topic && one.partition === partition);
    if (failure !== undefined && from < to) fed.fail(failure);
    return fed;
  });
}

function largest(one: Offset, other: Offset): Offset {
  return one > other ? one : other;
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
