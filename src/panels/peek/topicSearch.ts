import { visibleText } from "../../decode/visibleText";
import type { MessageFilter } from "../../filter/messageFilter";
import { pause, withDeadline } from "../../kafka/connection/deadline";
import type {
  ClusterGateway,
  FetchTuning,
  OffsetRange,
  ScanProgress,
  ScanStep,
} from "../../kafka/gateway";
import type { Message, Position } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { failureLine, isCancellation } from "../../ui/userMessage";
import { HeldMessages } from "./heldMessages";
import type { HeldLimits } from "./heldMessages";
import { histogramOf } from "./histogram";
import { readerIsolation } from "./isolation";
import { failureNotes, note, partitionWords, retryNote } from "./notes";
import type { PageContent } from "./pagedMessages";
import type { Note } from "./protocol/page";
import type { Isolation } from "./protocol/query";
import type { SearchProgress } from "./protocol/streams";

export interface SearchOptions {
  /** Of one run; a resumed search uses the gateway of its own time. */
  readonly gateway: () => ClusterGateway;
  readonly ranges: readonly OffsetRange[];
  readonly topics: readonly string[];
  readonly allPartitions: number;
  readonly isolation: Isolation;
  /** The search closes it. */
  readonly filter: MessageFilter;
  readonly tuning: FetchTuning;
  /** Of hits: a search ends when it has so many. */
  readonly limits: HeldLimits;
  readonly format: FormatNumber;
  /** What is to be known about where it begins. */
  readonly notes: readonly Note[];
  /** For the log. */
  readonly report: (error: unknown) => void;
}

const pollMs = 500;
/** Hits found ahead of the page; a search waits until some are taken. */
const maxUntaken = { messages: 2000, bytes: 64 * 1024 * 1024 };

/** Looks through topics in the background; hits are collected until they are asked for. */
export class TopicSearch {
  private readonly held: HeldMessages;
  private fresh: Message[] = [];
  private onTaken: () => void = () => undefined;
  private left: readonly OffsetRange[];
  private running: AbortController | undefined;
  private finished: Promise<void> = Promise.resolve();
  private scannedBefore = 0n;
  private hits = 0;
  private hitsBefore = 0;
  private progressNow: ScanProgress | undefined;
  private step: Pick<ScanStep, "failures" | "interruptions"> | undefined;
  private failure: Note | undefined;
  private readonly total: bigint;

  constructor(private readonly options: SearchOptions) {
    this.left = options.ranges;
    this.held = new HeldMessages(options.limits);
    this.total = options.ranges.reduce((sum, { from, to }) => sum + to - from, 0n);
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Where it goes on, in partitions it has not ended with. */
  get positions(): readonly Position[] {
    return this.left.map(({ topic, partition, from }) => ({ topic, partition, offset: from }));
  }

  /** Goes on where it ended, or begins. */
  start(): void {
    if (this.isRunning || this.left.length === 0) return;
    const own = new AbortController();
    this.running = own;
    this.failure = undefined;
    this.hitsBefore = this.hits;
    this.scannedBefore = this.scanned();
    this.progressNow = undefined;
    this.finished = this.run(own.signal).finally(() => {
      if (this.running === own) this.running = undefined;
    });
  }

  /** What it found stays. */
  async stop(): Promise<void> {
    this.running?.abort();
    await this.finished;
  }

  /** For good, with its filter. */
  close(): void {
    this.running?.abort();
    this.options.filter.close();
  }

  /** Until there is something to say, half a second at most. */
  async wait(signal: AbortSignal): Promise<void> {
    if (!this.isRunning) return;
    const waited = new AbortController();
    try {
      const soon = AbortSignal.any([signal, waited.signal]);
      await Promise.race([pause(pollMs, soon).catch(() => undefined), this.finished]);
    } finally {
      waited.abort();
    }
  }

  /** Hits that were not yet taken. */
  get untaken(): readonly Message[] {
    return this.fresh;
  }

  markTaken(count: number): void {
    this.fresh = this.fresh.slice(count);
    this.onTaken();
  }

  find(position: Position): Message | undefined {
    return this.held.find(position);
  }

  progress(): SearchProgress {
    const scanned = this.scanned();
    const here = this.progressNow;
    const seconds = (here?.elapsedMs ?? 0) / 1000;
    const rate = seconds > 0 ? Number(here?.scannedOffsets ?? 0n) / seconds : 0;
    const isFull = this.hits - this.hitsBefore >= this.options.limits.maxMessages;
    const rest = Number(this.total - scanned);
    return {
      scannedOffsets: String(scanned),
      totalOffsets: String(this.total),
      offsetsPerSecond: rate,
      ...(rate > 0 && this.isRunning
        ? { etaMs: Math.max(0, Math.round((rest / rate) * 1000)) }
        : {}),
      hits: this.hits,
      allPartitions: this.options.allPartitions,
      isDone: !this.isRunning,
      isFull: isFull && this.left.length > 0,
      notes: this.notes(),
      histogram: histogramOf(this.held.values()),
    };
  }

  /** What it holds, as a page. */
  content(): PageContent {
    const { topics, allPartitions, ranges } = this.options;
    return {
      messages: this.held.values(),
      gaps: [],
      open: new Set(),
      topics,
      notes: this.notes(),
      offsets: this.scanned(),
      high: this.positions,
      ends: [],
      partitions: ranges.length,
      allPartitions,
      bytes: this.progressNow?.bytes ?? 0,
      requests: 0,
      hasOlder: false,
      hasNewer: false,
    };
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { gateway, isolation, filter, tuning, limits } = this.options;
    const request = {
      ...readerIsolation(isolation),
      ranges: this.left,
      filter,
      tuning,
      maxMessages: limits.maxMessages,
    };
    try {
      for await (const step of gateway().scan(request, signal)) {
        this.take(step);
        while (this.isAhead) await this.taken(signal);
      }
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return;
      this.options.report(error);
      this.failure = retryNote("error", failureLine(error), []);
    }
  }

  private take({ messages, progress, failures, interruptions }: ScanStep): void {
    this.held.add(messages);
    this.fresh.push(...messages);
    this.hits += messages.length;
    this.left = progress.left;
    this.progressNow = progress;
    this.step = { failures, interruptions };
  }

  private get isAhead(): boolean {
    const bytes = this.fresh.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    return this.fresh.length > maxUntaken.messages || bytes > maxUntaken.bytes;
  }

  private taken(signal: AbortSignal): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.onTaken = resolve;
    });
    return withDeadline(taken, { signal });
  }

  private scanned(): bigint {
    return this.scannedBefore + (this.progressNow?.scannedOffsets ?? 0n);
  }

  private notes(): readonly Note[] {
    const words = partitionWords(this.options.topics);
    const failed = failureNotes(this.step?.failures ?? [], words, this.options.format);
    const waiting = (this.isRunning ? (this.step?.interruptions ?? []) : []).map((one) =>
      note("warning", `${words(one)}: ${visibleText(one.message)}`, []),
    );
    const own = this.failure === undefined ? [] : [this.failure];
    return [...own, ...failed, ...waiting, ...this.options.notes];
  }
}
