import { errorCode, failureOfError } from "../connection/failure";
import { KafkaError } from "../errors";
import type { OffsetGap, ReadableRange } from "../gateway";
import type { ItemFailure, Offset, Position } from "../model";
import type { FetchedPartition } from "../protocol/fetch";
import { readBatches } from "../protocol/recordBatch";
import { batchSteps, type Step, type StepOptions } from "./batchSteps";
import { GapCollector } from "./gaps";
import type { FetchOutcome } from "./leaderFetch";
import type { WantedFetch } from "./pageFetches";
import { outOfRange } from "./readRanges";

export interface ReaderOptions extends StepOptions {
  /** First offset to read; not after `end`. */
  readonly from: Offset;
  /** Reading goes on from an earlier page: what was deleted since is a gap. */
  readonly continues: boolean;
  readonly firstFetchBytes: number;
  /** Fetches grow up to here. */
  readonly maxFetchBytes: number;
}

/**
 * So often an answer without data is asked again before the rest is taken for compacted away, with a wait that
 * doubles: a broker that has to get the data from tiered storage answers without it when its own time is up, and
 * what it has fetched until then it often still has when it is asked again.
 */
const maxEmptyFetches = 3;
const firstWaitMs = 250;
/** A batch that does not come whole is asked for with more room, up to here. */
const maxBatchBytes = 256 * 1024 * 1024;

/**
 * Reads one partition from `from` to `end` in offset order, whatever lies between: short answers, compaction
 * gaps, batches that hold nothing to show. It is through when the next offset to fetch is at the end, never
 * by a count of messages.
 */
export class PartitionReader {
  private readonly gaps: GapCollector;
  private steps: Iterator<Step, void, undefined> | undefined;
  private headStep: Step | undefined;
  private consumedTo: Offset;
  private fetchBytes: number;
  private emptyFetches = 0;
  /** Of the answer being read: the offset asked for, and one past the last batch it holds whole. */
  private answered: { readonly from: Offset; readonly to: Offset };
  /** The answer that goes on where the one being read ends. */
  private ahead: FetchedPartition | undefined;
  private problem: ItemFailure | undefined;

  constructor(private readonly options: ReaderOptions) {
    this.gaps = new GapCollector(options, options.from);
    this.consumedTo = options.from;
    this.answered = { from: options.from, to: options.from };
    this.fetchBytes = options.firstFetchBytes;
  }

  /** The next message; undefined when it must be fetched first, and when there is none. */
  get head(): Step | undefined {
    return this.headStep;
  }

  /** Every offset before it was handed out, as message or in a gap. */
  get position(): Position {
    const { topic, partition } = this.options;
    return { topic, partition, offset: this.consumedTo };
  }

  get failure(): ItemFailure | undefined {
    return this.problem;
  }

  needsFetch(): boolean {
    return (
      this.headStep === undefined &&
      this.problem === undefined &&
      this.gaps.position < this.options.end
    );
  }

  /** True also while little is left at hand: it then takes part when others need a fetch, instead of after them. */
  wantsFetch(): boolean {
    if (this.headStep === undefined || this.problem !== undefined) return this.needsFetch();
    const { from, to } = this.answered;
    const isNearlyDry = (to - this.gaps.position) * 4n < to - from;
    return isNearlyDry && this.ahead === undefined && to < this.options.end;
  }

  /** Whether a page that ends now goes on further up than it began. */
  get hasMoved(): boolean {
    return this.gaps.position > this.options.from;
  }

  nextFetch(): WantedFetch {
    const { topic, partition } = this.options;
    const offset = this.headStep === undefined ? this.gaps.position : this.answered.to;
    const maxWaitMs = firstWaitMs * 2 ** this.emptyFetches;
    return { topic, partition, offset, maxBytes: this.fetchBytes, maxWaitMs };
  }

  /** Takes what came of `nextFetch`. Afterwards there may still be no head: see `needsFetch`. */
  accept({ fetched, failure }: FetchOutcome): void {
    if (this.headStep !== undefined) {
      this.readAhead(fetched);
      return;
    }
    if (failure !== undefined) {
      this.problem = failure;
      return;
    }
    const before = this.gaps.position;
    const askedBytes = this.fetchBytes;
    this.fetchBytes = Math.min(askedBytes * 2, this.options.maxFetchBytes);
    this.begin(fetched);
    this.advance();
    if (this.gaps.position > before || this.problem !== undefined) this.emptyFetches = 0;
    else this.withoutProgress(fetched, askedBytes);
  }

  /** After its offset was out of range: goes on behind what was deleted, or says why it cannot. */
  takeRange(range: ReadableRange): void {
    const problem = outOfRange(this.gaps.position, range);
    const isBefore = this.gaps.position < range.start;
    if (isBefore && (this.options.continues || this.hasMoved)) {
      this.gaps.skipTo(range.start, { isDeleted: true });
      this.problem = undefined;
    } else this.problem = problem ?? this.problem;
  }

  /** Hands out the head. */
  take(): Step | undefined {
    const step = this.headStep;
    if (step === undefined) return undefined;
    this.consumedTo = step.message.offset + 1n;
    this.advance();
    return step;
  }

  /** Hands out the gaps read over since the last message, when no further message is at hand. */
  takeGaps(): readonly OffsetGap[] {
    if (this.headStep !== undefined || this.problem !== undefined) return [];
    this.consumedTo = this.gaps.position;
    return this.gaps.take();
  }

  private begin(fetched: FetchedPartition): void {
    const from = this.gaps.position;
    this.answered = { from, to: endOfWholeBatches(fetched.records, from) };
    this.steps = batchSteps(fetched, this.gaps, this.options);
  }

  /** What failed or brought nothing is found again when there is nothing left at hand. */
  private readAhead(fetched: FetchedPartition | undefined): void {
    const { to } = this.answered;
    if (fetched !== undefined && endOfWholeBatches(fetched.records, to) > to) this.ahead = fetched;
    else this.answered = { from: to, to };
  }

  private advance(): void {
    this.headStep = undefined;
    try {
      let next = this.steps?.next();
      if (next?.done === true && this.ahead !== undefined) {
        this.begin(this.ahead);
        this.ahead = undefined;
        next = this.steps?.next();
      }
      if (next?.done === false) this.headStep = next.value;
      else this.steps = undefined;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.problem = failureOfError(error);
    }
  }

  /** Only the leader of a log that reaches to the end can tell that nothing is left up to there. */
  private withoutProgress(
    { records, highWatermark }: Pick<FetchedPartition, "highWatermark" | "records">,
    maxBytes: number,
  ): void {
    const at = this.gaps.position.toString();
    if (records.length > 0) {
      if (maxBytes < maxBatchBytes) this.fetchBytes = maxBytes * 4;
      else {
        const message = `The broker's answers hold nothing that can be read from offset ${at} on.`;
        this.problem = { code: errorCode.corruptMessage, message };
      }
      return;
    }
    this.emptyFetches++;
    if (this.emptyFetches < maxEmptyFetches) return;
    if (highWatermark >= this.options.end) this.gaps.skipTo(this.options.end);
    else {
      const message = `The partition's end went back to offset ${highWatermark.toString()}, as when a new leader has not caught up yet.`;
      this.problem = { code: errorCode.offsetNotAvailable, message };
    }
  }
}

/** One past the last batch that came whole; `from` where there is none. */
function endOfWholeBatches(records: Buffer, from: Offset): Offset {
  let end = from;
  try {
    for (const { lastOffset } of readBatches(records)) if (lastOffset >= end) end = lastOffset + 1n;
  } catch (error) {
    // who reads the records up to here is told
    if (!(error instanceof KafkaError)) throw error;
  }
  return end;
}
