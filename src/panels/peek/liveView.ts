import { KafkaError } from "../../kafka/errors";
import type {
  ClusterGateway,
  FetchTuning,
  OffsetGap,
  ReadableRange,
  Tail,
  TailBatch,
  Traffic,
} from "../../kafka/gateway";
import type { Message, Position, TopicPartition } from "../../kafka/model";
import { partitionKey, PartitionMap } from "../../kafka/partitionMap";
import type { FormatNumber } from "../../ui/numberFormat";
import { HeldMessages } from "./heldMessages";
import type { HeldLimits } from "./heldMessages";
import { readerIsolation } from "./isolation";
import { failureNotes, note, partitionWords } from "./notes";
import type { PartitionWords } from "./notes";
import { endsOf } from "./pagedMessages";
import type { PageContent } from "./pagedMessages";
import type { Note } from "./protocol/page";
import type { Isolation } from "./protocol/query";
import type { LivePage } from "./protocol/streams";

export interface LiveOptions {
  readonly from: readonly Position[];
  readonly ranges: readonly ReadableRange[];
  readonly topics: readonly string[];
  readonly allPartitions: number;
  readonly isolation: Isolation;
  readonly tuning: FetchTuning;
  readonly limits: HeldLimits;
  readonly format: FormatNumber;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** What came and was not yet shown. */
export interface Arrivals {
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  readonly told: Omit<LivePage, "rows">;
}

const maxPerPoll = 1000;
const maxWaitMs = 1000;
const maxGaps = 1000;

/**
 * Follows partitions, fetching only while it is polled. It holds the newest messages, and forgets none that was not
 * yet shown: what a poll brought comes again until `markShown`.
 */
export class LiveView {
  private readonly tail: Tail;
  private readonly held: HeldMessages;
  private readonly words: PartitionWords;
  private readonly paused = new Set<string>();
  private gaps: readonly OffsetGap[] = [];
  private pending: Arrivals | undefined;
  private positionsNow: readonly Position[];
  private ranges: PartitionMap<ReadableRange>;
  private isPolling = false;
  private polledMs: number;
  private offsets = 0n;
  private bytes = 0;
  private requests = 0;
  private readonly traffic: () => Traffic;
  private answeredBefore: Pick<Traffic, "requests" | "answerMs">;

  constructor(
    gateway: ClusterGateway,
    private readonly options: LiveOptions,
  ) {
    this.traffic = () => gateway.traffic;
    this.answeredBefore = answeredOf(gateway.traffic);
    const { from, ranges, isolation, tuning, limits, topics, now } = options;
    this.tail = gateway.openTail({ from, tuning, ...readerIsolation(isolation) });
    this.held = new HeldMessages(limits);
    this.words = partitionWords(topics);
    this.positionsNow = from;
    this.ranges = new PartitionMap(ranges);
    this.polledMs = now();
  }

  get positions(): readonly Position[] {
    return this.positionsNow;
  }

  isPaused(partition: TopicPartition): boolean {
    return this.paused.has(partitionKey(partition));
  }

  /** How it stands, without asking anybody. */
  standing(): Omit<LivePage, "rows"> {
    return { messagesPerSecond: 0, bytesPerSecond: 0, notes: [], throttleMs: 0, ...this.totals() };
  }

  /** What was not shown yet, or what comes within about a second. One at a time. */
  async poll(signal: AbortSignal): Promise<Arrivals> {
    if (this.pending !== undefined) return this.pending;
    if (this.isPolling) {
      throw new KafkaError("The live view is being asked already.", { kind: "invalidInput" });
    }
    this.isPolling = true;
    try {
      const batch = await this.tail.poll({ maxMessages: maxPerPoll, maxWaitMs }, signal);
      this.pending = this.take(batch);
      return this.pending;
    } finally {
      this.isPolling = false;
    }
  }

  markShown(): void {
    this.pending = undefined;
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.paused.add(partitionKey(partition));
    this.tail.pause(partitions);
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.paused.delete(partitionKey(partition));
    this.tail.resume(partitions);
  }

  seek(position: Position): void {
    this.tail.seek(position);
    this.positionsNow = new PartitionMap([...this.positionsNow, position]).values();
  }

  find(position: Position): Message | undefined {
    return this.held.find(position);
  }

  /** What it holds, as a page. */
  content(): PageContent {
    const { topics, allPartitions } = this.options;
    const { offsets, bytes, requests, gaps } = this;
    return {
      messages: this.held.values(),
      gaps,
      open: new Set(),
      topics,
      notes: [],
      offsets,
      high: this.positionsNow,
      ends: endsOf(this.ranges.values()),
      partitions: this.positionsNow.length,
      allPartitions,
      bytes,
      requests,
      hasOlder: false,
      hasNewer: true,
    };
  }

  close(): void {
    this.tail.close();
  }

  private take(batch: TailBatch): Arrivals {
    const before = new PartitionMap(this.positionsNow);
    for (const { topic, partition, offset } of batch.next) {
      const from = before.get({ topic, partition })?.offset ?? offset;
      if (offset > from) this.offsets += offset - from;
    }
    this.positionsNow = batch.next;
    this.ranges = new PartitionMap([...this.ranges.values(), ...batch.ranges]);
    this.held.add(batch.messages);
    this.gaps = [...this.gaps, ...batch.gaps].slice(-maxGaps);
    this.bytes += batch.bytes;
    this.requests += batch.requests;
    return { messages: batch.messages, gaps: batch.gaps, told: this.told(batch) };
  }

  private told({ messages, bytes, throttleMs, ...batch }: TailBatch): Omit<LivePage, "rows"> {
    const nowMs = this.options.now();
    const seconds = Math.max(nowMs - this.polledMs, 1) / 1000;
    this.polledMs = nowMs;
    return {
      messagesPerSecond: messages.length / seconds,
      bytesPerSecond: bytes / seconds,
      notes: this.notes(batch),
      throttleMs,
      ...this.totals(),
      ...this.fetchLatency(),
    };
  }

  private totals(): Pick<LivePage, "left" | "bytes" | "requests" | "allPartitions"> {
    const { bytes, requests } = this;
    return {
      left: String(this.left()),
      bytes,
      requests,
      allPartitions: this.options.allPartitions,
    };
  }

  /** The gateway's requests for other things meanwhile are among them: a rare few beside the fetches. */
  private fetchLatency(): Pick<LivePage, "fetchMs"> {
    const now = answeredOf(this.traffic());
    const count = now.requests - this.answeredBefore.requests;
    const answerMs = now.answerMs - this.answeredBefore.answerMs;
    this.answeredBefore = now;
    return count > 0 ? { fetchMs: answerMs / count } : {};
  }

  private notes({
    failures,
    interruptions,
  }: Pick<TailBatch, "failures" | "interruptions">): Note[] {
    const interrupted = interruptions.map((one) => `${this.words(one)}: ${one.message}`);
    const [only] = interrupted;
    const sum = `${interrupted.length} partitions are being waited for.`;
    const waiting =
      only === undefined
        ? []
        : [note("warning", interrupted.length === 1 ? only : sum, interrupted)];
    return [...failureNotes(failures, this.words, this.options.format), ...waiting];
  }

  private left(): bigint {
    let left = 0n;
    for (const position of this.positionsNow) {
      const end = this.ranges.get(position)?.end ?? position.offset;
      if (!this.isPaused(position) && end > position.offset) left += end - position.offset;
    }
    return left;
  }
}

/** A copy: the gateway's own only grows. */
function answeredOf({ requests, answerMs }: Traffic): Pick<Traffic, "requests" | "answerMs"> {
  return { requests, answerMs };
}
