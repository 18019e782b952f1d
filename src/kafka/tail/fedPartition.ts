import type { KafkaErrorKind } from "../errors";
import type { Interruption, PartitionFailure, ReadableRange } from "../gateway";
import type { IsolationLevel, Offset, Position, TopicPartition } from "../model";
import type { FetchedPartition } from "../protocol/fetch";
import { GapCollector, type Skipped } from "../reader/gaps";

const firstPauseMs = 50;
const maxPauseMs = 1_000;

/** Trying again does not help. */
export const finalKinds: ReadonlySet<KafkaErrorKind> = new Set<KafkaErrorKind>([
  "authentication",
  "authorization",
  "corruptData",
  "invalidInput",
  "tls",
  "unsupported",
]);

/** A partition that is being read on and on: how far it came, who leads it, what stands in its way. */
export class FedPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  /** What was delivered: its position is the next offset to deliver. */
  gaps: GapCollector;
  /** The next offset to fetch; what lies between is held. */
  fetchOffset: Offset;
  /** Undefined before it was looked up, and when it must be again. */
  leader: number | undefined;
  /** As it was when reading began, or when it was sought after a failure. */
  topicId: string | undefined;
  isPaused = false;
  /** While its range is asked for, it is not fetched. */
  isChecking = false;
  /** It ended for good. */
  failure: PartitionFailure | undefined;
  range: ReadableRange | undefined;
  /** Changes whenever what was fetched or is being fetched is of no use any more. */
  generation = 0;
  /** Answers in a row that held nothing of a range that has an end, although there was room. */
  emptyAnswers = 0;
  /** A batch that did not come whole is asked for with so many times the room. */
  room = 1;
  private attempts = 0;
  private trouble: string | undefined;
  private retryAtMs = 0;
  private troubledSinceMs = 0;

  constructor(
    { topic, partition, offset }: Position,
    /** One past the last offset to read; undefined to read for ever. */
    readonly end: Offset | undefined,
  ) {
    this.topic = topic;
    this.partition = partition;
    this.fetchOffset = offset;
    this.gaps = new GapCollector(this, offset);
  }

  get isActive(): boolean {
    const isThrough = this.end !== undefined && this.fetchOffset >= this.end;
    return !this.isPaused && !this.isChecking && this.failure === undefined && !isThrough;
  }

  /** When to look for its leader; undefined while it has one or needs none. */
  get lookUpAtMs(): number | undefined {
    return this.isActive && this.leader === undefined ? this.retryAtMs : undefined;
  }

  get failedAttempts(): number {
    return this.attempts;
  }

  /** 0 while all is well. */
  get troubledMs(): number {
    return this.attempts === 0 ? 0 : performance.now() - this.troubledSinceMs;
  }

  get interruption(): Interruption | undefined {
    if (this.trouble === undefined || this.failure !== undefined || this.isPaused) return undefined;
    const { topic, partition, trouble } = this;
    return { topic, partition, message: `${trouble}; trying again (${this.attempts}).` };
  }

  /** Its leader is looked up again, after a pause that grows. @param trouble a sentence without its full stop */
  interrupt(trouble: string): void {
    if (this.attempts === 0) this.troubledSinceMs = performance.now();
    this.retryAtMs = performance.now() + Math.min(firstPauseMs * 2 ** this.attempts, maxPauseMs);
    this.attempts++;
    this.trouble = trouble;
    this.leader = undefined;
  }

  /** Interrupts for what a sentence says. */
  interruptFor(sentence: string): void {
    const reason = sentence.endsWith(".") ? sentence.slice(0, -1) : sentence;
    this.interrupt(`${reason} (at offset ${this.fetchOffset.toString()})`);
  }

  fail(failure: PartitionFailure): void {
    this.failure = failure;
  }

  /** Takes over what a good answer tells. */
  answered(fetched: FetchedPartition, isolation: IsolationLevel): void {
    this.resetTrouble();
    const { topic, partition } = this;
    const { highWatermark, lastStableOffset, logStartOffset } = fetched;
    this.range = {
      topic,
      partition,
      start: logStartOffset < 0n ? (this.range?.start ?? 0n) : logStartOffset,
      end: isolation === "readCommitted" ? lastStableOffset : highWatermark,
      highWatermark,
      lastStableOffset,
    };
  }

  /** Nothing to show is before `offset`, or before `end`. */
  skipTo(offset: Offset, skipped: Skipped): void {
    this.gaps.skipTo(this.end !== undefined && this.end < offset ? this.end : offset, skipped);
  }

  /** What was fetched and not delivered is forgotten, and fetched again when it is read on. */
  drop(): void {
    this.generation++;
    this.fetchOffset = this.gaps.position;
    this.emptyAnswers = 0;
  }

  /** Also reads on after a failure: the topic as it is now, which may be another one of the same name. */
  seek(offset: Offset): void {
    this.gaps = new GapCollector(this, offset);
    if (this.failure !== undefined) {
      this.failure = undefined;
      this.leader = undefined;
      this.topicId = undefined;
      this.resetTrouble();
    }
    this.drop();
  }

  private resetTrouble(): void {
    this.attempts = 0;
    this.retryAtMs = 0;
    this.trouble = undefined;
  }
}
