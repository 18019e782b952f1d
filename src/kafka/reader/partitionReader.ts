import { errorCode, failureOfError } from "../connection/failure";
import { KafkaError } from "../errors";
import type { OffsetGap } from "../gateway";
import type { ItemFailure, Offset } from "../model";
import type { FetchedPartition } from "../protocol/fetch";
import { batchSteps, type Step, type StepOptions } from "./batchSteps";
import type { FetchPartition } from "./fetchPartition";
import { GapCollector } from "./gaps";

export interface ReaderOptions extends StepOptions {
  /** First offset to read; not after `end`. */
  readonly from: Offset;
  readonly firstFetchBytes: number;
  /** Fetches grow up to here. */
  readonly maxFetchBytes: number;
}

/** So often an answer without data is asked again before the rest is taken for compacted away. */
const maxEmptyFetches = 3;
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
  private received = 0;
  private problem: ItemFailure | undefined;

  constructor(
    private readonly fetch: FetchPartition,
    private readonly options: ReaderOptions,
  ) {
    this.gaps = new GapCollector(options.partition, options.from);
    this.consumedTo = options.from;
    this.fetchBytes = options.firstFetchBytes;
  }

  get partition(): number {
    return this.options.partition;
  }

  /** The next message; undefined when it must be fetched first, and when there is none. */
  get head(): Step | undefined {
    return this.headStep;
  }

  /** Every offset before it was handed out, as message or in a gap. */
  get position(): Offset {
    return this.consumedTo;
  }

  get failure(): ItemFailure | undefined {
    return this.problem;
  }

  get bytesReceived(): number {
    return this.received;
  }

  needsFetch(): boolean {
    return (
      this.headStep === undefined &&
      this.problem === undefined &&
      this.gaps.position < this.options.end
    );
  }

  /** Whether a page that ends now goes on further up than it began. */
  get hasMoved(): boolean {
    return this.gaps.position > this.options.from;
  }

  /** One request. Afterwards there may still be no head: see `needsFetch`. */
  async fetchMore(signal: AbortSignal | undefined): Promise<void> {
    const position = { offset: this.gaps.position, maxBytes: this.fetchBytes };
    const { fetched, failure } = await this.fetch(position, signal);
    if (failure !== undefined) {
      this.problem = failure;
      return;
    }
    this.received += fetched.records.length;
    this.fetchBytes = Math.min(this.fetchBytes * 2, this.options.maxFetchBytes);
    this.steps = batchSteps(fetched, this.gaps, this.options);
    this.advance();
    if (this.gaps.position > position.offset || this.problem !== undefined) this.emptyFetches = 0;
    else this.withoutProgress(fetched, position.maxBytes);
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

  private advance(): void {
    this.headStep = undefined;
    try {
      const next = this.steps?.next();
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
