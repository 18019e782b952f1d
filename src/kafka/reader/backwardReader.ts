import type { OffsetGap } from "../gateway";
import type { ItemFailure, Message, Offset } from "../model";
import type { Step } from "./batchSteps";
import type { FetchPartition } from "./fetchPartition";
import { joinGaps } from "./gaps";
import { PartitionReader, type ReaderOptions } from "./partitionReader";
import { sizeOf } from "./toMessage";
import { firstWindow, nextWindow, smallerWindow, type ReadWindow } from "./windows";

/** A window with so many times the messages there is room for is given up for a smaller one. */
const muchTooMany = 4;

export interface BackwardOptions extends Omit<ReaderOptions, "from"> {
  /** First readable offset. */
  readonly start: Offset;
  /** How many messages the reader will be asked for, by guess. */
  readonly expectedMessages: number;
  /** At most so much is held; what is too much is read again later. */
  readonly maxHeldMessages: number;
  readonly maxHeldBytes: number;
}

/** A message, and the gaps between it and the message handed out before (which is newer). */
export interface BackwardStep {
  readonly gapsAfter: readonly OffsetGap[];
  readonly message: Message;
}

/**
 * Reads one partition from `end` down to `start`, newest first. Logs can only be read forward, so it reads
 * window after window, each below the one before and larger while little is found.
 */
export class BackwardReader {
  private readonly held: BackwardStep[] = [];
  /** Gaps below the lowest held message, ascending. */
  private gapsBelow: readonly OffsetGap[] = [];
  private window: ReadWindow;
  private consumedTo: Offset;
  private received = 0;
  private problem: ItemFailure | undefined;

  constructor(
    private readonly fetch: FetchPartition,
    private readonly options: BackwardOptions,
  ) {
    this.window = firstWindow(options.start, options.end, options.expectedMessages);
    this.consumedTo = options.end;
  }

  get partition(): number {
    return this.options.partition;
  }

  get head(): BackwardStep | undefined {
    return this.held.at(-1);
  }

  /** Every offset from it on was handed out, as message or in a gap. */
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
      this.held.length === 0 && this.problem === undefined && this.window.from < this.window.to
    );
  }

  /** Whether a page that ends now goes on further down than it began. */
  get hasMoved(): boolean {
    return this.window.to < this.options.end;
  }

  /** Reads one window; gives it up for a smaller one where it holds too much or takes too long. */
  async fetchMore(signal: AbortSignal | undefined, isOutOfTime: () => boolean): Promise<void> {
    const { from, to } = this.window;
    const reader = new PartitionReader(this.fetch, { ...this.options, from, end: to });
    const steps = new NewestSteps(this.options);
    const isTooLong = (): boolean => isOutOfTime() && to - from > 1n;
    while (reader.needsFetch() && !steps.isMuchTooMany() && !isTooLong()) {
      await reader.fetchMore(signal);
      for (let step = reader.take(); step !== undefined; step = reader.take()) steps.add(step);
    }
    this.received += reader.bytesReceived;
    if (reader.failure !== undefined) {
      this.problem = reader.failure;
      return;
    }
    if (reader.needsFetch()) {
      this.window = smallerWindow(this.window);
      return;
    }
    const newest = steps.newest();
    this.hold(newest, reader.takeGaps());
    const reached = steps.dropped === undefined ? from : steps.dropped + 1n;
    this.window = nextWindow(this.options.start, { from: reached, to }, newest.length);
  }

  take(): BackwardStep | undefined {
    const step = this.held.pop();
    if (step !== undefined) this.consumedTo = step.message.offset;
    return step;
  }

  /** Hands out the gaps below the last message, when no further message is at hand. */
  takeGaps(): readonly OffsetGap[] {
    if (this.held.length > 0 || this.problem !== undefined) return [];
    const gaps = this.gapsBelow;
    this.gapsBelow = [];
    this.consumedTo = this.window.to;
    return gaps;
  }

  private hold(steps: readonly Step[], gapsAtTop: readonly OffsetGap[]): void {
    const above = joinGaps([...gapsAtTop, ...this.gapsBelow]);
    for (const [index, { message }] of steps.entries()) {
      this.held.push({ message, gapsAfter: steps[index + 1]?.gapsBefore ?? above });
    }
    this.gapsBelow = steps[0]?.gapsBefore ?? above;
  }
}

/** Keeps the newest of the steps added, as many as there is room for, and at least the last. */
class NewestSteps {
  /** Offset of the newest message there was no room for. */
  dropped: Offset | undefined;
  /** A dropped one leaves its place empty, so that its message can be freed. */
  private readonly steps: (Step | undefined)[] = [];
  private droppedCount = 0;
  private droppedBytes = 0;
  private bytes = 0;

  constructor(private readonly room: Pick<BackwardOptions, "maxHeldBytes" | "maxHeldMessages">) {}

  add(step: Step): void {
    this.steps.push(step);
    this.bytes += sizeOf(step.message);
    const { maxHeldBytes, maxHeldMessages } = this.room;
    for (
      let oldest = this.steps[this.droppedCount];
      oldest !== undefined &&
      oldest !== step &&
      (this.bytes > maxHeldBytes || this.steps.length - this.droppedCount > maxHeldMessages);
      oldest = this.steps[this.droppedCount]
    ) {
      const size = sizeOf(oldest.message);
      this.bytes -= size;
      this.droppedBytes += size;
      this.dropped = oldest.message.offset;
      this.steps[this.droppedCount++] = undefined;
    }
  }

  /** Most of the window would be read in vain. */
  isMuchTooMany(): boolean {
    const { maxHeldBytes, maxHeldMessages } = this.room;
    return this.droppedCount > muchTooMany * maxHeldMessages || this.droppedBytes > maxHeldBytes;
  }

  newest(): readonly Step[] {
    return this.steps.filter((step) => step !== undefined);
  }
}
