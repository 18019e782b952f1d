import type { OffsetGap } from "../gateway";
import type { Offset, TopicPartition } from "../model";

/** What is known of offsets that are read over. */
export interface Skipped {
  readonly controlRecords?: number;
  readonly abortedMessages?: number;
  /** A sentence why the data could not be read. */
  readonly unreadable?: string;
  readonly isDeleted?: true;
}

/** Joins two gaps where one follows the other and both are of the same kind; undefined where they stay apart. */
function join(a: OffsetGap, b: OffsetGap): OffsetGap | undefined {
  if (a.lastOffset + 1n !== b.firstOffset) return undefined;
  if (a.unreadable !== b.unreadable || a.isDeleted !== b.isDeleted) return undefined;
  return {
    ...a,
    lastOffset: b.lastOffset,
    controlRecords: a.controlRecords + b.controlRecords,
    abortedMessages: a.abortedMessages + b.abortedMessages,
  };
}

/** In ascending order, neighbours joined. */
export function joinGaps(gaps: readonly OffsetGap[]): OffsetGap[] {
  const joined: OffsetGap[] = [];
  for (const gap of gaps) {
    const last = joined.at(-1);
    const both = last && join(last, gap);
    if (both === undefined) joined.push(gap);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

/** Collects what one partition's reader goes over without showing it, offset by offset, with no hole. */
export class GapCollector {
  private gaps: OffsetGap[] = [];

  constructor(
    private readonly partition: TopicPartition,
    /** The first offset not accounted for yet. */
    private nextOffset: Offset,
  ) {}

  get position(): Offset {
    return this.nextOffset;
  }

  /** Everything before `offset` that is not accounted for yet is a gap. */
  skipTo(offset: Offset, skipped: Skipped = {}): void {
    if (offset <= this.nextOffset) return;
    const { topic, partition } = this.partition;
    this.gaps.push({
      topic,
      partition,
      firstOffset: this.nextOffset,
      lastOffset: offset - 1n,
      controlRecords: 0,
      abortedMessages: 0,
      ...skipped,
    });
    this.nextOffset = offset;
  }

  /** A message at `offset` is shown. Gives the gaps since the message before it. */
  passMessage(offset: Offset): readonly OffsetGap[] {
    this.pass(offset);
    return this.take();
  }

  /** A message at `offset` is shown; the gaps before it are kept. */
  pass(offset: Offset): void {
    if (offset !== this.nextOffset) this.skipTo(offset);
    this.nextOffset = offset + 1n;
  }

  take(): readonly OffsetGap[] {
    const gaps = joinGaps(this.gaps);
    this.gaps = [];
    return gaps;
  }
}
