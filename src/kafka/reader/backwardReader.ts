import type { OffsetGap, ReadableRange } from "../gateway";
import type { ItemFailure, Offset, Position } from "../model";
import type { Step } from "./batchSteps";
import { joinGaps } from "./gaps";
import type { FetchOutcome } from "./leaderFetch";
import type { WantedFetch } from "./pageFetches";
import { PartitionReader, type ReaderOptions } from "./partitionReader";
import { sizeOf } from "./toMessage";
import { firstWindow, nextWindow, smallerWindow, type ReadWindow } from "./windows";

/** A window with so many times the messages there is room for is given up for a smaller one. */
const muchTooMany = 4;

export interface BackwardOptions extends Omit<ReaderOptions, "continues" | "from"> {
  /** First readable offset. */
  readonly start: Offset;
  /** How many messages the reader will be asked for, by guess. */
  readonly expectedMessages: number;
  /** At most so much is held; what is too much is read again later. */
  readonly maxHeldMessages: number;
  readonly maxHeldBytes: number;
}

/**
 * Reads one partition from `end` down to `start`, newest first. Logs can only be read forward, so it reads
 * window after window, each below the one before and larger while little is found.
 */
export class BackwardReader {
  /** Oldest first. */
  private readonly held: Step[] = [];
  /** Messages that the last window held. */
  private lastFound = 0;
  /** Gaps below the lowest held message, ascending. */
  private gapsBelow: readonly OffsetGap[] = [];
  private window: ReadWindow;
  /** The window being read; undefined between two. */
  private pass: { readonly reader: PartitionReader; readonly steps: NewestSteps } | undefined;
  private consumedTo: Offset;
  private start: Offset;
  private problem: ItemFailure | undefined;

  constructor(private readonly options: BackwardOptions) {
    this.window = firstWindow(options.start, options.end, options.expectedMessages);
    this.consumedTo = options.end;
    this.start = options.start;
  }

  get head(): Step | undefined {
    return this.held.at(-1);
  }

  /** Every offset from it on was handed out, as message or in a gap. */
  get position(): Position {
    const { topic, partition } = this.options;
    return { topic, partition, offset: this.consumedTo };
  }

  get failure(): ItemFailure | undefined {
    return this.problem;
  }

  needsFetch(): boolean {
    return (
      this.held.length === 0 && this.problem === undefined && this.window.from < this.window.to
    );
  }

  /** True also while little is left at hand: it then takes part when others need a fetch, instead of after them. */
  wantsFetch(): boolean {
    const isNearlyDry = this.held.length * 2 < this.lastFound;
    const isMore = this.problem === undefined && this.window.from < this.window.to;
    return this.needsFetch() || (isNearlyDry && isMore);
  }

  /** Whether a page that ends now goes on further down than it began. */
  get hasMoved(): boolean {
    return this.window.to < this.options.end;
  }

  nextFetch(): WantedFetch {
    this.pass ??= this.openPass();
    return this.pass.reader.nextFetch();
  }

  /**
   * Takes what came of `nextFetch`. A window may need several fetches; it is given up for a smaller one where it
   * holds too much or takes too long.
   */
  accept(outcome: FetchOutcome, isOutOfTime: () => boolean): void {
    const { reader, steps } = (this.pass ??= this.openPass());
    reader.accept(outcome);
    for (let step = reader.take(); step !== undefined; step = reader.take()) steps.add(step);
    const { from, to } = this.window;
    const isGivenUp = steps.isMuchTooMany() || (isOutOfTime() && to - from > 1n);
    if (reader.failure !== undefined) this.problem = reader.failure;
    else if (!reader.needsFetch()) this.close(steps, reader.takeGaps());
    else if (isGivenUp) this.window = smallerWindow(this.window);
    else return;
    this.pass = undefined;
  }

  /** After its offset was out of range: what was deleted below is no longer read. */
  takeRange({ start }: ReadableRange): void {
    if (start <= this.window.from) return;
    this.start = start;
    const { from, to } = this.window;
    this.window = to <= start ? { from: to, to } : { from: from > start ? from : start, to };
    this.problem = undefined;
  }

  take(): Step | undefined {
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

  private openPass(): NonNullable<typeof this.pass> {
    const { from, to } = this.window;
    const options = { ...this.options, from, end: to, continues: false };
    return { reader: new PartitionReader(options), steps: new NewestSteps(this.options) };
  }

  private close(steps: NewestSteps, gapsAtTop: readonly OffsetGap[]): void {
    const { from, to } = this.window;
    const newest = steps.newest();
    this.hold(newest, gapsAtTop);
    const reached = steps.dropped === undefined ? from : steps.dropped + 1n;
    this.window = nextWindow(this.start, { from: reached, to }, newest.length);
  }

  private hold(steps: readonly Step[], gapsAtTop: readonly OffsetGap[]): void {
    const above = joinGaps([...gapsAtTop, ...this.gapsBelow]);
    const found = steps.map(({ message }, index) => ({
      message,
      gaps: steps[index + 1]?.gaps ?? above,
    }));
    this.held.unshift(...found);
    this.lastFound = found.length;
    this.gapsBelow = steps[0]?.gaps ?? above;
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
